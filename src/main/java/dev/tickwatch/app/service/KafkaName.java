package dev.tickwatch.app.service;

/** What Kafka takes for the name of a topic, a group or a member. */
final class KafkaName {
  static final String FORM = "[A-Za-z0-9._-]{1,200}";
  static final String ALLOWED = "1 to 200 letters, digits or . _ -";

  private KafkaName() {}
}
