package dev.tickwatch.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.lab.bench.BenchResults.Drains;
import dev.tickwatch.lab.bench.BenchResults.Latencies;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TargetTest {
  private static final Machine MACHINE =
      new Machine("a processor", 2, "a JVM", 0.1, "a model", "walks", "tickwatch bench");

  @Test
  void comparesVariantsWithinARoundAndJudgesTheMedian() {
    // Forest at 1,000: Tickwatch 2.4, 2.6 and 5 times that.
    double[] ours = {2400, 2600, 5000};
    List<Drain> drains =
        List.of(
            drain(Variant.TICKWATCH, 100, 700, ours),
            drain(Variant.AT_LEAST_ONCE, 100, 700, times(1 / 0.8, ours)),
            drain(Variant.UNBATCHED, 100, 700, times(0.1, ours)),
            drain(Variant.FOREST, 100, 700, 1000, 1000, 1000));
    BenchResults results =
        new BenchResults(
            new Drains(MACHINE, drains, ceiling(), ceiling()), null, null, List.of(), List.of());

    List<Target> targets = Target.of(results);

    Target forest = named(targets, "Random Cut Forest");
    assertThat(forest.measured()).isEqualTo(new Spread(2.5, 2.6, 3.8));
    assertThat(forest.met()).contains(true);
    assertThat(named(targets, "batch size 1").met()).contains(true);
    Target exactlyOnce = named(targets, "exactly-once");
    assertThat(exactlyOnce.measured().median()).isBetween(19.99, 20.01);
    assertThat(exactlyOnce.met()).contains(false);
  }

  @Test
  void comparesRoundsInWhichBothHadATurn() {
    // Through its backlog after one round; in the second the machine was half as fast.
    List<Drain> drains =
        List.of(
            drain(Variant.TICKWATCH, 100, 700, 9000, 4500),
            drain(Variant.AT_LEAST_ONCE, 100, 700, 10_000, 5000),
            drain(Variant.UNBATCHED, 100, 700, 900, 450),
            drain(Variant.FOREST, 100, 700, 3000));
    BenchResults results =
        new BenchResults(
            new Drains(MACHINE, drains, ceiling(), ceiling()), null, null, List.of(), List.of());

    List<Target> targets = Target.of(results);

    assertThat(named(targets, "Random Cut Forest").measured()).isEqualTo(new Spread(3, 3, 3));
    Target exactlyOnce = named(targets, "exactly-once");
    assertThat(exactlyOnce.measured().lower()).isCloseTo(10, within(1e-9));
    assertThat(exactlyOnce.measured().upper()).isCloseTo(10, within(1e-9));
    assertThat(exactlyOnce.met()).contains(true);
  }

  @Test
  void holdsThePartsOfTheStreamThreadAgainstTheScorerAlone() {
    List<Drain> drains =
        Stream.of(Variant.TICKWATCH, Variant.AT_LEAST_ONCE, Variant.UNBATCHED, Variant.FOREST)
            .map(variant -> drain(variant, 100, 700, 3000))
            .toList();
    BenchResults results =
        new BenchResults(
            new Drains(MACHINE, drains, ceiling(), ceiling()), null, null, List.of(), List.of());

    List<Target> targets = Target.of(results);

    // 6,000 windows a second in the scorer and 3,000 ticks a second, against 8,000.
    assertThat(named(targets, "while it scores").measured().median()).isEqualTo(75);
    // 3,000 ticks a second in 0.4 of a second on a core.
    assertThat(named(targets, "on a core").measured().median()).isCloseTo(93.75, within(1e-9));
    assertThat(named(targets, "by the clock").measured().median()).isEqualTo(37.5);
    assertThat(named(targets, "by the clock").met()).contains(false);
  }

  @Test
  void judgesManySymbolsByMemoryAndRate() {
    List<Drain> drains =
        List.of(
            drain(Variant.TICKWATCH, 100, 400, 1000), drain(Variant.TICKWATCH, 10_000, 1536, 690));
    BenchResults results =
        new BenchResults(
            null, null, new Drains(MACHINE, drains, List.of(), List.of()), List.of(), List.of());

    List<Target> targets = Target.of(results);

    assertThat(named(targets, "resident memory").met()).contains(true);
    assertThat(named(targets, "of the rate at 100").met()).contains(false);
  }

  @Test
  void judgesLatencyAtHalfTheRateAlone() {
    List<LatencyStep> steps = List.of(step(0.5, 149), step(0.9, 5000));
    Drain drained = drain(Variant.TICKWATCH, 100, 500, 1000);
    BenchResults results =
        new BenchResults(
            null,
            new Latencies(MACHINE, 100, drained, steps, List.of()),
            null,
            List.of(),
            List.of());

    List<Target> targets = Target.of(results);

    assertThat(targets).hasSize(1);
    assertThat(targets.get(0).met()).contains(true);
  }

  @Test
  void countsTheTakeInWhichTheHostTookLeastWhateverItsLatency() {
    List<LatencyStep> steps =
        List.of(step(1, 0.5, 100, 0.05), step(1, 0.5, 400, 0.01), step(2, 0.5, 160, 0));
    Drain drained = drain(Variant.TICKWATCH, 100, 500, 1000);

    Latencies latencies = new Latencies(MACHINE, 100, drained, steps, List.of());

    assertThat(latencies.at(0.5)).extracting(LatencyStep::p99).containsExactly(400.0, 160.0);
  }

  @Test
  void takesATurnAgainWhileTheHostDisturbsIt() {
    Iterator<LatencyStep> calm =
        List.of(step(1, 0.5, 100, 0.05), step(1, 0.5, 400, 0.02), step(1, 0.5, 1, 0)).iterator();
    assertThat(LatencyTrial.takes(calm::next)).hasSize(2);

    List<LatencyStep> never = LatencyTrial.takes(() -> step(1, 0.5, 100, 0.05));
    assertThat(never).hasSize(3);
  }

  private static Target named(List<Target> targets, String part) {
    return targets.stream()
        .filter(target -> target.what().contains(part))
        .findFirst()
        .orElseThrow();
  }

  private static List<ScorerPoint> ceiling() {
    List<ScorerPoint> points = new ArrayList<>();
    for (int round = 1; round <= 3; round++) {
      points.add(new ScorerPoint(round, 64, 8000, 10_000, 1, 1));
    }
    return points;
  }

  /** With a rate for each round. */
  private static Drain drain(Variant variant, int symbols, double rss, double... rates) {
    return new Drain(
        variant.name(),
        symbols,
        variant.batchSize(),
        DoubleStream.of(rates).mapToObj(rate -> usage(rate, rss)).toList(),
        1000,
        new ScoreCheck(1000, 0, 0),
        false,
        true);
  }

  private static double[] times(double factor, double... values) {
    return DoubleStream.of(values).map(value -> factor * value).toArray();
  }

  private static LatencyStep step(double load, double p99) {
    return step(1, load, p99, 0);
  }

  private static LatencyStep step(int round, double load, double p99, double stolen) {
    Usage usage = usage(500, 400, stolen);
    return new LatencyStep(round, load, 500, 500, 1000, 0, 20, p99, 200, 300, usage);
  }

  private static Usage usage(double rate, double rss) {
    return usage(rate, rss, 0);
  }

  private static Usage usage(double rate, double rss, double stolen) {
    return new Usage(
        10, 1000, rate, 1, 1, 0.9, 0.4, 0.5, 6000, 5000, 100, 1, 0, 0, stolen, rss, rss, 100, 30,
        0.1, 0, 0, Map.of());
  }
}
