package dev.tickwatch.planting;

import dev.tickwatch.tick.Tick;
import dev.tickwatch.window.FeatureSettings;
import dev.tickwatch.window.FeatureState;
import dev.tickwatch.window.Features;
import java.util.ArrayList;
import java.util.List;

/**
 * Plants anomalies in one symbol's ticks, from the first to the last. The ticks given are not
 * changed. Not thread-safe.
 */
public final class Planter {
  private static final int FALL = 8;

  private final List<Tick> ticks;
  private final List<PlantedAnomaly> planted = new ArrayList<>();

  /** Ticks of one symbol, in order of event time. */
  public Planter(List<Tick> ticks) {
    this.ticks = new ArrayList<>(ticks);
  }

  /**
   * Plants one.
   *
   * @param first index of the tick that it begins with; there is at least one tick before it
   * @param size in the unit of its kind; a negative one points down where the kind has a direction
   * @throws IndexOutOfBoundsException when it does not fit
   */
  public PlantedAnomaly plant(AnomalyKind kind, int first, double size) {
    int last = first + kind.ticks() - 1;
    if (first < 1 || last >= ticks.size()) {
      throw new IndexOutOfBoundsException(
          kind.label() + " at tick " + first + " does not fit " + ticks.size() + " ticks");
    }
    double volatility = volatilityBefore(first);
    switch (kind) {
      case STRAY_PRINT -> scale(first, Math.exp(size * volatility));
      case DECIMAL_SHIFT -> scale(first, 10);
      case LEVEL_SHIFT -> shiftFrom(first, Math.exp(size * volatility));
      case FLASH_CRASH -> crash(first, size * volatility);
      case VOLATILITY_BURST -> burst(first, last, size, volatility);
      case VOLUME_SURGE -> surge(first, last, size);
    }
    PlantedAnomaly anomaly =
        new PlantedAnomaly(
            ticks.get(first).symbol(),
            kind,
            size,
            first,
            last,
            ticks.get(first).eventTimeMicros(),
            ticks.get(last).eventTimeMicros());
    planted.add(anomaly);
    return anomaly;
  }

  private double volatilityBefore(int index) {
    FeatureState state = new FeatureState(FeatureSettings.DEFAULT);
    float[] row = new float[Features.COUNT];
    for (int i = Math.max(0, index - 1000); i <= index; i++) {
      state.next(ticks.get(i), row);
    }
    return Math.exp(row[Features.LOG_VOLATILITY]);
  }

  private void scale(int index, double factor) {
    Tick tick = ticks.get(index);
    set(index, tick.price() * factor, tick.size());
  }

  private void shiftFrom(int first, double factor) {
    for (int i = first; i < ticks.size(); i++) {
      scale(i, factor);
    }
  }

  private void crash(int first, double depth) {
    int length = AnomalyKind.FLASH_CRASH.ticks();
    for (int i = 0; i < length; i++) {
      double part = i < FALL ? (i + 1.0) / FALL : (length - i) / (double) (length - FALL + 1);
      scale(first + i, Math.exp(depth * part));
    }
  }

  /**
   * Larger returns from tick to tick, at least one volatility before they are enlarged; what
   * follows is shifted.
   */
  private void burst(int first, int last, double size, double volatility) {
    double before = ticks.get(first - 1).price();
    double shift = 0;
    for (int i = first; i <= last; i++) {
      double price = ticks.get(i).price();
      double change = Math.log(price / before);
      double sign = change == 0 ? (i % 2 == 0 ? 1 : -1) : Math.signum(change);
      before = price;
      shift += sign * Math.max(Math.abs(change), volatility) * (size - 1);
      scale(i, Math.exp(shift));
    }
    if (last + 1 < ticks.size()) {
      shiftFrom(last + 1, Math.exp(shift));
    }
  }

  private void surge(int first, int last, double size) {
    for (int i = first; i <= last; i++) {
      set(i, ticks.get(first - 1).price(), ticks.get(i).size() * size);
    }
  }

  private void set(int index, double price, double size) {
    Tick tick = ticks.get(index);
    ticks.set(
        index,
        new Tick(
            tick.symbol(),
            tick.eventTimeMicros(),
            price,
            size,
            tick.bid(),
            tick.ask(),
            tick.exchange(),
            tick.conditions()));
  }

  /** The ticks with the anomalies in them; a copy. */
  public List<Tick> ticks() {
    return List.copyOf(ticks);
  }

  /** What was planted so far. */
  public List<PlantedAnomaly> planted() {
    return List.copyOf(planted);
  }
}
