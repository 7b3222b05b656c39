package dev.tickwatch.app.stream;

import java.util.regex.Pattern;

/** What Kafka takes for the name of a topic, a group or a member. */
public final class KafkaName {
  /** As a regular expression. */
  public static final String FORM = "[A-Za-z0-9._-]{1,200}";

  /** In words. */
  public static final String ALLOWED = "1 to 200 letters, digits or . _ -";

  private static final Pattern NAME = Pattern.compile(FORM);

  private KafkaName() {}

  /**
   * @throws IllegalArgumentException when a value is no such name; the message says of what
   */
  static void require(String what, String value) {
    if (value == null || !NAME.matcher(value).matches()) {
      throw new IllegalArgumentException(what + " must be " + ALLOWED + ", not '" + value + "'");
    }
  }
}
