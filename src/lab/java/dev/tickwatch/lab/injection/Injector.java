package dev.tickwatch.lab.injection;

import dev.tickwatch.market.tick.Tick;
import java.util.ArrayList;
import java.util.List;

/**
 * Injects anomalies into one symbol's ticks, from the first to the last. The ticks given are not
 * changed; the range of a bar is widened to hold its injected price. Not thread-safe.
 */
public final class Injector {
  private static final int FALL = 8;

  private final List<Tick> real;
  private final LocalVolatility local;
  private final List<Tick> ticks;
  private final List<InjectedAnomaly> injected = new ArrayList<>();

  /** Log by which all ticks from {@link #reached} on lie above the real ones. */
  private double shift;

  /** Ticks before it are as they will be. */
  private int reached;

  /** Ticks of one symbol, in order of event time. */
  public Injector(List<Tick> ticks) {
    real = List.copyOf(ticks);
    local = new LocalVolatility(real);
    this.ticks = new ArrayList<>(real);
  }

  /**
   * Injects one, behind those that were injected before.
   *
   * @param first index of the tick that it begins with; there is at least one tick before it
   * @param size in the unit of its kind; a negative one points down where the kind has a direction
   * @throws IndexOutOfBoundsException when it does not fit
   * @throws IllegalArgumentException when an earlier one reaches to it
   */
  public InjectedAnomaly inject(AnomalyKind kind, int first, double size) {
    int last = first + kind.ticks() - 1;
    if (first < 1 || last >= real.size()) {
      throw new IndexOutOfBoundsException(
          kind.label() + " at tick " + first + " does not fit " + real.size() + " ticks");
    }
    if (first < reached) {
      throw new IllegalArgumentException(
          kind.label() + " at tick " + first + " overlaps the anomaly before it");
    }
    advanceTo(first);
    write(kind, first, last, size, local.before(first));
    reached = last + 1;
    InjectedAnomaly anomaly =
        new InjectedAnomaly(
            real.get(first).symbol(),
            kind,
            size,
            first,
            last,
            real.get(first).eventTimeMicros(),
            real.get(last).eventTimeMicros());
    injected.add(anomaly);
    return anomaly;
  }

  /** Ticks up to an index follow the real ones. */
  private void advanceTo(int index) {
    for (int i = reached; i < index; i++) {
      offset(i, shift);
    }
    reached = index;
  }

  private void write(AnomalyKind kind, int first, int last, double size, double volatility) {
    switch (kind) {
      case STRAY_PRINT -> offset(first, shift + size * volatility);
      case DECIMAL_SHIFT -> offset(first, shift + (size < 0 ? -1 : 1) * Math.log(10));
      case LEVEL_SHIFT -> {
        shift += size * volatility;
        offset(first, shift);
      }
      case FLASH_CRASH -> crash(first, size * volatility);
      case VOLATILITY_BURST -> burst(first, last, size, volatility);
      case SLOW_DRIFT -> drift(first, last, size * volatility);
      case ZIGZAG -> zigzag(first, last, size * volatility);
      case VOLUME_SURGE -> standStill(first, last, size);
      case STUCK_PRICE -> standStill(first, last, 1);
      case DUPLICATE_BURST -> repeat(first, last);
    }
  }

  private void crash(int first, double depth) {
    int length = AnomalyKind.FLASH_CRASH.ticks();
    for (int i = 0; i < length; i++) {
      double part = i < FALL ? (i + 1.0) / FALL : (length - i) / (double) (length - FALL + 1);
      offset(first + i, shift + depth * part);
    }
  }

  /** Larger returns from tick to tick, at least one volatility before they are enlarged. */
  private void burst(int first, int last, double size, double volatility) {
    for (int i = first; i <= last; i++) {
      double change = Math.log(real.get(i).price() / real.get(i - 1).price());
      double sign = change == 0 ? (i % 2 == 0 ? 1 : -1) : Math.signum(change);
      shift += sign * Math.max(Math.abs(change), volatility) * (size - 1);
      offset(i, shift);
    }
  }

  private void drift(int first, int last, double change) {
    for (int i = first; i <= last; i++) {
      shift += change;
      offset(i, shift);
    }
  }

  private void zigzag(int first, int last, double change) {
    for (int i = first; i <= last; i++) {
      offset(i, shift + ((i - first) % 2 == 0 ? change : 0));
    }
  }

  private void standStill(int first, int last, double sizes) {
    double price = ticks.get(first - 1).price();
    for (int i = first; i <= last; i++) {
      Tick tick = real.get(i);
      boolean bar = tick.hasRange();
      ticks.set(
          i,
          tick.with(
              price, tick.size() * sizes, bar ? price : tick.high(), bar ? price : tick.low()));
    }
    shift = Math.log(price / real.get(last).price());
  }

  private void repeat(int first, int last) {
    offset(first, shift);
    Tick repeated = ticks.get(first);
    for (int i = first + 1; i <= last; i++) {
      ticks.set(
          i, real.get(i).with(repeated.price(), repeated.size(), repeated.high(), repeated.low()));
    }
    shift = Math.log(repeated.price() / real.get(last).price());
  }

  /** Moves a real tick by a log price; the bar's range moves by what all ticks move by. */
  private void offset(int index, double log) {
    Tick tick = real.get(index);
    double price = tick.price() * Math.exp(log);
    double range = Math.exp(shift);
    ticks.set(
        index,
        tick.with(
            price,
            tick.size(),
            tick.hasRange() ? Math.max(price, tick.high() * range) : tick.high(),
            tick.hasRange() ? Math.min(price, tick.low() * range) : tick.low()));
  }

  /** The ticks with the anomalies in them; a copy. */
  public List<Tick> ticks() {
    int until = reached;
    advanceTo(real.size());
    reached = until;
    return List.copyOf(ticks);
  }

  /** What was injected so far. */
  public List<InjectedAnomaly> injected() {
    return List.copyOf(injected);
  }
}
