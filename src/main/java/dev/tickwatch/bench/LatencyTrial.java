package dev.tickwatch.bench;

import dev.tickwatch.bench.BenchResults.Latencies;
import dev.tickwatch.bench.Usage.Moment;
import dev.tickwatch.detection.Score;
import dev.tickwatch.wire.Codec;
import dev.tickwatch.wire.RecordFormat;
import dev.tickwatch.wire.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Feeds a warm service at fixed rates and times each score. */
final class LatencyTrial {
  private static final Codec<Score> CODEC = WireFormat.scores(RecordFormat.AVRO);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long PATIENCE_MICROS = 30_000_000;

  /** A score record as it came; read when all have come, as that takes time of the cores. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Arrival(long micros, byte[] score) {}

  private final Workshop workshop;
  private final BenchSettings.Pace pace;

  LatencyTrial(Workshop workshop, BenchSettings.Pace pace) {
    this.workshop = workshop;
    this.pace = pace;
  }

  /**
   * One service at all loads, one after the other, again and again. Loads are shares of what
   * another one, which is the same, drains in a turn of that round: what a noisy machine gives
   * changes within minutes.
   *
   * @param heard hears of each step
   */
  Latencies run(Machine machine, int rounds, int symbols, Consumer<LatencyStep> heard) {
    Variant variant = Variant.TICKWATCH;
    Backlog drained = workshop.fill(symbols, pace.backlog(), List.of(variant));
    try (Contender contender = new Contender(workshop, pace, variant, drained)) {
      contender.warmUp();
      contender.takeTurn(0);
      List<LatencyStep> steps = feed(rounds, symbols, contender, heard);
      contender.finish();
      contender.close();
      return new Latencies(machine, symbols, contender.drain(), steps);
    } finally {
      workshop.cluster().delete(List.of(drained.topic()));
    }
  }

  private List<LatencyStep> feed(
      int rounds, int symbols, Contender contender, Consumer<LatencyStep> heard) {
    Variant variant = Variant.TICKWATCH;
    TickFeed feed = workshop.feed(symbols);
    double sustained = contender.latestTicksPerSecond();
    long warmUp = (long) (sustained * pace.warmUp().toMillis() / 1e3);
    Backlog backlog =
        workshop.fill(feed, warmUp, List.of(variant), WallClock.micros() - PATIENCE_MICROS);
    RunningService service = workshop.start(variant, backlog.topic());
    List<LatencyStep> steps = new ArrayList<>();
    try (service;
        KafkaConsumer<byte[], byte[]> scores =
            ScoreCheck.consumer(workshop.cluster(), service.plan().topics().scores())) {
      Contender.awaitLastScores(service, backlog.count());
      skip(scores, backlog.count());
      // A service that waits for ticks runs other code than one that drains: not counted.
      double first = pace.loads().get(0) * sustained;
      for (long i = 0; i <= pace.warmUp().dividedBy(pace.steady()); i++) {
        var unused = step(0, 0, first, pace.steady(), service, feed, scores);
      }
      for (int round = 1; round <= rounds; round++) {
        Contender.rest(service);
        contender.takeTurn(round);
        Contender.wake(service);
        for (double load : pace.loads()) {
          double rate = load * contender.latestTicksPerSecond();
          LatencyStep step = step(round, load, rate, pace.steady(), service, feed, scores);
          heard.accept(step);
          steps.add(step);
        }
      }
    }
    service.deleteTopics();
    workshop.cluster().delete(List.of(backlog.topic()));
    return steps;
  }

  private static void skip(KafkaConsumer<byte[], byte[]> scores, long count) {
    long deadline = WallClock.micros() + PATIENCE_MICROS;
    for (long seen = 0; seen < count; seen += scores.poll(POLL).count()) {
      if (WallClock.micros() > deadline) {
        throw new BenchException("only " + seen + " of " + count + " scores came");
      }
    }
  }

  private LatencyStep step(
      int round,
      double load,
      double perSecond,
      Duration measured,
      RunningService service,
      TickFeed feed,
      KafkaConsumer<byte[], byte[]> scores) {
    double settle = measured.toMillis() / 1e3 / 4;
    double seconds = settle + measured.toMillis() / 1e3;
    Histogram micros = new Histogram(3);
    List<Arrival> arrivals = new ArrayList<>();
    long inTime = 0;
    Moment from = null;
    FixedRate sending =
        FixedRate.start(workshop.cluster(), service.plan().ticks(), feed, perSecond, seconds);
    long settleMicros = (long) (settle * 1e6);
    long measuredFrom = sending.startMicros() + settleMicros;
    try (sending) {
      long giveUp = sending.endMicros() + PATIENCE_MICROS;
      while (arrivals.size() < sending.count() && WallClock.micros() < giveUp) {
        ConsumerRecords<byte[], byte[]> records = scores.poll(POLL);
        long now = WallClock.micros();
        records.forEach(record -> arrivals.add(new Arrival(now, record.value())));
        if (from == null && now >= measuredFrom - settleMicros / 2) {
          from = service.moment(); // takes a while, in which none that counts may be on its way
        }
      }
    }
    Moment to = service.moment();
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
        Usage.between(from, to));
  }
}
