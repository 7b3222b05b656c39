package dev.tickwatch.app.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Refuses the second copy of a topic's meters: clients of Kafka 4.1 and newer report each topic
 * with dots in its name twice, once with underscores in their place (KAFKA-19753).
 */
final class DoubledTopics implements MeterFilter {
  private final Set<String> copies;

  /** For topics of these names. */
  DoubledTopics(Collection<String> topics) {
    copies =
        topics.stream()
            .filter(topic -> topic.contains("."))
            .map(topic -> topic.replace('.', '_'))
            .filter(copy -> !topics.contains(copy))
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public MeterFilterReply accept(Meter.Id id) {
    String topic = id.getTag("topic");
    return id.getName().startsWith("kafka.") && topic != null && copies.contains(topic)
        ? MeterFilterReply.DENY
        : MeterFilterReply.NEUTRAL;
  }
}
