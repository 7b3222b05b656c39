package dev.tickwatch.settings;

import java.util.List;

/** Settings cannot be used; every mistake is one line. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> mistakes;

  /** With one mistake or more. */
  public SettingsException(List<String> mistakes) {
    super(String.join(System.lineSeparator(), mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  /** One line for each mistake: key, value, origin, and what is allowed. */
  public List<String> mistakes() {
    return mistakes;
  }
}
