package dev.tickwatch.training;

import dev.tickwatch.window.Features;
import java.util.List;

/**
 * Windows in the network's own units. Returns are in units of the volatility known before the
 * newest tick; sizes and gaps are standardised over the window without the newest tick. So no tick
 * sets its own scale.
 *
 * @param flag 1 where a session gap lies before the step; {@code [B, T, 1]}
 * @param gap standardised log gap, 0 at session gaps; {@code [B, T, 1]}
 * @param encoderInput bounded return, size and gap, flag, log volatility against the newest; {@code
 *     [B, T, 5]}
 * @param targets return, size and gap; {@code [B, T, 3]}
 * @param mask 0 for the gap feature at session gaps, else 1; {@code [B, T, 3]}
 * @param volatility the unit of returns; {@code [B, 1, 1]}
 */
record Normalised<V>(V flag, V gap, V encoderInput, V targets, V mask, V volatility) {

  /** Bound of standardised sizes and gaps as inputs. */
  static final double SIZE_BOUND = 6;

  private static final double RETURN_BOUND = 8;
  private static final double VOLATILITY_BOUND = 3;

  /** Keeps the likelihood of any finite input finite in float. */
  private static final double TARGET_BOUND = 1e4;

  /** Keeps a window of equal sizes or gaps from dividing by nothing. */
  static final double VARIANCE_FLOOR = 0.05;

  static <V> Normalised<V> of(Algebra<V> math, long steps, V windows) {
    V flag = feature(math, windows, Features.SESSION_GAP);
    V logVolatility = feature(math, windows, Features.LOG_VOLATILITY);
    V newest = math.slice(logVolatility, 1, steps - 1, steps);
    V volatility = math.exp(newest);
    V returns = math.div(feature(math, windows, Features.LOG_RETURN), volatility);
    V size = standardised(math, steps, feature(math, windows, Features.LOG_SIZE));
    V present = math.add(math.mul(flag, -1), 1);
    V gap = standardised(math, steps, feature(math, windows, Features.LOG_GAP), present);
    V input =
        math.concat(
            2,
            List.of(
                math.clip(returns, RETURN_BOUND),
                math.clip(size, SIZE_BOUND),
                math.clip(gap, SIZE_BOUND),
                flag,
                math.clip(math.sub(logVolatility, newest), VOLATILITY_BOUND)));
    V targets = math.clip(math.concat(2, List.of(returns, size, gap)), TARGET_BOUND);
    V onGaps = math.constant(new float[] {0, 0, -1}, 1, 1, Features.MODELLED);
    V mask = math.add(math.mul(flag, onGaps), 1);
    return new Normalised<>(flag, gap, input, targets, mask, volatility);
  }

  private static <V> V feature(Algebra<V> math, V windows, int index) {
    return math.slice(windows, 2, index, index + 1L);
  }

  private static <V> V standardised(Algebra<V> math, long steps, V values) {
    V older = math.slice(values, 1, 0, steps - 1);
    V mean = math.mean(older, 1);
    V off = math.sub(older, mean);
    V scale = math.sqrt(math.add(math.mean(math.mul(off, off), 1), VARIANCE_FLOOR));
    return math.div(math.sub(values, mean), scale);
  }

  /** Over the steps where {@code present} is 1; 0 elsewhere. */
  private static <V> V standardised(Algebra<V> math, long steps, V values, V present) {
    V older = math.slice(values, 1, 0, steps - 1);
    V counted = math.slice(present, 1, 0, steps - 1);
    V count = math.atLeast(math.sum(counted, 1), 1);
    V mean = math.div(math.sum(math.mul(counted, older), 1), count);
    V off = math.sub(older, mean);
    V variance = math.div(math.sum(math.mul(counted, math.mul(off, off)), 1), count);
    V scale = math.sqrt(math.add(variance, VARIANCE_FLOOR));
    return math.mul(present, math.div(math.sub(values, mean), scale));
  }
}
