package dev.tickwatch.detect.symbol;

import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.scoring.ScoredWindow;
import dev.tickwatch.model.scoring.WindowScorer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What the service would make of one symbol's ticks, from a fresh state. */
public final class OfflineDetection {
  private static final int BATCH = 256;

  private OfflineDetection() {}

  /**
   * Runs the service's code over the ticks.
   *
   * @param scorer a calibrated model; stays the caller's to close
   * @param ticks of one symbol, in order of event time
   * @param listener hears one detection a tick, in order, those of the warm-up among them
   * @throws IllegalArgumentException when the ticks are not in order
   */
  public static void run(
      WindowScorer scorer, Detector detector, List<Tick> ticks, Consumer<Detection> listener) {
    OfflineScoring scoring =
        new OfflineScoring(
            scorer,
            BATCH,
            new OfflineScoring.Handler() {
              @Override
              public void warmingUp(Tick tick, SymbolState state, boolean late) {
                listener.accept(
                    new Detection(
                        detector.warmUp(state, tick, late),
                        Optional.empty(),
                        Optional.empty(),
                        Detection.Move.NONE));
              }

              @Override
              public void scored(Tick tick, SymbolState state, ScoredWindow made) {
                listener.accept(detector.detect(tick.symbol(), state, scorer.manifest(), made));
              }

              @Override
              public void tooLate(Tick tick) {
                throw new IllegalArgumentException(
                    "ticks of " + tick.symbol() + " are not in order of time");
              }
            });
    ticks.forEach(scoring::accept);
    scoring.flush();
  }
}
