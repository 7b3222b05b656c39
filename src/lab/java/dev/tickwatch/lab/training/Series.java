package dev.tickwatch.lab.training;

import dev.tickwatch.lab.learning.TrainingException;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.calibration.HeldOut;
import dev.tickwatch.model.window.FeatureSettings;
import dev.tickwatch.model.window.FeatureState;
import dev.tickwatch.model.window.Features;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The feature rows of one symbol, flat, and which of its ticks are held out for validation. The
 * symbol's first tick has no return and gives no row: row i is of tick i + 1.
 */
final class Series {
  private final String symbol;
  private final float[] rows;
  private final int count;
  private final HeldOut heldOut;
  private final Instant firstTime;
  private final Instant lastTrainingTime;

  /**
   * @param ticks in order of event time, 2 or more
   * @throws TrainingException when a feature is not finite
   */
  Series(String symbol, List<Tick> ticks, FeatureSettings settings, HeldOut heldOut) {
    this.symbol = symbol;
    count = ticks.size() - 1;
    rows = new float[Math.multiplyExact(count, Features.COUNT)];
    FeatureState state = new FeatureState(settings);
    float[] row = new float[Features.COUNT];
    for (int i = 0; i < ticks.size(); i++) {
      state.next(ticks.get(i), row);
      if (i > 0) {
        requireFinite(symbol, ticks.get(i), i, row);
        System.arraycopy(row, 0, rows, (i - 1) * Features.COUNT, Features.COUNT);
      }
    }
    this.heldOut = heldOut;
    firstTime = time(ticks.get(0));
    lastTrainingTime = time(ticks.get(heldOut.newest().from() - 1));
  }

  /**
   * Names the first tick whose features are not finite, before anything is learnt from it.
   *
   * @throws TrainingException when there is one
   */
  static void requireFinite(String symbol, List<Tick> ticks, FeatureSettings settings) {
    FeatureState state = new FeatureState(settings);
    float[] row = new float[Features.COUNT];
    for (int i = 0; i < ticks.size(); i++) {
      state.next(ticks.get(i), row);
      requireFinite(symbol, ticks.get(i), i, row);
    }
  }

  private static void requireFinite(String symbol, Tick tick, int index, float[] row) {
    for (int f = 0; f < row.length; f++) {
      if (!Float.isFinite(row[f])) {
        throw new TrainingException(
            symbol
                + ": tick "
                + (index + 1)
                + " ("
                + time(tick)
                + ", price "
                + tick.price()
                + ", size "
                + tick.size()
                + ") has no finite "
                + Features.NAMES.get(f));
      }
    }
  }

  private static Instant time(Tick tick) {
    return Instant.EPOCH.plus(tick.eventTimeMicros(), ChronoUnit.MICROS);
  }

  String symbol() {
    return symbol;
  }

  /** Rows in all. */
  int count() {
    return count;
  }

  HeldOut heldOut() {
    return heldOut;
  }

  Instant firstTime() {
    return firstTime;
  }

  /** Time of the last tick that is trained on. */
  Instant lastTrainingTime() {
    return lastTrainingTime;
  }

  /** Copies rows {@code from} to {@code from + steps}, exclusive. */
  void copyRows(int from, int steps, float[] target, int at) {
    System.arraycopy(rows, from * Features.COUNT, target, at, steps * Features.COUNT);
  }

  /** Log return from the tick of row {@code from} to each of the next {@code horizon} ticks. */
  void copyFutureReturns(int from, int horizon, float[] target, int at) {
    double sum = 0;
    for (int h = 1; h <= horizon; h++) {
      sum += rows[(from + h) * Features.COUNT + Features.LOG_RETURN];
      target[at + h - 1] = (float) sum;
    }
  }
}
