package dev.tickwatch.detect.symbol;

import dev.tickwatch.detect.alert.Episode;
import dev.tickwatch.detect.statistic.BreakHistory;
import dev.tickwatch.detect.statistic.LevelHistory;
import dev.tickwatch.detect.statistic.ResidualHistory;
import dev.tickwatch.detect.statistic.SizeHistory;
import dev.tickwatch.detect.statistic.TickStatistics;
import dev.tickwatch.market.check.DataCheck;
import dev.tickwatch.market.check.DataCheckState;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.window.Features;
import dev.tickwatch.model.window.Placement;
import dev.tickwatch.model.window.SymbolWindow;
import dev.tickwatch.model.window.WindowShape;
import dev.tickwatch.state.Fields;
import dev.tickwatch.state.TickChanges;
import java.nio.FloatBuffer;

/**
 * All that is remembered of one symbol: its window with the unscored (pending) tail, the residuals
 * that the statistics look back on, its own calibration, what its data are judged by, its open
 * episode. Mutable; not thread-safe.
 *
 * <p>Life of a tick: {@link #placementOf}; for a {@link Placement#LATE} one the pending ticks must
 * be scored first; {@link #follow} the model; {@link #admit}; if it is pending, its window is
 * copied out by {@link #copyPending} and, once scored, {@link Detector#detect} takes the oldest
 * pending tick off the tail.
 */
public final class SymbolState {
  private final WindowShape shape;
  private final SymbolWindow window;
  private final PendingArrivals arrivals = new PendingArrivals();
  private ResidualHistory residuals = new ResidualHistory();
  private SizeHistory sizes = new SizeHistory();
  private final ExceedanceRates rates = new ExceedanceRates(TickStatistics.COUNT);
  private final BreakHistory breaks = new BreakHistory();
  private final BucketMove move = new BucketMove();
  private SymbolTail tail = new SymbolTail();
  private final IntervalWidth intervals = new IntervalWidth();
  private final DataCheckState dataState = new DataCheckState();
  private Episode episode;

  /** Null until the symbol is judged as a metric. */
  private LevelHistory levels;

  private int admittedFlags;
  private TickChanges changes = TickChanges.UNHEARD;

  private SymbolState(Manifest manifest) {
    this.shape = manifest.shape();
    this.window = new SymbolWindow(manifest.shape(), manifest.featureSettings());
  }

  /** A symbol that has not been seen, for windows that a model can score. */
  public static SymbolState fresh(Manifest manifest) {
    return new SymbolState(manifest);
  }

  /**
   * Visits all that is remembered but the window's rows, the residuals of single ticks, and the
   * open episode.
   */
  public void visit(Fields fields) {
    window.visit(fields);
    arrivals.visit(window.pending(), fields);
    residuals.visit(fields);
    sizes.visit(fields);
    rates.visit(fields);
    breaks.visit(fields);
    move.visit(fields);
    tail.visit(fields);
    intervals.visit(fields);
    dataState.visit(fields);
    if (fields.flag(levels != null)) {
      levels().visit(fields);
    }
  }

  /** Has changes of the newest ticks heard, by one listener. */
  public void watch(TickChanges listener) {
    changes = listener;
  }

  /**
   * Goes on with another model of windows as long: its day profile is what features are made with
   * from the next tick on. To be called before {@link #admit} with the model that is to score the
   * tick, so that a result depends on nothing else: neither on the model in use when the state was
   * last read from its store, nor on when another took its place. Features of ticks that were
   * admitted stay as they are.
   *
   * @throws IllegalArgumentException when the model's features cannot go on in these windows
   */
  public void follow(Manifest model) {
    window.follow(model.featureSettings());
  }

  /** Where a tick with this event time belongs. */
  public Placement placementOf(long eventTimeMicros) {
    return window.placementOf(eventTimeMicros);
  }

  /** Takes a tick where it does not matter when it arrived among those of other symbols. */
  public boolean admit(Tick tick, DataCheck check) {
    return admit(tick, check, 0);
  }

  /**
   * Takes a tick that is not {@link Placement#TOO_LATE}.
   *
   * @param check judges its data; of a tick that arrives late, only what it shows by itself
   * @param arrival rises from tick to tick of all symbols
   * @return whether the tick is now pending; false while the symbol is warming up
   * @throws IllegalStateException when the tick is late and other ticks are pending
   */
  public boolean admit(Tick tick, DataCheck check, long arrival) {
    boolean late = placementOf(tick.eventTimeMicros()) == Placement.LATE;
    int newer = late ? window.newerThan(tick.eventTimeMicros()) : 0;
    admittedFlags = check.alone(tick);
    boolean pending = window.admit(tick, admittedFlags);
    if (pending) {
      arrivals.add(arrival);
    }
    if (late) {
      changes.inserted(newer);
    } else {
      changes.appended();
      DataCheck.Move move =
          new DataCheck.Move(
              window.newestFeature(Features.LOG_RETURN),
              Math.exp(window.newestFeature(Features.LOG_VOLATILITY)),
              window.newestFeature(Features.SESSION_GAP) > 0);
      int repeats = Math.round(window.newestFeature(Features.REPEATS));
      int more = check.next(dataState, tick, move, repeats);
      window.flagNewest(more);
      admittedFlags |= more;
    }
    return pending;
  }

  /** Data issues, as flags, of the tick that was admitted last to this object. */
  int admittedFlags() {
    return admittedFlags;
  }

  DataCheckState dataState() {
    return dataState;
  }

  /** Ticks admitted so far; the sequence of the newest arrival. */
  public long sequence() {
    return window.sequence();
  }

  /** Unscored ticks past warm-up. */
  public int pending() {
    return window.pending();
  }

  /**
   * When a pending tick arrived; see {@link #admit}.
   *
   * @param index 0 for the oldest pending tick
   */
  public long arrival(int index) {
    return arrivals.get(index);
  }

  /** Takes the oldest pending tick off the tail. */
  void removePending() {
    window.removePending();
    arrivals.removeFirst();
  }

  /**
   * Writes the window that ends with a pending tick.
   *
   * @param index 0 for the oldest pending tick
   * @param target receives T * F floats from its position on, oldest tick first
   */
  public void copyPending(int index, FloatBuffer target) {
    window.copyPending(index, target);
  }

  /** The latest ticks. */
  public SymbolWindow window() {
    return window;
  }

  /** What the model made of them. */
  public ResidualHistory residuals() {
    return residuals;
  }

  /** The residuals have one more tick. */
  void scoredOne() {
    changes.scored();
  }

  /** What was anomalous is normal from now on, and what the statistics look back on begins anew. */
  void acceptRegime() {
    residuals = new ResidualHistory();
    changes.scoresForgotten();
    sizes = new SizeHistory();
    rates.accept();
    tail = new SymbolTail();
    levels = null;
  }

  SizeHistory sizes() {
    return sizes;
  }

  ExceedanceRates rates() {
    return rates;
  }

  BreakHistory breaks() {
    return breaks;
  }

  /** What the symbol did in the market's bucket that is under way. */
  public BucketMove move() {
    return move;
  }

  SymbolTail tail() {
    return tail;
  }

  /** Of a metric; begun when it is first asked for. */
  LevelHistory levels() {
    if (levels == null) {
      levels = new LevelHistory();
    }
    return levels;
  }

  IntervalWidth intervals() {
    return intervals;
  }

  /** The open episode, or null. */
  public Episode episode() {
    return episode;
  }

  /** Changes it; null for none. */
  public void episode(Episode next) {
    episode = next;
  }

  WindowShape shape() {
    return shape;
  }
}
