package dev.tickwatch.detect.symbol;

/**
 * What the {@link SurpriseTest tests} make of one tick, by test: arrays that a thread uses again
 * for the next tick.
 */
final class TestValues {
  private static final int TESTS = SurpriseTest.COUNT;

  final double[] statistics = new double[TESTS];

  /** -log10 of the tail probabilities over all symbols. */
  final double[] pooled = new double[TESTS];

  /** What these are worth to the symbol. */
  final double[] scores = new double[TESTS];
}
