package dev.tickwatch.io.ingest;

import dev.tickwatch.io.topic.TopicException;
import dev.tickwatch.io.topic.Topics;
import dev.tickwatch.io.wire.TickOutcome;
import dev.tickwatch.io.wire.TickParser;
import dev.tickwatch.market.tick.TickDefect;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Loads a topic's history: everything committed from the beginning, or from a moment, to the end as
 * it was at the start. Joins no consumer group and commits nothing. Immutable; used by one thread.
 */
public final class TopicTicks {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final Map<String, Object> client;
  private final TickParser parser;

  /**
   * @param client Kafka client properties, {@code bootstrap.servers} among them
   */
  public TopicTicks(Map<String, Object> client, TickParser parser) {
    this.client = Map.copyOf(client);
    this.parser = parser;
  }

  /**
   * Reads the topic. Ticks of a symbol come in the order of their partition; ticks of one symbol in
   * several partitions come in no order between those.
   *
   * @param since records whose Kafka timestamp is before it are left out; note that this is when
   *     they were produced unless the producer says otherwise
   * @param progress receives the number of records so far, after each batch
   * @throws TopicException when the topic is missing, or the cluster does not answer or refuses
   */
  public TickHistory read(String topic, Optional<Instant> since, LongConsumer progress) {
    int partitions;
    try (Topics topics = Topics.of(client)) {
      partitions = topics.require(topic);
    }
    List<TopicPartition> all =
        IntStream.range(0, partitions).mapToObj(i -> new TopicPartition(topic, i)).toList();
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      consumer.assign(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all, Topics.PATIENCE);
      start(consumer, all, ends, since);
      return read(consumer, ends, since.orElse(Instant.MIN), progress);
    } catch (KafkaException e) {
      throw Topics.explain(Topics.servers(client), "read topic '" + topic + "'", e);
    }
  }

  private Consumer<byte[], byte[]> consumer() {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // Retention may delete the beginning while it is read.
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static void start(
      Consumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      Map<TopicPartition, Long> ends,
      Optional<Instant> since) {
    consumer.seekToBeginning(partitions);
    if (since.isEmpty()) {
      return;
    }
    long millis = since.get().toEpochMilli();
    Map<TopicPartition, OffsetAndTimestamp> found =
        consumer.offsetsForTimes(
            partitions.stream().collect(Collectors.toMap(p -> p, p -> millis)), Topics.PATIENCE);
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp first = found.get(partition);
      consumer.seek(partition, first == null ? ends.get(partition) : first.offset());
    }
  }

  private TickHistory read(
      Consumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> ends,
      Instant since,
      LongConsumer progress) {
    TickHistory history = new TickHistory();
    long records = 0;
    long quietSince = System.nanoTime();
    Map<TopicPartition, Long> positions = positions(consumer, ends);
    while (ends.entrySet().stream().anyMatch(end -> positions.get(end.getKey()) < end.getValue())) {
      ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> one : batch) {
        // The broker's search by time also stops at the marker of a transaction, whose time is not
        // that of the records around it: earlier ones may follow.
        boolean early = Instant.ofEpochMilli(one.timestamp()).isBefore(since);
        if (!early && one.offset() < ends.get(new TopicPartition(one.topic(), one.partition()))) {
          add(history, one);
          records++;
        }
      }
      progress.accept(records);
      Map<TopicPartition, Long> now = positions(consumer, ends);
      if (!now.equals(positions)) {
        quietSince = System.nanoTime();
      } else if (System.nanoTime() - quietSince > SILENCE.toNanos()) {
        throw new org.apache.kafka.common.errors.TimeoutException("no records for " + SILENCE);
      }
      positions.putAll(now);
    }
    return history;
  }

  private static Map<TopicPartition, Long> positions(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> positions = new HashMap<>();
    for (TopicPartition partition : ends.keySet()) {
      positions.put(partition, consumer.position(partition, Topics.PATIENCE));
    }
    return positions;
  }

  private void add(TickHistory history, ConsumerRecord<byte[], byte[]> one) {
    TickOutcome outcome = parser.parse(one.value());
    if (outcome instanceof TickOutcome.Accepted accepted) {
      history.add(accepted.tick());
    } else if (outcome instanceof TickOutcome.Rejected rejected) {
      TickDefect defect = rejected.defect();
      history.defects().add("partition " + one.partition() + " offset " + one.offset(), defect);
    }
  }
}
