package dev.tickwatch.lab.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tickwatch.io.wire.Codec;
import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.TickFields;
import dev.tickwatch.io.wire.WireFormat;
import dev.tickwatch.market.tick.Tick;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Random walks of symbols that come and go, sent at a steady rate by a thread of its own. Five
 * times as many symbols as trade at a time take turns, so that all were seen within the warm-up,
 * and a symbol that comes back goes on where it was. Closing ends it.
 */
final class TickFeed implements AutoCloseable {
  private static final int TURNS = 5;
  private static final int BURST_MILLIS = 10;
  private static final double MOVE = 5e-4;

  private final Codec<Tick> codec = WireFormat.ticks(RecordFormat.AVRO, TickFields.DEFAULT);
  private final Random random = new Random(17);
  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final int active;
  private final double[] prices;
  private final long turnNanos;
  private final Thread thread = new Thread(this::send, "tickwatch-soak-feed");
  private volatile double rate;
  private volatile boolean closing;
  private final AtomicLong sent = new AtomicLong();
  private volatile RuntimeException failure;

  /**
   * Starts to send; nothing until there is a {@link #rate}.
   *
   * @param active symbols that trade at a time
   * @param lapSeconds after which all symbols have had their turn
   */
  TickFeed(Producer<byte[], byte[]> producer, String topic, int active, double lapSeconds) {
    this.producer = producer;
    this.topic = topic;
    this.active = active;
    this.prices = new double[TURNS * active];
    Arrays.fill(prices, 100);
    this.turnNanos = (long) (lapSeconds * 1e9 / prices.length);
    thread.setDaemon(true);
    thread.start();
  }

  /** Ticks a second from now on. */
  void rate(double next) {
    rate = next;
  }

  /**
   * Ticks sent so far.
   *
   * @throws SoakException when sending has failed
   */
  long sent() {
    if (failure != null) {
      throw new SoakException("no tick can be sent: " + failure.getMessage(), failure);
    }
    return sent.get();
  }

  private void send() {
    try {
      long begin = System.nanoTime();
      double due = 0;
      long last = begin;
      while (!closing) {
        long now = System.nanoTime();
        due += rate * (now - last) / 1e9;
        last = now;
        for (; due >= 1; due--) {
          sendOne((now - begin) / turnNanos);
        }
        TimeUnit.MILLISECONDS.sleep(BURST_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private void sendOne(long turn) {
    int index = (int) ((turn + random.nextInt(active)) % prices.length);
    prices[index] *= Math.exp(MOVE * random.nextGaussian());
    Tick tick =
        Tick.of(
            "SYM" + index,
            System.currentTimeMillis() * 1000,
            Math.round(prices[index] * 100) / 100.0,
            1 + random.nextInt(100));
    var ignored = // what fails is told to the callback
        producer.send(
            new ProducerRecord<>(topic, tick.symbol().getBytes(UTF_8), codec.encode(tick)),
            (metadata, error) -> {
              if (error != null) {
                failure = new SoakException("a tick was not taken: " + error.getMessage(), error);
              }
            });
    sent.incrementAndGet();
  }

  @Override
  public void close() throws InterruptedException {
    closing = true;
    thread.join();
    producer.close();
  }
}
