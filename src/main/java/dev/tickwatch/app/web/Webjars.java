package dev.tickwatch.app.web;

/** Versions of the page's libraries, as in the build; a test requests their files. */
final class Webjars {
  static final String UPLOT_VERSION = "1.6.30";

  private Webjars() {}
}
