package dev.tickwatch.lab.chaos;

import dev.tickwatch.lab.harness.ClusterClient;
import dev.tickwatch.lab.harness.HarnessException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Sends an input in its order, as far as it is let, and a little ahead of what has been dealt with,
 * so that every fault comes in the middle. On a thread of its own; closing ends it.
 */
final class InputFeed implements AutoCloseable {
  static final int AHEAD = 1_000;

  private final List<Input> inputs;
  private final String topic;
  private final CommittedOutput output;
  private final Producer<byte[], byte[]> producer;
  private final Thread thread = new Thread(this::send, "tickwatch-chaos-feed");
  private volatile int sent;
  private volatile long limit;
  private volatile boolean closed;
  private volatile RuntimeException failure;

  InputFeed(ClusterClient cluster, String topic, List<Input> inputs, CommittedOutput output) {
    this.inputs = inputs;
    this.topic = topic;
    this.output = output;
    // Patient and idempotent: what the broker holds is what was to be sent, in that order.
    producer =
        cluster.producer(
            Map.of(
                "acks", "all",
                "enable.idempotence", "true",
                "linger.ms", "5",
                "max.block.ms", String.valueOf(Duration.ofMinutes(5).toMillis()),
                "delivery.timeout.ms", String.valueOf(Duration.ofMinutes(10).toMillis())));
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  private void send() {
    try {
      for (int next = 0; next < inputs.size() && !closed; ) {
        if (next >= Math.min(limit, output.settled() + AHEAD)) {
          TimeUnit.MILLISECONDS.sleep(2);
        } else {
          send(inputs.get(next));
          sent = ++next;
        }
      }
      producer.flush();
    } catch (RuntimeException e) {
      failure = e;
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private void send(Input input) {
    var unused =
        producer.send(
            new ProducerRecord<>(
                topic, input.partition(), input.timestampMillis(), input.key(), input.value()),
            (stored, error) -> check(input, stored, error));
  }

  private void check(Input input, RecordMetadata stored, Exception error) {
    if (error != null) {
      failure = new HarnessException("a tick was not stored: " + error.getMessage(), error);
    } else if (stored.offset() != input.offset()) {
      failure =
          new HarnessException(
              "a tick of partition %d was stored at offset %d and not at %d: the input is not what it was to be"
                  .formatted(input.partition(), stored.offset(), input.offset()));
    }
  }

  /** Lets so many records go, in all. At first none may. */
  void allow(long count) {
    limit = count;
  }

  /** Records sent so far, though perhaps not stored yet. */
  int sent() {
    return sent;
  }

  /**
   * Says whether all went well so far.
   *
   * @throws HarnessException when a record could not be sent, or went where it does not belong
   */
  void check() {
    if (failure != null) {
      throw new HarnessException("the input cannot be sent: " + failure.getMessage(), failure);
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    producer.close(Duration.ZERO);
  }
}
