package dev.tickwatch.settings;

/** What a user wrote, as messages quote it: on one line, and no more than a line of it. */
final class Excerpt {
  private static final int MAX_LENGTH = 200;

  private Excerpt() {}

  static String of(String text) {
    StringBuilder shown = new StringBuilder();
    text.chars()
        .limit(MAX_LENGTH)
        .forEach(c -> shown.append(Character.isISOControl(c) ? '\uFFFD' : (char) c));
    return text.length() > MAX_LENGTH ? shown + "…" : shown.toString();
  }
}
