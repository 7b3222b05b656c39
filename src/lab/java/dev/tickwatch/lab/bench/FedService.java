package dev.tickwatch.lab.bench;

import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.io.wire.Codec;
import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.WireFormat;
import dev.tickwatch.lab.bench.Usage.Moment;
import dev.tickwatch.lab.harness.CommittedReader;
import dev.tickwatch.lab.harness.HarnessException;
import dev.tickwatch.lab.harness.Schedule;
import dev.tickwatch.lab.harness.TickFeed;
import dev.tickwatch.lab.harness.WallClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * A service that is fed at a fixed rate when its turn comes, and whose every score is timed.
 * Closing it stops it for good and deletes its topics. Not thread-safe.
 */
final class FedService implements AutoCloseable {
  private static final Codec<Score> CODEC = WireFormat.scores(RecordFormat.AVRO);
  private static final long PATIENCE_MICROS = 60_000_000;

  /** A score record as it came; read when all have come, as that takes time of the cores. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Arrival(long micros, byte[] score) {}

  private final BenchEnvironment environment;
  private final Duration measured;
  private final Variant variant;
  private final SymbolTicks ticks;
  private final Backlog backlog;
  private final RunningService service;
  private final CommittedReader scores;

  /**
   * Starts it on ticks that fill every symbol's window.
   *
   * @param more ticks that it drains beyond those, to get used to scoring
   * @param measured time of one measurement
   */
  FedService(
      BenchEnvironment environment, Variant variant, int symbols, long more, Duration measured) {
    this.environment = environment;
    this.measured = measured;
    this.variant = variant;
    ticks = environment.ticks(symbols);
    // A symbol's ticks are in order: those that follow are due now.
    backlog = environment.fill(ticks, more, List.of(variant), WallClock.micros() - PATIENCE_MICROS);
    service = environment.start(variant, backlog.topic());
    scores = new CommittedReader(environment.client(), List.of(service.plan().topics().scores()));
  }

  String variant() {
    return variant.name();
  }

  int symbols() {
    return ticks.symbols();
  }

  /**
   * Drains what there is, and is fed for some time, as a service that waits for ticks runs other
   * code than one that drains. It is paused then.
   */
  void warmUp(double perSecond, Duration time) {
    environment.say("warming up: " + variant.name() + " at a fixed rate");
    DrainingService.awaitLastScores(service, backlog.count());
    long deadline = WallClock.micros() + PATIENCE_MICROS;
    for (long seen = 0; seen < backlog.count(); seen += scores.poll().count()) {
      if (WallClock.micros() > deadline) {
        throw new HarnessException("only " + seen + " of " + backlog.count() + " scores came");
      }
    }
    for (long i = 0; i <= time.dividedBy(measured); i++) {
      var unused = feed(0, 0, perSecond);
    }
    service.pause();
  }

  /**
   * Lets it go on, and feeds it for some time: the JVM of a process that was stopped compiles again
   * for seconds, up to a quarter of the time, and one that was not does none of it.
   */
  void wake(double perSecond) {
    service.wake();
    var unused = feed(0, 0, perSecond);
  }

  /** Lets it end its transaction, and stops its process. */
  void rest() {
    service.rest();
  }

  /**
   * Feeds it and waits for every score. What comes in the first fifth of the time is not counted.
   *
   * @param load share of what it sustains, to be told
   */
  LatencyStep feed(int round, double load, double perSecond) {
    double settle = measured.toMillis() / 1e3 / 4;
    double seconds = settle + measured.toMillis() / 1e3;
    List<Arrival> arrivals = new ArrayList<>();
    Moment from = null;
    Schedule sending = Schedule.of(perSecond, seconds);
    long settleMicros = (long) (settle * 1e6);
    long measuredFrom = sending.startMicros() + settleMicros;
    try (TickFeed feed = environment.feed(service.plan().ticks(), ticks)) {
      feed.follow(sending);
      long giveUp = sending.endMicros() + PATIENCE_MICROS;
      while (arrivals.size() < sending.count() && WallClock.micros() < giveUp) {
        ConsumerRecords<byte[], byte[]> records = scores.poll();
        long now = WallClock.micros();
        records.forEach(record -> arrivals.add(new Arrival(now, record.value())));
        if (from == null && now >= measuredFrom - settleMicros / 2) {
          from = service.moment(); // takes a while, in which none that counts may be on its way
        }
      }
    }
    Usage usage = Usage.between(from, service.moment());
    Histogram micros = new Histogram(3);
    long inTime = 0;
    for (Arrival arrival : arrivals) {
      long due = CODEC.decode(arrival.score()).eventTimeMicros();
      if (due >= measuredFrom) {
        micros.recordValue(Math.max(1, arrival.micros() - due));
      }
      if (arrival.micros() >= measuredFrom && arrival.micros() < sending.endMicros()) {
        inTime++;
      }
    }
    return new LatencyStep(
        round,
        load,
        perSecond,
        inTime / (seconds - settle),
        micros.getTotalCount(),
        sending.count() - arrivals.size(),
        micros.getValueAtPercentile(50) / 1e3,
        micros.getValueAtPercentile(99) / 1e3,
        micros.getValueAtPercentile(99.9) / 1e3,
        micros.getMaxValue() / 1e3,
        usage);
  }

  @Override
  public void close() {
    scores.close();
    service.close();
    service.deleteTopics();
    environment.client().delete(List.of(backlog.topic()));
  }
}
