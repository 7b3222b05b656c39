package dev.tickwatch.lab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

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
    List<Usage> ours = rounds(part, Variant.TICKWATCH);
    atLeast(
        targets,
        "ticks/s over those of Random Cut Forest",
        2.5,
        "%.2f",
        byRound(ours, rounds(part, Variant.FOREST), Target::ratio));
    atLeast(
        targets,
        "ticks/s over those with batch size 1",
        10,
        "%.1f",
        byRound(ours, rounds(part, Variant.UNBATCHED), Target::ratio));
    Spread cost =
        byRound(
            ours,
            rounds(part, Variant.AT_LEAST_ONCE),
            (exactly, atLeast) -> 100 * (1 - exactly.ticksPerSecond() / atLeast.ticksPerSecond()));
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
    if (rounds(part, Variant.TICKWATCH).stream().allMatch(usage -> usage.scoringThreadCpu() > 0)) {
      targets.add(
          new Target(
              "of the scorer's ceiling, a second of the scoring thread on a core",
              "",
              ofCeiling(part, usage -> usage.ticksPerSecond() / usage.scoringThreadCpu()),
              "%.0f %%",
              Optional.empty()));
    }
    atLeast(
        targets,
        "of the scorer's ceiling, ticks/s end to end by the clock",
        80,
        "%.0f %%",
        ofCeiling(part, Usage::ticksPerSecond));
    ofTwoAtOnce(targets, part);
  }

  /** Far below 100 %, the machine's cores share what one of them has alone. */
  private static void ofTwoAtOnce(List<Target> targets, BenchResults.Drains part) {
    Spread each =
        byRound(
            part.ofTwo(),
            part.ceiling(),
            (one, alone) -> 100 * one.windowsPerSecond() / alone.windowsPerSecond());
    String what = "of the scorer's ceiling, each of two scorers at once";
    targets.add(new Target(what, "", each, "%.0f %%", Optional.empty()));
  }

  /** Windows a second of the stream in percent of those of the scorer alone. */
  private static Spread ofCeiling(BenchResults.Drains part, ToDoubleFunction<Usage> windows) {
    return byRound(
        rounds(part, Variant.TICKWATCH),
        part.ceiling(),
        (usage, alone) -> 100 * windows.applyAsDouble(usage) / alone.windowsPerSecond());
  }

  private static void ofLatencies(List<Target> targets, BenchResults.Latencies part) {
    List<Double> p99 = part.at(0.5).stream().map(LatencyStep::p99).toList();
    if (!p99.isEmpty()) {
      atMost(targets, "p99 in ms at half of the sustained rate", 150, "%.0f", Spread.of(p99));
    }
  }

  private static void ofSymbols(List<Target> targets, BenchResults.Drains part) {
    List<Usage> many = rounds(part, drain -> drain.symbols() == 10_000);
    if (many.isEmpty()) {
      return;
    }
    atMost(
        targets,
        "most resident memory of the service in MiB, 10,000 symbols",
        RSS_MIB,
        "%.0f",
        Spread.of(List.of(many.get(many.size() - 1).peakRssMib())));
    atLeast(
        targets,
        "of the rate at 100 symbols, at 10,000",
        70,
        "%.0f %%",
        byRound(
            many,
            rounds(part, drain -> drain.symbols() == 100),
            (usage, few) -> 100 * ratio(usage, few)));
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

  private static double ratio(Usage ours, Usage other) {
    return ours.ticksPerSecond() / other.ticksPerSecond();
  }

  /** A figure of two that had their turns in the same rounds, as far as both had one. */
  private static <A, B> Spread byRound(
      List<A> first, List<B> second, ToDoubleBiFunction<A, B> figure) {
    return Spread.of(
        IntStream.range(0, Math.min(first.size(), second.size()))
            .mapToObj(round -> figure.applyAsDouble(first.get(round), second.get(round)))
            .toList());
  }

  private static List<Usage> rounds(BenchResults.Drains part, Variant variant) {
    return rounds(part, drain -> drain.variant().equals(variant.name()));
  }

  /** Of the one drain that fits; none where there is none. */
  private static List<Usage> rounds(BenchResults.Drains part, Predicate<Drain> which) {
    return part.drains().stream().filter(which).findFirst().map(Drain::rounds).orElse(List.of());
  }
}
