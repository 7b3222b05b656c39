package dev.tickwatch.lab.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tickwatch.io.wire.Codec;
import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.TickFields;
import dev.tickwatch.io.wire.WireFormat;
import dev.tickwatch.market.tick.Tick;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends ticks at a rate, on a thread of its own. A tick's event time is the moment at which it was
 * due: what comes late counts from then. Closing ends it, once a {@link Schedule} with an end has
 * come to it. Thread-safe.
 */
public final class TickFeed implements AutoCloseable {
  private static final long NAP_MICROS = 1000;
  private static final long LONGEST_NAP_MICROS = 100_000;
  private static final Codec<Tick> CODEC = WireFormat.ticks(RecordFormat.AVRO, TickFields.DEFAULT);

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final TickSource ticks;
  private final AtomicLong sent = new AtomicLong();
  private final Thread thread = new Thread(this::run, "tickwatch-tick-feed");
  private final Callback stored =
      (metadata, error) -> {
        if (error != null) {
          fail(error);
        }
      };

  /** Written with the lock of this; null while nothing is to be sent. */
  private volatile Schedule schedule;

  private boolean sending;
  private boolean closing;
  private volatile HarnessException failure;

  /**
   * Sends nothing yet.
   *
   * @param producer is closed with this
   * @param ticks are taken by this one's thread
   */
  public TickFeed(Producer<byte[], byte[]> producer, String topic, TickSource ticks) {
    this.producer = producer;
    this.topic = topic;
    this.ticks = ticks;
    thread.setDaemon(true);
    thread.start();
  }

  /** A record of a tick as the service reads it. */
  public static ProducerRecord<byte[], byte[]> record(String topic, Tick tick) {
    return new ProducerRecord<>(topic, tick.symbol().getBytes(UTF_8), CODEC.encode(tick));
  }

  /** Sends by this schedule from now on, in the place of the one before. */
  public synchronized void follow(Schedule next) {
    schedule = next;
    notifyAll();
  }

  /** Sends nothing until there is another schedule; returns when the last tick was sent. */
  public synchronized void pause() {
    schedule = null;
    try {
      while (sending) {
        wait();
      }
    } catch (InterruptedException e) {
      throw HarnessException.interrupted(e);
    }
  }

  /**
   * Ticks sent so far.
   *
   * @throws HarnessException when one could not be sent
   */
  public long sent() {
    HarnessException failed = failure;
    if (failed != null) {
      throw failed;
    }
    return sent.get();
  }

  private void run() {
    try {
      for (Schedule next = await(); next != null; next = await()) {
        send(next);
      }
      producer.flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      fail(e);
    } finally {
      setSending(false);
    }
  }

  private synchronized void setSending(boolean value) {
    sending = value;
    notifyAll();
  }

  /** What is to be sent; null when nothing more will be. */
  private synchronized Schedule await() throws InterruptedException {
    setSending(false);
    while (schedule == null && !closing) {
      wait();
    }
    sending = schedule != null;
    return schedule;
  }

  /** Whatever is due by now at each awakening, and then a nap. */
  private void send(Schedule current) {
    for (long i = 0; i < current.count(); i++) {
      long due = current.dueMicros(i);
      for (long now = WallClock.micros(); due > now; now = WallClock.micros()) {
        long wake = Math.max(due, now + NAP_MICROS);
        WallClock.await(Math.min(wake, now + LONGEST_NAP_MICROS));
        if (schedule != current) {
          return;
        }
      }
      if (schedule != current) {
        return;
      }
      var ignored = producer.send(record(topic, ticks.next(due)), stored);
      sent.incrementAndGet();
    }
    synchronized (this) {
      if (schedule == current) {
        schedule = null;
      }
    }
  }

  private void fail(Exception error) {
    failure = new HarnessException("a tick cannot be sent: " + error.getMessage(), error);
  }

  @Override
  public void close() {
    synchronized (this) {
      closing = true;
      if (schedule != null && schedule.isEndless()) {
        schedule = null;
      }
      notifyAll();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
    producer.close();
  }
}
