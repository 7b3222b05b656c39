package dev.tickwatch.io.ingest;

import dev.tickwatch.io.topic.TopicException;
import dev.tickwatch.io.topic.Topics;
import dev.tickwatch.io.wire.Codec;
import dev.tickwatch.io.wire.TickOutcome;
import dev.tickwatch.market.tick.Tick;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends the ticks of a file to a topic, keyed by symbol, in the file's order, at a chosen pace.
 * Kafka's own timestamp of each record is the moment of sending, so that the service's delay is
 * measured from there; the time of the trade is in the value. Used by one thread, once.
 */
public final class Replay {
  private static final long LONGEST_SLEEP_NANOS = 200_000_000L;

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final Codec<Tick> codec;
  private final Pace pace;
  private final ReplayTimer timer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final AtomicLong acknowledged = new AtomicLong();

  /**
   * What became of the rows.
   *
   * @param sent ticks that the broker has acknowledged
   * @param defects rows that were no ticks
   */
  public record Result(long sent, DefectCount defects) {}

  /**
   * @param producer stays the caller's to close
   * @param topic must exist
   */
  public Replay(
      Producer<byte[], byte[]> producer,
      String topic,
      Codec<Tick> codec,
      Pace pace,
      ReplayTimer timer) {
    this.producer = producer;
    this.topic = topic;
    this.codec = codec;
    this.pace = pace;
    this.timer = timer;
  }

  /**
   * An idempotent producer that gives up on a silent broker after half a minute.
   *
   * @param client Kafka client properties; they win over this class's own
   * @throws TopicException when a property is wrong
   */
  public static Producer<byte[], byte[]> producer(Map<String, Object> client) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 131_072);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 30_000);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
    settings.putAll(client);
    try {
      return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    } catch (KafkaException e) {
      throw Topics.unusable(client, e);
    }
  }

  /**
   * Sends every tick and returns once all are acknowledged.
   *
   * @param progress receives the number of rows so far, after each row
   * @throws TopicException when a tick cannot be sent; none after it is
   * @throws InterruptedException when interrupted between two ticks
   */
  public Result run(Iterator<TickRow> rows, LongConsumer progress) throws InterruptedException {
    DefectCount defects = new DefectCount();
    long start = timer.nanos();
    long firstMicros = 0;
    long sent = 0;
    long seen = 0;
    while (rows.hasNext()) {
      TickRow row = rows.next();
      if (row.outcome() instanceof TickOutcome.Rejected rejected) {
        defects.add("line " + row.line(), rejected.defect());
      } else if (row.outcome() instanceof TickOutcome.Accepted accepted) {
        Tick tick = accepted.tick();
        firstMicros = sent == 0 ? tick.eventTimeMicros() : firstMicros;
        waitUntil(start, pace.dueNanos(tick, firstMicros, sent));
        send(tick);
        sent++;
      }
      progress.accept(++seen);
    }
    try {
      producer.flush();
    } catch (KafkaException e) {
      throw failed(e);
    }
    stopIfFailed();
    return new Result(acknowledged.get(), defects);
  }

  private void waitUntil(long start, double dueNanos) throws InterruptedException {
    double left = dueNanos - (timer.nanos() - start);
    while (left > 0) {
      timer.sleep((long) Math.ceil(Math.min(left, LONGEST_SLEEP_NANOS)));
      stopIfFailed(); // not only after a night without trades
      left = dueNanos - (timer.nanos() - start);
    }
  }

  private void send(Tick tick) {
    stopIfFailed();
    byte[] key = tick.symbol().getBytes(StandardCharsets.UTF_8);
    var tickRecord = new ProducerRecord<>(topic, key, codec.encode(tick));
    try {
      var unused =
          producer.send(
              tickRecord,
              (metadata, error) -> {
                if (error == null) {
                  acknowledged.incrementAndGet();
                } else {
                  failure.compareAndSet(null, error);
                }
              });
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  private void stopIfFailed() {
    Exception error = failure.get();
    if (error != null) {
      throw failed(error);
    }
  }

  private TopicException failed(Exception error) {
    return new TopicException(
        TopicException.Cause.CLUSTER,
        "cannot send to topic '"
            + topic
            + "' after "
            + acknowledged.get()
            + " ticks: "
            + error.getMessage(),
        error);
  }
}
