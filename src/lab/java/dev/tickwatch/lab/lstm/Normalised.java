package dev.tickwatch.lab.lstm;

import dev.tickwatch.lab.network.Algebra;
import dev.tickwatch.model.window.Features;
import java.util.List;

/**
 * Windows in the network's own units. Each return is in units of the volatility that was expected
 * of it; sizes and gaps are standardised over the window without the newest tick. So no tick sets
 * its own scale. Steps whose return is far out of any measure are masked in the encoder's input,
 * unless they are the newest: what was wrong with an earlier tick shall not speak for this one.
 *
 * @param flag 1 where a session gap lies before the step; {@code [B, 1, T]}
 * @param position in the trading day; {@code [B, 1, T]}
 * @param grid log width of the price grid in volatilities, bounded; {@code [B, 1, T]}
 * @param gap standardised log gap, 0 at session gaps; {@code [B, 1, T]}
 * @param logVolatility log of the expected volatility against that of the newest step, bounded;
 *     {@code [B, 1, T]}
 * @param encoderInputs bounded return, size and gap, flag, volatility, position, wick, whether the
 *     price moved, price grid, long volatility; {@code [B, 10, T]}
 * @param targets return, size and gap; {@code [B, 3, T]}
 * @param moved 1 where the price moved, else 0; {@code [B, 1, T]}
 * @param mask 0 for the gap feature at session gaps, else 1; {@code [B, 3, T]}
 * @param volatility expected of the newest step's return; {@code [B, 1, 1]}
 */
record Normalised<V>(
    V flag,
    V position,
    V grid,
    V gap,
    V logVolatility,
    V encoderInputs,
    V targets,
    V moved,
    V mask,
    V volatility) {

  /** Values that the encoder sees of one tick. */
  static final int ENCODER_INPUTS = 10;

  /** Bound of standardised sizes and gaps as inputs. */
  static final double SIZE_BOUND = 6;

  private static final double RETURN_BOUND = 8;
  private static final double VOLATILITY_BOUND = 3;
  private static final double WICK_BOUND = 8;
  private static final double GRID_BOUND = 5;

  /** Returns of so many volatilities are masked; one less, and they begin to be. */
  private static final double MASKED_FROM = 20;

  /** Keeps the likelihood of any finite input finite in float. */
  private static final double TARGET_BOUND = 1e4;

  /** Keeps a window of equal sizes or gaps from dividing by nothing. */
  static final double VARIANCE_FLOOR = 0.05;

  /** The smallest return that is a move, in volatilities: far below any price tick. */
  private static final double SMALLEST_MOVE = 1e-6;

  /**
   * Normalises windows. Arrays are kept a feature at a time, steps last, so that every operation
   * runs along steps that lie side by side.
   *
   * @param steps T
   * @param windows {@code [B, T, F]}
   */
  static <V> Normalised<V> of(Algebra<V> math, int steps, V windows) {
    // In one row a window: ONNX Runtime would move a bare transposition behind what comes after it.
    V features =
        math.reshape(math.transpose(windows, 0, 2, 1), -1, 1, (long) Features.COUNT * steps);
    V flag = feature(math, steps, features, Features.SESSION_GAP);
    V position = feature(math, steps, features, Features.DAY_POSITION);
    V logVolatility = feature(math, steps, features, Features.LOG_VOLATILITY);
    V newest = math.slice(logVolatility, 2, steps - 1, steps);
    V relative = math.clip(math.sub(logVolatility, newest), VOLATILITY_BOUND);
    V grid = math.clip(feature(math, steps, features, Features.PRICE_GRID), GRID_BOUND);
    V longVolatility =
        math.clip(feature(math, steps, features, Features.LONG_VOLATILITY), VOLATILITY_BOUND);
    V raw = feature(math, steps, features, Features.LOG_RETURN);
    V unit = math.exp(logVolatility);
    V returns = math.div(raw, unit);
    V moved = math.clip(math.mul(math.abs(returns), 1 / SMALLEST_MOVE), 1);
    V size = standardised(math, steps, feature(math, steps, features, Features.LOG_SIZE));
    V present = math.add(math.mul(flag, -1), 1);
    V gap = standardised(math, steps, feature(math, steps, features, Features.LOG_GAP), present);
    V wick = math.div(feature(math, steps, features, Features.WICK), unit);
    V inputs =
        math.concat(
            1,
            List.of(
                math.clip(masked(math, steps, returns), RETURN_BOUND),
                math.clip(size, SIZE_BOUND),
                math.clip(gap, SIZE_BOUND),
                flag,
                relative,
                position,
                math.clip(masked(math, steps, wick), WICK_BOUND),
                moved,
                grid,
                longVolatility));
    V targets = math.clip(math.concat(1, List.of(returns, size, gap)), TARGET_BOUND);
    V always = math.add(math.mul(present, 0), 1);
    V mask = math.concat(1, List.of(always, always, present));
    return new Normalised<>(
        flag, position, grid, gap, relative, inputs, targets, moved, mask, math.exp(newest));
  }

  /** The values, 0 where a step before the newest is far out of any measure. */
  private static <V> V masked(Algebra<V> math, int steps, V values) {
    V older = math.slice(values, 2, 0, steps - 1);
    V excess = math.clip(math.atLeast(math.add(math.abs(older), 1 - MASKED_FROM), 0), 1);
    V kept = math.mul(older, math.add(math.mul(excess, -1), 1));
    return math.concat(2, List.of(kept, math.slice(values, 2, steps - 1, steps)));
  }

  private static <V> V feature(Algebra<V> math, int steps, V features, int index) {
    return math.slice(features, 2, (long) index * steps, (index + 1L) * steps);
  }

  /** Less the oldest step first: the mean of large near-equal floats would be rounding. */
  private static <V> V standardised(Algebra<V> math, int steps, V given) {
    V values = math.sub(given, math.slice(given, 2, 0, 1));
    V older = math.slice(values, 2, 0, steps - 1);
    V mean = math.mul(math.sum(older, steps - 1), 1.0 / (steps - 1));
    V off = math.sub(older, mean);
    V squares = math.mul(math.sum(math.mul(off, off), steps - 1), 1.0 / (steps - 1));
    V scale = math.sqrt(math.add(squares, VARIANCE_FLOOR));
    return math.div(math.sub(values, mean), scale);
  }

  /** Over the steps where {@code present} is 1; 0 elsewhere. */
  private static <V> V standardised(Algebra<V> math, int steps, V given, V present) {
    V values = math.sub(given, math.slice(given, 2, 0, 1));
    V older = math.slice(values, 2, 0, steps - 1);
    V counted = math.slice(present, 2, 0, steps - 1);
    V count = math.atLeast(math.sum(counted, steps - 1), 1);
    V mean = math.div(math.sum(math.mul(counted, older), steps - 1), count);
    V off = math.sub(older, mean);
    V variance = math.div(math.sum(math.mul(counted, math.mul(off, off)), steps - 1), count);
    V scale = math.sqrt(math.add(variance, VARIANCE_FLOOR));
    return math.mul(present, math.div(math.sub(values, mean), scale));
  }
}
