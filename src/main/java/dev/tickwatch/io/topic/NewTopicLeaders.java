package dev.tickwatch.io.topic;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Waits for the leaders of topics that were just created.
 *
 * <p>Until a leader has its log it refuses records. Where a producer has several batches under way,
 * the leader may refuse the first and take the second; the first is then out of sequence for good.
 * Asking for offsets waits for the logs, once the broker that is asked has heard of the topic at
 * all.
 */
public final class NewTopicLeaders {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long PAUSE_MILLIS = 50;

  private NewTopicLeaders() {}

  /**
   * Returns when every partition can be written to.
   *
   * @param topics created a moment ago
   * @param partitions of each of them
   * @throws ExecutionException with the cluster's answer as its cause, when it does not answer,
   *     refuses, or has not heard of a topic for 10 seconds
   */
  public static void await(Admin admin, Collection<String> topics, int partitions)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (String topic : topics) {
      for (int partition = 0; partition < partitions; partition++) {
        ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
      }
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!led(admin, ends, deadline)) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  private static boolean led(Admin admin, Map<TopicPartition, OffsetSpec> ends, long deadline)
      throws ExecutionException, InterruptedException {
    try {
      admin.listOffsets(ends).all().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException
          && System.nanoTime() < deadline) {
        return false;
      }
      throw e;
    }
  }
}
