package dev.tickwatch.lab.bench;

import dev.tickwatch.app.stream.StreamSettings.Batching;
import dev.tickwatch.app.stream.StreamSettings.Guarantee;

/**
 * A service to measure.
 *
 * @param name in tables
 * @param scorer what scores
 * @param batchSize windows that are scored at once
 */
record Variant(String name, Scorer scorer, Guarantee guarantee, int batchSize) {

  /** What stands in the scoring node. */
  enum Scorer {
    /** The model, in ONNX Runtime. */
    MODEL,
    /** The same code around a model that answers constants. */
    CONSTANT,
    /** A Random Cut Forest for each symbol, in place of windows and model. */
    FOREST
  }

  static final Variant TICKWATCH =
      new Variant("Tickwatch", Scorer.MODEL, Guarantee.EXACTLY_ONCE, Batching.DEFAULT.size());
  static final Variant AT_LEAST_ONCE =
      new Variant("At least once", Scorer.MODEL, Guarantee.AT_LEAST_ONCE, Batching.DEFAULT.size());
  static final Variant UNBATCHED =
      new Variant("Batch size 1", Scorer.MODEL, Guarantee.EXACTLY_ONCE, 1);
  static final Variant FREE =
      new Variant("Free scorer", Scorer.CONSTANT, Guarantee.EXACTLY_ONCE, Batching.DEFAULT.size());
  static final Variant FOREST =
      new Variant(
          "Random Cut Forest", Scorer.FOREST, Guarantee.EXACTLY_ONCE, Batching.DEFAULT.size());

  /** Ticks of a symbol before every further one costs the same. */
  int warmUpTicks(int windowSteps) {
    // A forest's reservoirs of 256 fill slower towards their end.
    return scorer == Scorer.FOREST ? 320 : windowSteps + 4;
  }
}
