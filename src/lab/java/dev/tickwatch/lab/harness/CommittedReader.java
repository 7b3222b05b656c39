package dev.tickwatch.lab.harness;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics from their beginning, as a reader of committed records sees them. One thread reads:
 * the caller's, or between {@link #follow} and {@link #stopFollowing} one of its own.
 */
public final class CommittedReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final ClusterClient client;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private Thread follower;

  /**
   * Reads nothing yet.
   *
   * @param client stays the caller's to close
   * @param topics must be there
   */
  public CommittedReader(ClusterClient client, Collection<String> topics) {
    this.client = client;
    consumer =
        new KafkaConsumer<>(
            client.with(Map.of("isolation.level", "read_committed", "max.poll.records", 10_000)),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    partitions = client.partitions(topics);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** The next records; waits for some, though not for long. */
  public ConsumerRecords<byte[], byte[]> poll() {
    return consumer.poll(POLL);
  }

  /** Reads all that is committed by now. */
  public void readCommitted(Consumer<ConsumerRecord<byte[], byte[]>> take) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (!isAt(ends)) {
      poll().forEach(take);
    }
  }

  /**
   * Reads all that is in the topics by now. An open transaction holds it back until it ends.
   *
   * @throws HarnessException when one has not ended in time
   */
  public void readToEnds(Duration patience, Consumer<ConsumerRecord<byte[], byte[]>> take) {
    Map<TopicPartition, Long> ends = client.ends(partitions);
    long deadline = System.nanoTime() + patience.toNanos();
    while (!isAt(ends)) {
      if (System.nanoTime() > deadline) {
        throw new HarnessException(
            "waited " + patience.toSeconds() + " s for the last transactions to end");
      }
      poll().forEach(take);
    }
  }

  private boolean isAt(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  /**
   * Reads on a thread of its own until told to stop, or until something fails.
   *
   * @param take gets what came together, on that thread
   * @param failed told why it reads no further, on that thread
   */
  public void follow(
      Consumer<ConsumerRecords<byte[], byte[]>> take, Consumer<RuntimeException> failed) {
    follower =
        new Thread(
            () -> {
              try {
                while (true) {
                  take.accept(poll());
                }
              } catch (WakeupException e) {
                // Told to stop.
              } catch (RuntimeException e) {
                failed.accept(e);
              }
            },
            "tickwatch-committed-reader");
    follower.setDaemon(true);
    follower.start();
  }

  /** Ends its own thread where it has one; from here on the caller's may read. */
  public void stopFollowing() {
    if (follower != null && follower.isAlive()) {
      consumer.wakeup();
      try {
        follower.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    follower = null;
  }

  @Override
  public void close() {
    stopFollowing();
    consumer.close();
  }
}
