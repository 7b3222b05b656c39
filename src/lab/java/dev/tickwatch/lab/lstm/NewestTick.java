package dev.tickwatch.lab.lstm;

import dev.tickwatch.lab.network.Algebra;
import dev.tickwatch.lab.network.Linear;
import dev.tickwatch.lab.network.WeightLayout;
import dev.tickwatch.model.window.Features;
import java.util.List;

/**
 * Predicts the newest tick from the encoder's state before it, link by link: the gap; the size
 * given the gap; the return given both. And once more the size, given how far the price moved:
 * volume without a move is another matter than volume with one.
 */
final class NewestTick {
  private static final int M = Features.MODELLED;

  /**
   * What is known of the tick beside the state before it: gap, session flag, position in the day,
   * price grid, and the volatility before it.
   */
  private static final int KNOWN = 5;

  /** Units of each head's hidden layer. */
  private static final int UNITS = 24;

  private final int steps;
  private final double degreesOfFreedom;
  private final Linear gap;
  private final Head size;
  private final Head change;
  private final Head sizeAgain;

  NewestTick(WeightLayout.Builder weights, LstmVaeSizes sizes) {
    steps = sizes.steps();
    degreesOfFreedom = sizes.degreesOfFreedom();
    gap = weights.linear("gap", sizes.hidden(), 2);
    int known = sizes.hidden() + KNOWN;
    size = Head.declare(weights, "size", known, UNITS, 2);
    // Given the size as well, and with the odds of no move.
    change = Head.declare(weights, "return", known + 1, UNITS, 3);
    // Given the distance, and whether there was a move.
    sizeAgain = Head.declare(weights, "resize", known + 2, UNITS, 2);
  }

  /**
   * What was predicted, and how the tick lies in it.
   *
   * @param spread {@code [B, 3]}
   * @param unchanged log odds of a price that does not move; {@code [B, 1]}
   * @param fit {@code [B, 3]}
   * @param sizeGivenReturn {@code [B, 1]}
   */
  record Prediction<V>(Spread<V> spread, V unchanged, Fit<V> fit, Fit<V> sizeGivenReturn) {}

  /**
   * Predicts.
   *
   * @param before the encoder's state before the newest tick; {@code [B, hidden]}
   */
  <V> Prediction<V> predict(Algebra<V> math, V before, Normalised<V> x) {
    V ofGap = gap.apply(math, before);
    V target = target(math, x);
    V seenReturn = math.slice(target, 1, 0, 1);
    V seenSize = math.clip(math.slice(target, 1, 1, 2), Normalised.SIZE_BOUND);
    V known = known(math, before, x);
    V ofSize = size.apply(math, known);
    V ofReturn = change.apply(math, math.concat(1, List.of(known, seenSize)));
    V moved = atStep(math, x.moved(), steps - 1, 1);
    V distance = math.log(math.add(math.abs(seenReturn), 1));
    V again = sizeAgain.apply(math, math.concat(1, List.of(known, distance, moved)));

    Spread<V> spread =
        Spread.of(
            math,
            column(math, 0, ofReturn, ofSize, ofGap),
            column(math, 1, ofReturn, ofSize, ofGap));
    V unchanged = math.slice(ofReturn, 1, 2, 3);
    V mask = atStep(math, x.mask(), steps - 1, M);
    Fit<V> plain = Fit.of(math, degreesOfFreedom, target, spread, mask);
    Fit<V> sizeGivenReturn =
        Fit.of(
            math,
            degreesOfFreedom,
            math.slice(target, 1, 1, 2),
            Spread.of(math, math.slice(again, 1, 0, 1), math.slice(again, 1, 1, 2)),
            math.slice(mask, 1, 1, 2));
    V likelihood = plain.withUnchanged(math, 1, unchanged, moved);
    return new Prediction<>(
        spread, unchanged, new Fit<>(likelihood, plain.residual()), sizeGivenReturn);
  }

  /** {@code [B, hidden + 5]}. */
  private <V> V known(Algebra<V> math, V before, Normalised<V> x) {
    V volatilityBefore = atStep(math, x.logVolatility(), steps - 2, 1);
    return math.concat(
        1,
        List.of(
            before,
            math.clip(atStep(math, x.gap(), steps - 1, 1), Normalised.SIZE_BOUND),
            atStep(math, x.flag(), steps - 1, 1),
            atStep(math, x.position(), steps - 1, 1),
            atStep(math, x.grid(), steps - 1, 1),
            volatilityBefore));
  }

  /** The same value of return, size and gap: {@code [B, 3]}. */
  private static <V> V column(Algebra<V> math, int index, V ofReturn, V ofSize, V ofGap) {
    return math.concat(
        1,
        List.of(
            math.slice(ofReturn, 1, index, index + 1L),
            math.slice(ofSize, 1, index, index + 1L),
            math.slice(ofGap, 1, index, index + 1L)));
  }

  /** What the newest tick was: {@code [B, 3]}, normalised. */
  <V> V target(Algebra<V> math, Normalised<V> x) {
    return atStep(math, x.targets(), steps - 1, M);
  }

  /** One step of {@code [B, N, T]}, as {@code [B, N]}. */
  private static <V> V atStep(Algebra<V> math, V values, long step, long size) {
    return math.reshape(math.slice(values, 2, step, step + 1), -1, size);
  }
}
