package dev.tickwatch.lab.evaluation;

import java.util.List;

/**
 * How the product's own threshold and scores hold: symbol by symbol, and from a symbol's first tick
 * to its thousandth session. Values are multiples of what was granted; NaN where less than one
 * alert was.
 *
 * @param realised alerts on clean ticks of symbols with history, one value a budget
 * @param oversteppers share of the symbols with more than twice the granted alerts, of those that
 *     were granted three or more; one value a budget
 * @param symbols that were granted so many, one value a budget
 * @param ages the same as {@code realised} for symbols that begin cold: their first 1,000 ticks,
 *     the next 4,000, and later; one list a budget
 * @param scores share of clean ticks with a score of 1, 2 and 3 or more, as a multiple of 10^-1,
 *     10^-2 and 10^-3
 */
public record Lasting(
    List<Double> realised,
    List<Double> oversteppers,
    List<Integer> symbols,
    List<List<Double>> ages,
    List<Double> scores) {

  /** First ticks of the ages of a symbol. */
  static final List<Integer> AGES = List.of(0, 1_000, 5_000);

  /** Copies the lists. */
  public Lasting {
    realised = List.copyOf(realised);
    oversteppers = List.copyOf(oversteppers);
    symbols = List.copyOf(symbols);
    ages = ages.stream().map(List::copyOf).toList();
    scores = List.copyOf(scores);
  }
}
