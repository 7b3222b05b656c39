package dev.tickwatch.lab.bench;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends ticks at a fixed rate, on a thread of its own and with the producer's default settings. A
 * tick's event time is the moment at which it was due: what comes late counts from then.
 */
final class FixedRate implements AutoCloseable {
  private static final long NAP_MICROS = 1000;

  private final Producer<byte[], byte[]> producer;
  private final Thread thread;
  private final long startMicros;
  private final double periodMicros;
  private final long count;

  private FixedRate(
      Producer<byte[], byte[]> producer,
      String topic,
      TickFeed feed,
      double perSecond,
      double seconds) {
    this.producer = producer;
    periodMicros = 1e6 / perSecond;
    count = Math.max(1, Math.round(perSecond * seconds));
    startMicros = WallClock.micros() + NAP_MICROS;
    thread = new Thread(() -> send(topic, feed), "fixed-rate");
    thread.start();
  }

  /** Starts to send. */
  static FixedRate start(
      Cluster cluster, String topic, TickFeed feed, double perSecond, double seconds) {
    Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", cluster.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    return new FixedRate(producer, topic, feed, perSecond, seconds);
  }

  /** Whatever is due by now at each awakening, and then a nap. */
  private void send(String topic, TickFeed feed) {
    for (long i = 0; i < count; i++) {
      long due = due(i);
      if (due > WallClock.micros()) {
        WallClock.await(Math.max(due, WallClock.micros() + NAP_MICROS));
      }
      var unused = producer.send(Backlog.record(topic, feed.next(due)));
    }
    producer.flush();
  }

  private long due(long i) {
    return startMicros + (long) (i * periodMicros);
  }

  long count() {
    return count;
  }

  /** When the first tick was due. */
  long startMicros() {
    return startMicros;
  }

  /** When the one behind the last would be due. */
  long endMicros() {
    return due(count);
  }

  /** Waits until everything is sent. */
  @Override
  public void close() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
    producer.close();
  }
}
