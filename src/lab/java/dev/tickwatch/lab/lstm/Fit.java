package dev.tickwatch.lab.lstm;

import dev.tickwatch.lab.network.Algebra;
import dev.tickwatch.model.window.Features;
import java.util.List;

/** How values lie in the Student-t distributions that were predicted for them. */
record Fit<V>(V logLikelihood, V residual) {

  /**
   * Of values.
   *
   * @param mask 0 for what does not count, else 1
   */
  static <V> Fit<V> of(
      Algebra<V> math, double degreesOfFreedom, V values, Spread<V> spread, V mask) {
    V residual = math.div(math.sub(values, spread.location()), spread.scale());
    V likelihood = StudentT.logLikelihood(math, degreesOfFreedom, residual, spread.scale());
    return new Fit<>(math.mul(likelihood, mask), math.mul(residual, mask));
  }

  /**
   * Log likelihoods whose first feature, the return, has a point mass at "unchanged": the log of
   * that mass where the price did not move, else the log of the rest plus the density.
   *
   * @param axis of the features
   * @param logOdds of a price that does not move
   * @param moved 1 where it did, else 0
   */
  V withUnchanged(Algebra<V> math, int axis, V logOdds, V moved) {
    V still = math.add(math.mul(moved, -1), 1);
    V density = math.slice(logLikelihood, axis, 0, 1);
    V ifMoved = math.mul(moved, math.sub(density, math.softplus(logOdds)));
    V ifStill = math.mul(still, math.mul(math.softplus(math.mul(logOdds, -1)), -1));
    return math.concat(
        axis,
        List.of(math.add(ifMoved, ifStill), math.slice(logLikelihood, axis, 1, Features.MODELLED)));
  }
}
