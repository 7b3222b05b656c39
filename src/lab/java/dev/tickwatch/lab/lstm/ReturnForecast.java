package dev.tickwatch.lab.lstm;

import dev.tickwatch.lab.network.Algebra;
import dev.tickwatch.lab.network.WeightLayout;

/** Predicts the cumulative returns of the next H ticks from the encoder's last state. */
final class ReturnForecast {
  private final int horizon;
  private final Head head;

  ReturnForecast(WeightLayout.Builder weights, LstmVaeSizes sizes) {
    horizon = sizes.horizon();
    head = Head.declare(weights, "forecast", sizes.hidden(), sizes.hidden(), 2 * horizon);
  }

  /** Spreads {@code [B, H]} in units of volatility; a random walk's root of h is built in. */
  <V> Spread<V> predict(Algebra<V> math, V last) {
    V raw = head.apply(math, last);
    float[] roots = new float[horizon];
    for (int h = 0; h < horizon; h++) {
      roots[h] = (float) Math.sqrt(h + 1);
    }
    V growth = math.constant(roots, 1, horizon);
    V location = math.mul(math.slice(raw, 1, 0, horizon), growth);
    Spread<V> each = Spread.of(math, location, math.slice(raw, 1, horizon, 2L * horizon));
    return new Spread<>(location, math.mul(each.scale(), growth));
  }
}
