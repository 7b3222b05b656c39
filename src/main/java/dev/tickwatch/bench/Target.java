package dev.tickwatch.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * One figure that the project promises, as a ratio or a bound, and what it came to. Met where the
 * median of the rounds meets it.
 *
 * @param format of the figure
 * @param met empty for a figure that is told beside the targets
 */
record Target(String what, String wanted, Spread measured, String format, Optional<Boolean> met) {
  private static final double RSS_MIB = 1.5 * 1024;

  /** All that the results tell of. */
  static List<Target> of(BenchResults results) {
    List<Target> targets = new ArrayList<>();
    if (results.drain() != null) {
      ofDrains(targets, results.drain());
    }
    if (results.latency() != null) {
      ofLatencies(targets, results.latency());
    }
    if (results.symbols() != null) {
      ofSymbols(targets, results.symbols());
    }
    return targets;
  }

  private static void ofDrains(List<Target> targets, BenchResults.Drains part) {
    atLeast(
        targets,
        "ticks/s over those of Random Cut Forest",
        2.5,
        "%.2f",
        ratio(part, Variant.FOREST));
    atLeast(
        targets,
        "ticks/s over those with batch size 1",
        10,
        "%.1f",
        ratio(part, Variant.UNBATCHED));
    Spread cost =
        spread(
            part,
            round ->
                100
                    * (1
                        - rate(part, Variant.TICKWATCH, round)
                            / rate(part, Variant.AT_LEAST_ONCE, round)));
    targets.add(
        new Target(
            "ticks/s that exactly-once costs against at-least-once",
            "below 15 %",
            cost,
            "%.1f %%",
            Optional.of(cost.median() < 15)));
    atLeast(
        targets,
        "of the scorer's ceiling, while it scores in the stream",
        80,
        "%.0f %%",
        ofCeiling(part, Usage::windowsPerScoringSecond));
    targets.add(
        new Target(
            "of the scorer's ceiling, a second of the scoring thread on a core",
            "",
            ofCeiling(part, usage -> usage.ticksPerSecond() / usage.scoringThreadCpu()),
            "%.0f %%",
            Optional.empty()));
    atLeast(
        targets,
        "of the scorer's ceiling, ticks/s end to end by the clock",
        80,
        "%.0f %%",
        ofCeiling(part, Usage::ticksPerSecond));
  }

  /** Windows a second of the stream in percent of those of the scorer alone. */
  private static Spread ofCeiling(BenchResults.Drains part, ToDoubleFunction<Usage> windows) {
    return spread(
        part,
        round ->
            100
                * windows.applyAsDouble(usage(part, Variant.TICKWATCH, round))
                / ceiling(part, round, ScorerPoint::windowsPerSecond));
  }

  private static void ofLatencies(List<Target> targets, BenchResults.Latencies part) {
    List<Double> p99 =
        part.steps().stream().filter(step -> step.load() == 0.5).map(LatencyStep::p99).toList();
    if (!p99.isEmpty()) {
      atMost(targets, "p99 in ms at half of the sustained rate", 150, "%.0f", Spread.of(p99));
    }
  }

  private static void ofSymbols(List<Target> targets, BenchResults.Drains part) {
    if (part.drains().stream().noneMatch(drain -> drain.symbols() == 10_000)) {
      return;
    }
    atMost(
        targets,
        "most resident memory of the service in MiB, 10,000 symbols",
        RSS_MIB,
        "%.0f",
        spread(part, round -> usage(part, 10_000, round).peakRssMib()));
    atLeast(
        targets,
        "of the rate at 100 symbols, at 10,000",
        70,
        "%.0f %%",
        spread(
            part,
            round ->
                100
                    * usage(part, 10_000, round).ticksPerSecond()
                    / usage(part, 100, round).ticksPerSecond()));
  }

  private static void atLeast(
      List<Target> targets, String what, double bound, String format, Spread measured) {
    String wanted = "at least " + String.format(java.util.Locale.ROOT, format, bound);
    targets.add(
        new Target(what, wanted, measured, format, Optional.of(measured.median() >= bound)));
  }

  private static void atMost(
      List<Target> targets, String what, double bound, String format, Spread measured) {
    String wanted = "at most " + String.format(java.util.Locale.ROOT, format, bound);
    targets.add(
        new Target(what, wanted, measured, format, Optional.of(measured.median() <= bound)));
  }

  private static Spread ratio(BenchResults.Drains part, Variant other) {
    return spread(part, round -> rate(part, Variant.TICKWATCH, round) / rate(part, other, round));
  }

  private static Spread spread(BenchResults.Drains part, ToDoubleFunction<Integer> figure) {
    return Spread.of(
        part.drains().stream()
            .map(Drain::round)
            .distinct()
            .map(round -> figure.applyAsDouble(round))
            .toList());
  }

  private static double rate(BenchResults.Drains part, Variant variant, int round) {
    return usage(part, variant, round).ticksPerSecond();
  }

  private static Usage usage(BenchResults.Drains part, Variant variant, int round) {
    return only(
        part.drains().stream().filter(drain -> drain.variant().equals(variant.name())), round);
  }

  private static Usage usage(BenchResults.Drains part, int symbols, int round) {
    return only(part.drains().stream().filter(drain -> drain.symbols() == symbols), round);
  }

  private static Usage only(Stream<Drain> drains, int round) {
    return drains.filter(drain -> drain.round() == round).findFirst().orElseThrow().usage();
  }

  private static double ceiling(
      BenchResults.Drains part, int round, ToDoubleFunction<ScorerPoint> rate) {
    return part.ceiling().stream()
        .filter(point -> point.round() == round)
        .mapToDouble(rate)
        .max()
        .orElse(Double.NaN);
  }
}
