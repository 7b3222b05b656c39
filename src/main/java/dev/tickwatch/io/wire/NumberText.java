package dev.tickwatch.io.wire;

import java.util.regex.Pattern;

/** Numbers that feeds send as text. */
public final class NumberText {
  private static final int MAX_LENGTH = 64;

  // Double.parseDouble alone would take "1d", "0x1p3" and surrounding control characters.
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");
  private static final Pattern INFINITE =
      Pattern.compile("[+-]?inf(inity)?", Pattern.CASE_INSENSITIVE);

  private NumberText() {}

  /**
   * Reads a decimal number, {@code NaN} or an infinity, spaces around it allowed. No thousands
   * separators.
   *
   * @throws NumberFormatException when the text is none of these; the message quotes it
   */
  public static double parse(String text) {
    String trimmed = text.strip();
    if (trimmed.length() <= MAX_LENGTH) {
      if (DECIMAL.matcher(trimmed).matches()) {
        return Double.parseDouble(trimmed);
      }
      if (trimmed.equalsIgnoreCase("nan")) {
        return Double.NaN;
      }
      if (INFINITE.matcher(trimmed).matches()) {
        return trimmed.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      }
    }
    throw new NumberFormatException(Excerpt.of(text) + " is not a number");
  }
}
