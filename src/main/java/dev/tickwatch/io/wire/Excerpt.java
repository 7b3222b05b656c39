package dev.tickwatch.io.wire;

/** Values as they appear in error messages. */
public final class Excerpt {
  private static final int MAX_LENGTH = 60;

  private Excerpt() {}

  /** The text in single quotes, on one line and at most 60 characters of it. */
  public static String of(String text) {
    StringBuilder shown = new StringBuilder("'");
    int end = Math.min(text.length(), MAX_LENGTH);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      shown.append(Character.isISOControl(c) ? '\uFFFD' : c);
    }
    if (text.length() > MAX_LENGTH) {
      shown.append("…");
    }
    return shown.append("'").toString();
  }
}
