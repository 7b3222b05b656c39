package dev.tickwatch.lab.chaos;

import dev.tickwatch.io.wire.MalformedRecordException;
import dev.tickwatch.lab.harness.ClusterClient;
import dev.tickwatch.lab.harness.CommittedReader;
import dev.tickwatch.lab.harness.HarnessException;
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

/**
 * Follows the output topics from their beginning, as a reader of committed records does, on a
 * thread of its own. Closing ends the thread.
 */
final class CommittedOutput implements AutoCloseable {
  private final CommittedReader reader;
  private final Map<String, Output> topics;
  private final boolean anyModel;

  private final Map<Output, List<OutputRecord>> records = new EnumMap<>(Output.class);
  private final Map<String, Integer> outcomes = new HashMap<>();
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
  CommittedOutput(ClusterClient cluster, Map<String, Output> topics, boolean anyModel) {
    this.topics = topics;
    this.anyModel = anyModel;
    for (Output output : Output.values()) {
      records.put(output, new ArrayList<>());
      unreadable.put(output, 0);
    }
    reader = new CommittedReader(cluster, topics.keySet());
    reader.follow(this::takeAll, this::fail);
  }

  private synchronized void takeAll(Iterable<ConsumerRecord<byte[], byte[]>> polled) {
    polled.forEach(this::take);
    notifyAll();
  }

  private synchronized void fail(RuntimeException why) {
    failure = why;
    notifyAll();
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    Output output = topics.get(record.topic());
    try {
      OutputRecord read = OutputRecord.read(output, record.key(), record.value(), anyModel);
      records.get(output).add(read);
      models.add(read.modelVersion());
      if (output == Output.SCORES || output == Output.DEAD_LETTERS) {
        outcomes.merge(Expectation.outcome(read), 1, Integer::sum);
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

  /** Waits until each outcome was seen so often. */
  void awaitOutcomes(Map<String, Integer> counts, Duration patience) throws InterruptedException {
    await(
        seen ->
            counts.entrySet().stream()
                .allMatch(outcome -> seen.getOrDefault(outcome.getKey(), 0) >= outcome.getValue()),
        patience,
        () -> lacking(counts));
  }

  /**
   * Waits until there are so many records on a topic, and with fewer no longer than the patience:
   * what is missing then is for the comparison to tell.
   */
  synchronized void awaitRecords(Output output, int count, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (records.get(output).size() < count && failure == null) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return;
      }
      wait(Math.min(left, 1_000));
    }
  }

  /** Waits for a record that a version of the model has made. */
  void awaitModel(String version, Duration patience) throws InterruptedException {
    await(seen -> models.contains(version), patience, () -> "a record of model " + version);
  }

  private String lacking(Map<String, Integer> counts) {
    List<String> lacking =
        counts.entrySet().stream()
            .filter(outcome -> outcomes.getOrDefault(outcome.getKey(), 0) < outcome.getValue())
            .map(
                outcome ->
                    outcome.getKey()
                        + " ("
                        + outcomes.getOrDefault(outcome.getKey(), 0)
                        + " of "
                        + outcome.getValue()
                        + ")")
            .sorted()
            .toList();
    return lacking.size() + " groups, such as " + lacking.subList(0, Math.min(3, lacking.size()));
  }

  private synchronized void await(
      Function<Map<String, Integer>, Boolean> condition, Duration patience, Supplier<String> what)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.apply(outcomes)) {
      if (failure != null) {
        throw new HarnessException("the results cannot be read: " + failure.getMessage(), failure);
      }
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new HarnessException(
            "waited " + patience.toSeconds() + " s for " + what.get() + " under read_committed");
      }
      wait(Math.min(left, 1_000));
    }
  }

  /**
   * Waits until this reader has everything that is in the topics. An open transaction would hold it
   * back from their ends.
   */
  void awaitEnds(Duration patience) {
    reader.stopFollowing(); // From here on this thread reads.
    reader.readToEnds(patience, this::takeOne);
  }

  private synchronized void takeOne(ConsumerRecord<byte[], byte[]> one) {
    take(one);
  }

  @Override
  public void close() {
    reader.close();
  }
}
