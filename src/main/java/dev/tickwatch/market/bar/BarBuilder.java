package dev.tickwatch.market.bar;

import dev.tickwatch.market.calendar.SessionPhase;
import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.state.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Builds the bars of one symbol. Ticks may come in any order as long as none is later than the
 * grace; their order then only decides between ticks of the same time, of which the last to come
 * closes. Closed bars come in the order of their times.
 *
 * <p>A bar has the last price by event time with its quote, the range of all prices, and the sum of
 * all sizes, added in the order of arrival; no exchange and no conditions. Its event time is its
 * end less a microsecond. Mutable; not thread-safe.
 */
public final class BarBuilder {

  /** The most empty bars that are filled in one gap. */
  public static final int MOST_FILLED = 1000;

  private final String symbol;
  private final BarRules rules;
  private final long graceMicros;

  /** By time; every bar that holds a tick and is not closed. */
  private final List<OpenBar> open = new ArrayList<>();

  /** Bars that end at or before it are closed. */
  private long horizonMicros = Long.MIN_VALUE;

  /** End and price of the last closed bar, empty ones included; NaN while there is none. */
  private long lastEndMicros;

  private double lastClose = Double.NaN;

  /** Empty bars since the last one with a tick. */
  private int filled;

  /** No tick seen yet. */
  public BarBuilder(String symbol, BarRules rules) {
    this.symbol = symbol;
    this.rules = rules;
    this.graceMicros = rules.grace().toNanos() / 1000;
  }

  /**
   * Visits all that is remembered; where it is read, into a builder that has seen no tick.
   *
   * @throws IllegalArgumentException when a number cannot be
   */
  public void visit(Fields fields) {
    horizonMicros = fields.int64(horizonMicros);
    lastEndMicros = fields.int64(lastEndMicros);
    lastClose = fields.float64(lastClose);
    filled = fields.int32(filled);
    int bars = fields.int32(open.size());
    if (filled < 0 || filled > MOST_FILLED || bars < 0 || Double.isInfinite(lastClose)) {
      throw new IllegalArgumentException(
          "%d filled bars, %d open ones and a last close of %s cannot be"
              .formatted(filled, bars, lastClose));
    }
    for (int i = 0; i < bars; i++) {
      if (i == open.size()) {
        open.add(new OpenBar(0, 0));
      }
      open.get(i).visit(fields);
    }
  }

  /**
   * Takes a tick of the symbol.
   *
   * @param closed receives the bars that the tick closes, before this returns
   * @return false when the tick is too late, its bar being closed; nothing has changed then
   */
  public boolean add(Tick tick, Consumer<Tick> closed) {
    long time = tick.eventTimeMicros();
    // A tick that is too late closes nothing: it is older than what closed its bar.
    advanceTo(time, closed);
    for (int i = open.size() - 1; i >= 0 && time < open.get(i).endMicros(); i--) {
      if (open.get(i).holds(time)) {
        open.get(i).add(tick);
        return true;
      }
    }
    return addToNewBar(tick);
  }

  private boolean addToNewBar(Tick tick) {
    long time = tick.eventTimeMicros();
    long end = rules.size().endMicros(time, rules.calendar());
    if (end <= horizonMicros) {
      return false;
    }
    OpenBar bar = new OpenBar(rules.size().startMicros(time, rules.calendar()), end);
    bar.add(tick);
    int at = open.size();
    while (at > 0 && open.get(at - 1).startMicros() > bar.startMicros()) {
      at--;
    }
    open.add(at, bar);
    return true;
  }

  /**
   * Closes what a tick of this time would close.
   *
   * @param closed receives the bars, before this returns
   */
  public void advanceTo(long eventTimeMicros, Consumer<Tick> closed) {
    horizonMicros = Math.max(horizonMicros, eventTimeMicros - graceMicros);
    while (!open.isEmpty() && open.get(0).endMicros() <= horizonMicros) {
      OpenBar bar = open.remove(0);
      fill(bar.startMicros(), closed);
      closed.accept(bar.closed(symbol));
      lastEndMicros = bar.endMicros();
      lastClose = bar.close();
      filled = 0;
    }
    fill(horizonMicros, closed);
  }

  /** Fills the empty bars that end by a time, from the last closed bar on. */
  private void fill(long untilMicros, Consumer<Tick> closed) {
    if (rules.emptyBars() == EmptyBars.SKIP || Double.isNaN(lastClose)) {
      return;
    }
    while (filled < MOST_FILLED && lastEndMicros < untilMicros) {
      long regular = regularFrom(lastEndMicros);
      if (regular >= untilMicros) {
        return;
      }
      long end = rules.size().endMicros(regular, rules.calendar());
      if (end > untilMicros) {
        return;
      }
      closed.accept(Tick.bar(symbol, end - 1, lastClose, 0, lastClose, lastClose));
      lastEndMicros = end;
      filled++;
    }
  }

  /** The first time in a regular session, not before the given one. */
  private long regularFrom(long micros) {
    TradingCalendar calendar = rules.calendar();
    long time = micros;
    while (time < Long.MAX_VALUE && calendar.phaseAt(time) != SessionPhase.REGULAR) {
      time = calendar.phaseEndMicros(time);
    }
    return time;
  }
}
