package dev.tickwatch.lab.bench;

import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.io.wire.Codec;
import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.WireFormat;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The score records that readers of committed records find.
 *
 * @param scores all of them
 * @param missing sequence numbers of a symbol that were left out before its last one
 * @param repeated sequence numbers that came twice or out of order
 */
record ScoreCheck(long scores, long missing, long repeated) {
  private static final Codec<Score> CODEC = WireFormat.scores(RecordFormat.AVRO);

  /** Reads the whole topic. */
  static ScoreCheck read(Cluster cluster, String topic) {
    Map<String, Long> last = new HashMap<>();
    long[] found = new long[3];
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(cluster, topic)) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                record -> {
                  Score score = CODEC.decode(record.value());
                  long before = last.getOrDefault(score.symbol(), 0L);
                  found[0]++;
                  if (score.sequence() > before) {
                    found[1] += score.sequence() - before - 1;
                    last.put(score.symbol(), score.sequence());
                  } else {
                    found[2]++;
                  }
                });
      }
    }
    return new ScoreCheck(found[0], found[1], found[2]);
  }

  /** Of committed records, from the start of the topic. */
  static KafkaConsumer<byte[], byte[]> consumer(Cluster cluster, String topic) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                cluster.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "max.poll.records",
                10_000),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        IntStream.range(0, Backlog.PARTITIONS)
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }
}
