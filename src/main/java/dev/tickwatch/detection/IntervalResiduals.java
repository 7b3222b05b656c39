package dev.tickwatch.detection;

import dev.tickwatch.calibration.IntervalCalibration;
import dev.tickwatch.scoring.ScoreBatch;
import dev.tickwatch.window.Features;
import dev.tickwatch.window.SymbolWindow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How far outcomes lie from what was predicted, in scales. Not thread-safe. */
final class IntervalResiduals {

  /** A forecast that waits for the ticks that it is of. */
  private static final class Made {
    private final double price;
    private final float[] location;
    private final float[] scale;

    private Made(double price, ScoreBatch batch, int row) {
      int horizon = batch.shape().horizon();
      this.price = price;
      location = Arrays.copyOfRange(batch.forecastLocation, row * horizon, (row + 1) * horizon);
      scale = Arrays.copyOfRange(batch.forecastScale, row * horizon, (row + 1) * horizon);
    }
  }

  private final Map<String, Deque<Made>> waiting = new HashMap<>();
  private final List<List<Double>> forecast = new ArrayList<>();
  private final List<Double> tick = new ArrayList<>();

  /** Takes the oldest pending tick of a symbol's window; ticks in order. */
  void add(String symbol, SymbolWindow window, ScoreBatch batch, int row) {
    int horizon = batch.shape().horizon();
    while (forecast.size() < horizon) {
      forecast.add(new ArrayList<>());
    }
    double price = window.pendingPrice(0);
    if (price != window.priceBeforePending(0)) {
      tick.add(
          (double) Math.abs(batch.tickResidual[row * Features.MODELLED + Features.LOG_RETURN]));
    }
    Deque<Made> made = waiting.computeIfAbsent(symbol, s -> new ArrayDeque<>());
    int ahead = made.size();
    for (Made one : made) {
      double off = Math.log(price / one.price) - one.location[ahead - 1];
      forecast.get(ahead - 1).add(Math.abs(off) / one.scale[ahead - 1]);
      ahead--;
    }
    if (made.size() == horizon) {
      made.remove();
    }
    made.add(new Made(price, batch, row));
  }

  IntervalCalibration fit(double degreesOfFreedom) {
    return IntervalCalibration.fit(
        degreesOfFreedom, values(tick), forecast.stream().map(IntervalResiduals::values).toList());
  }

  private static double[] values(List<Double> residuals) {
    return residuals.stream().mapToDouble(residual -> residual).toArray();
  }
}
