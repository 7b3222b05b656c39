package dev.tickwatch.lab.chaos;

import dev.tickwatch.io.wire.MalformedRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Follows the output topics from their beginning, as a reader of committed records does, on a
 * thread of its own. Closing ends the thread.
 */
final class CommittedOutput implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, Output> topics;
  private final boolean anyModel;
  private final List<TopicPartition> partitions;
  private final Thread thread = new Thread(this::read, "tickwatch-chaos-reader");

  private final Map<Output, List<OutputRecord>> records = new EnumMap<>(Output.class);
  private final Map<String, Integer> fates = new HashMap<>();
  private final Map<Output, Integer> unreadable = new EnumMap<>(Output.class);
  private final Set<String> models = new HashSet<>();
  private long settled;
  private RuntimeException failure;

  /**
   * Starts to read.
   *
   * @param topics by name; they must be there
   * @param anyModel whether the model's version is left out of what is compared
   */
  CommittedOutput(Cluster cluster, Map<String, Output> topics, boolean anyModel) {
    this.topics = topics;
    this.anyModel = anyModel;
    for (Output output : Output.values()) {
      records.put(output, new ArrayList<>());
      unreadable.put(output, 0);
    }
    consumer = consumer(cluster, "read_committed");
    partitions =
        topics.keySet().stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    thread.setDaemon(true);
    thread.start();
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Cluster cluster, String isolation) {
    return new KafkaConsumer<>(
        cluster.client(Map.of("isolation.level", isolation)),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private void read() {
    try {
      while (true) {
        var polled = consumer.poll(POLL);
        synchronized (this) {
          for (ConsumerRecord<byte[], byte[]> record : polled) {
            take(record);
          }
          notifyAll();
        }
      }
    } catch (WakeupException e) {
      // Closed.
    } catch (RuntimeException e) {
      synchronized (this) {
        failure = e;
        notifyAll();
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    Output output = topics.get(record.topic());
    try {
      OutputRecord read = OutputRecord.read(output, record.key(), record.value(), anyModel);
      records.get(output).add(read);
      models.add(read.modelVersion());
      if (output == Output.SCORES || output == Output.DEAD_LETTERS) {
        fates.merge(Expectation.fate(read), 1, Integer::sum);
        settled++;
      }
    } catch (MalformedRecordException e) {
      unreadable.merge(output, 1, Integer::sum);
    }
  }

  /** Scores and dead letters so far: inputs that have been dealt with. */
  synchronized long settled() {
    return settled;
  }

  /** Every record so far; in order within each partition. */
  synchronized List<OutputRecord> records(Output output) {
    return List.copyOf(records.get(output));
  }

  /** Records so far that cannot be read. */
  synchronized int unreadable(Output output) {
    return unreadable.get(output);
  }

  /** Waits for so many scores and dead letters in all. */
  void awaitSettled(long count, Duration patience) throws InterruptedException {
    await(
        seen -> settled >= count,
        patience,
        () -> "%d scores and dead letters; there are %d".formatted(count, settled));
  }

  /** Waits until each fate has been met so often. */
  void awaitFates(Map<String, Integer> counts, Duration patience) throws InterruptedException {
    await(
        seen ->
            counts.entrySet().stream()
                .allMatch(fate -> seen.getOrDefault(fate.getKey(), 0) >= fate.getValue()),
        patience,
        () -> lacking(counts));
  }

  /** Waits for a record that a version of the model has made. */
  void awaitModel(String version, Duration patience) throws InterruptedException {
    await(seen -> models.contains(version), patience, () -> "a record of model " + version);
  }

  private String lacking(Map<String, Integer> counts) {
    List<String> lacking =
        counts.entrySet().stream()
            .filter(fate -> fates.getOrDefault(fate.getKey(), 0) < fate.getValue())
            .map(
                fate ->
                    fate.getKey()
                        + " ("
                        + fates.getOrDefault(fate.getKey(), 0)
                        + " of "
                        + fate.getValue()
                        + ")")
            .sorted()
            .toList();
    return lacking.size() + " groups, such as " + lacking.subList(0, Math.min(3, lacking.size()));
  }

  private synchronized void await(
      Function<Map<String, Integer>, Boolean> condition, Duration patience, Supplier<String> what)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.apply(fates)) {
      if (failure != null) {
        throw new ChaosException("the results cannot be read: " + failure.getMessage(), failure);
      }
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new ChaosException(
            "waited " + patience.toSeconds() + " s for " + what.get() + " under read_committed");
      }
      wait(Math.min(left, 1_000));
    }
  }

  /**
   * Waits until this reader has everything that is in the topics. An open transaction would hold it
   * back from their ends.
   */
  void awaitEnds(Cluster cluster, Duration patience) throws InterruptedException {
    Map<TopicPartition, Long> ends;
    try (KafkaConsumer<byte[], byte[]> all = consumer(cluster, "read_uncommitted")) {
      ends = all.endOffsets(partitions);
    }
    long deadline = System.nanoTime() + patience.toNanos();
    stopReading(); // From here on this thread reads.
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      if (System.nanoTime() > deadline) {
        throw new ChaosException(
            "waited " + patience.toSeconds() + " s for the last transactions to end");
      }
      var polled = consumer.poll(POLL);
      synchronized (this) {
        polled.forEach(this::take);
      }
    }
  }

  private void stopReading() {
    if (thread.isAlive()) {
      consumer.wakeup();
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    stopReading();
    consumer.close();
  }
}
