package dev.tickwatch.app.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Follows a topic from its beginning as a reader of committed records does. */
public final class CommittedRecords implements AutoCloseable {
  private final String topic;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final List<ConsumerRecord<byte[], byte[]>> seen = new ArrayList<>();

  /** From the beginning of a topic that is there. */
  public CommittedRecords(String bootstrapServers, String topic) {
    this.topic = topic;
    consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Waits for so many records in all. */
  public void awaitCount(int count, Duration patience) {
    awaitCount(count, patience, () -> {});
  }

  /**
   * Waits for so many records in all.
   *
   * @param meanwhile runs again and again
   */
  public void awaitCount(int count, Duration patience, Runnable meanwhile) {
    Instant deadline = Instant.now().plus(patience);
    while (seen.size() < count) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError(
            topic + " has " + seen.size() + " committed records after " + patience);
      }
      meanwhile.run();
      poll();
    }
  }

  /** Everything that is committed by now, in order within each partition. */
  public List<ConsumerRecord<byte[], byte[]>> all() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      poll();
    }
    return List.copyOf(seen);
  }

  /** Records seen so far. */
  public int count() {
    return seen.size();
  }

  private void poll() {
    consumer.poll(Duration.ofMillis(50)).forEach(seen::add);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
