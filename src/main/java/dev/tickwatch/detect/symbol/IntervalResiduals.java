package dev.tickwatch.detect.symbol;

import dev.tickwatch.model.calibration.IntervalCalibration;
import dev.tickwatch.model.scoring.ScoredWindow;
import dev.tickwatch.model.window.Features;
import dev.tickwatch.model.window.SymbolWindow;
import java.util.ArrayDeque;
import java.util.ArrayList;
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

    private Made(double price, ScoredWindow made) {
      this.price = price;
      location = new float[made.horizon()];
      scale = new float[made.horizon()];
      for (int h = 0; h < location.length; h++) {
        location[h] = made.forecastLocation(h + 1);
        scale[h] = made.forecastScale(h + 1);
      }
    }
  }

  /** A return and what was expected of it, in scales. */
  private record Outcome(float seen, float expected) {
    double off(double direction) {
      return Math.abs(seen - direction * expected);
    }
  }

  private final Map<Stretch, Deque<Made>> waiting = new HashMap<>();
  private static final int SHARES = 10;

  private final List<List<Outcome>> forecast = new ArrayList<>();
  private final List<Double> tick = new ArrayList<>();

  /** Ticks that follow each other. */
  private record Stretch(String symbol, int number) {}

  /**
   * Takes the oldest pending tick of a symbol's window; ticks in order.
   *
   * @param stretch number of the stretch of ticks that it lies in: forecasts do not reach from one
   *     into the next
   */
  void add(String symbol, int stretch, SymbolWindow window, ScoredWindow scored) {
    int horizon = scored.horizon();
    while (forecast.size() < horizon) {
      forecast.add(new ArrayList<>());
    }
    double price = window.pendingPrice(0);
    if (price != window.priceBeforePending(0)) {
      tick.add((double) Math.abs(scored.residual(Features.LOG_RETURN)));
    }
    Deque<Made> made =
        waiting.computeIfAbsent(new Stretch(symbol, stretch), s -> new ArrayDeque<>());
    int ahead = made.size();
    for (Made one : made) {
      float scale = one.scale[ahead - 1];
      double seen = window.series().change(one.price, price) / scale;
      forecast.get(ahead - 1).add(new Outcome((float) seen, one.location[ahead - 1] / scale));
      ahead--;
    }
    if (made.size() == horizon) {
      made.remove();
    }
    made.add(new Made(price, scored));
  }

  IntervalCalibration fit(double degreesOfFreedom) {
    double direction = direction();
    return IntervalCalibration.fit(
        degreesOfFreedom,
        tick.stream().mapToDouble(residual -> residual).toArray(),
        forecast.stream()
            .map(ahead -> ahead.stream().mapToDouble(one -> one.off(direction)).toArray())
            .toList(),
        direction);
  }

  /**
   * The share of the expected returns that leaves the least absolute errors; the least of equals.
   */
  private double direction() {
    double best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= SHARES; i++) {
      double share = i / (double) SHARES;
      double errors =
          forecast.stream().flatMap(List::stream).mapToDouble(one -> one.off(share)).sum();
      if (errors < least) {
        least = errors;
        best = share;
      }
    }
    return best;
  }
}
