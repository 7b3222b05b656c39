package dev.tickwatch.app.stream;

/** What Kafka takes for the name of a topic, a group or a member. */
public final class KafkaName {
  /** As a regular expression. */
  public static final String FORM = "[A-Za-z0-9._-]{1,200}";

  /** In words. */
  public static final String ALLOWED = "1 to 200 letters, digits or . _ -";

  private KafkaName() {}
}
