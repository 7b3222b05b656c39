package dev.tickwatch.lab.bench;

import dev.tickwatch.lab.harness.ClusterClient;
import dev.tickwatch.lab.harness.TickFeed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;

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

  /** A deleted topic's files would else stay for a minute, and fill the disk. */
  private static final Map<String, String> TOPIC =
      Map.of("file.delete.delay.ms", "1000", "message.timestamp.type", "LogAppendTime");

  /** Between two ticks of one symbol. */
  private static final long SPACING_MICROS = 1_000_000;

  /**
   * Creates the topic and fills it.
   *
   * @param count ticks
   * @param marks numbers of ticks a symbol to note the place of, ascending
   * @param endMicros event time behind its last tick
   */
  static Backlog fill(
      ClusterClient cluster,
      String topic,
      SymbolTicks ticks,
      long count,
      List<Integer> marks,
      long endMicros) {
    cluster.create(newTopics(List.of(topic)));
    Map<Integer, Map<Integer, Long>> rounds = new HashMap<>();
    List<Integer> left = new ArrayList<>(marks);
    long step = Math.max(1, SPACING_MICROS / ticks.symbols());
    long start = endMicros - count * step;
    try (Producer<byte[], byte[]> producer = producer(cluster)) {
      for (long i = 0; i < count; i++) {
        if (!left.isEmpty() && i == (long) left.get(0) * ticks.symbols()) {
          producer.flush();
          rounds.put(left.remove(0), cluster.ends(topic));
        }
        var unused = producer.send(TickFeed.record(topic, ticks.next(start + i * step)));
      }
    }
    return new Backlog(topic, ticks.symbols(), cluster.ends(topic), rounds);
  }

  /** As all topics of a benchmark are. */
  static List<NewTopic> newTopics(List<String> names) {
    return names.stream()
        .map(name -> new NewTopic(name, Optional.of(PARTITIONS), Optional.empty()).configs(TOPIC))
        .toList();
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

  /** With large batches: it is there to fill. */
  private static Producer<byte[], byte[]> producer(ClusterClient cluster) {
    return cluster.producer(
        Map.of("batch.size", 1 << 18, "linger.ms", 50, "buffer.memory", 64L << 20));
  }
}
