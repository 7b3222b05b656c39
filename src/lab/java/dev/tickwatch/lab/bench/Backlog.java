package dev.tickwatch.lab.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tickwatch.io.wire.Codec;
import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.TickFields;
import dev.tickwatch.io.wire.WireFormat;
import dev.tickwatch.market.tick.Tick;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A topic of ticks that was filled before anybody reads it.
 *
 * @param ends records in each partition
 * @param rounds for some numbers of ticks a symbol, where in each partition every symbol has had so
 *     many
 */
record Backlog(
    String topic, int symbols, Map<Integer, Long> ends, Map<Integer, Map<Integer, Long>> rounds) {
  static final int PARTITIONS = 4;

  /** Between two ticks of one symbol. */
  private static final long SPACING_MICROS = 1_000_000;

  private static final Codec<Tick> CODEC = WireFormat.ticks(RecordFormat.AVRO, TickFields.DEFAULT);

  /**
   * Creates the topic and fills it.
   *
   * @param count ticks
   * @param marks numbers of ticks a symbol to note the place of, ascending
   * @param endMicros event time behind its last tick
   */
  static Backlog fill(
      Cluster cluster,
      String topic,
      TickFeed feed,
      long count,
      List<Integer> marks,
      long endMicros) {
    cluster.create(List.of(topic), PARTITIONS);
    Map<Integer, Map<Integer, Long>> rounds = new HashMap<>();
    List<Integer> left = new ArrayList<>(marks);
    long step = Math.max(1, SPACING_MICROS / feed.symbols());
    long start = endMicros - count * step;
    try (Producer<byte[], byte[]> producer = producer(cluster)) {
      for (long i = 0; i < count; i++) {
        if (!left.isEmpty() && i == (long) left.get(0) * feed.symbols()) {
          producer.flush();
          rounds.put(left.remove(0), cluster.ends(topic, PARTITIONS));
        }
        var unused = producer.send(record(topic, feed.next(start + i * step)));
      }
    }
    return new Backlog(topic, feed.symbols(), cluster.ends(topic, PARTITIONS), rounds);
  }

  long count() {
    return sum(ends);
  }

  static long sum(Map<Integer, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether every symbol has had so many ticks by the given offsets. */
  boolean isBehind(int round, Map<Integer, Long> offsets) {
    return rounds.get(round).entrySet().stream()
        .allMatch(mark -> offsets.getOrDefault(mark.getKey(), 0L) >= mark.getValue());
  }

  static ProducerRecord<byte[], byte[]> record(String topic, Tick tick) {
    return new ProducerRecord<>(topic, tick.symbol().getBytes(UTF_8), CODEC.encode(tick));
  }

  /** With large batches: it is there to fill. */
  private static Producer<byte[], byte[]> producer(Cluster cluster) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            cluster.bootstrapServers(),
            "batch.size",
            1 << 18,
            "linger.ms",
            50,
            "buffer.memory",
            64L << 20),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
