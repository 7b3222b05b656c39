package dev.tickwatch.market.check;

import dev.tickwatch.state.Fields;

/**
 * What quality is judged from besides the tick: the newest tick of a symbol, its usual gaps, and
 * how long its ticks usually repeat. Mutable; not thread-safe.
 */
public final class DataCheckState {

  /** How many ticks, and gaps, must have been seen before others are judged by them. */
  static final int FEWEST = 20;

  /** How many gaps, or repeats, are remembered; older ones fade. */
  private static final double MEMORY = 200;

  /** The share of repeats that are followed by another one, before any was seen. */
  private static final double CONTINUES = 0.2;

  /** The same for repeats at the same event time. */
  private static final double CONTINUES_AT_ONCE = 0.1;

  /** The prior counts as so many runs of repeats. */
  private static final int PRIOR_RUNS = 5;

  /** How many spreads of log gaps above the mean are still usual. */
  private static final double SPREADS = 2;

  /** The most repeats of a run that are learnt from. */
  private static final int LONGEST_RUN = 6;

  long ticks;
  long lastTimeMicros;
  double lastPrice;
  double lastReturn;
  double lastVolatility;
  private long gaps;
  private double meanLogGap;
  private double spreadLogGap;
  private double continues = CONTINUES;
  private double continuesAtOnce = CONTINUES_AT_ONCE;
  private long runs;
  private long runsAtOnce;
  int repeats;
  int repeatsAtOnce;
  private boolean silent;

  /** Nothing seen yet. */
  public DataCheckState() {}

  /** Visits all that is remembered. */
  public void visit(Fields fields) {
    ticks = fields.int64(ticks);
    lastTimeMicros = fields.int64(lastTimeMicros);
    lastPrice = fields.float64(lastPrice);
    lastReturn = fields.float64(lastReturn);
    lastVolatility = fields.float64(lastVolatility);
    gaps = fields.int64(gaps);
    meanLogGap = fields.float64(meanLogGap);
    spreadLogGap = fields.float64(spreadLogGap);
    continues = fields.float64(continues);
    continuesAtOnce = fields.float64(continuesAtOnce);
    runs = fields.int64(runs);
    runsAtOnce = fields.int64(runsAtOnce);
    repeats = fields.int32(repeats);
    repeatsAtOnce = fields.int32(repeatsAtOnce);
    silent = fields.flag(silent);
  }

  /** Event time of the newest tick, microseconds since the epoch. */
  public long lastTimeMicros() {
    return lastTimeMicros;
  }

  /** Price of the newest tick. */
  public double lastPrice() {
    return lastPrice;
  }

  /** Whether the symbol is known to have fallen silent. */
  public boolean isSilent() {
    return silent;
  }

  /** Marks the symbol as silent, or as heard again. */
  public void silent(boolean now) {
    silent = now;
  }

  /** Whether enough gaps were seen to tell a usual one. */
  boolean knowsGaps() {
    return gaps >= FEWEST;
  }

  /** A long but usual gap within a session, microseconds. */
  public double usualGapMicros() {
    return Math.expm1(meanLogGap + SPREADS * spreadLogGap) * 1e3;
  }

  /** How far a gap is from the mean, in spreads of log gaps. */
  public double gapResidual(long gapMicros) {
    return (logGap(gapMicros) - meanLogGap) / Math.max(0.1, spreadLogGap);
  }

  private static double logGap(long gapMicros) {
    return Math.log1p(gapMicros / 1e3);
  }

  /**
   * Learns from a gap within a session.
   *
   * @param mostMicros what it counts as at most
   */
  void learnGap(long gapMicros, long mostMicros) {
    double log = logGap(knowsGaps() ? Math.min(gapMicros, mostMicros) : gapMicros);
    gaps++;
    double weight = Math.max(1 / MEMORY, 1.0 / gaps);
    spreadLogGap += weight * (Math.abs(log - meanLogGap) - spreadLogGap);
    if (gaps == 1) {
      spreadLogGap = 0;
    }
    meanLogGap += weight * (log - meanLogGap);
  }

  /**
   * Counts a tick that repeats the one before, or does not. What a run of repeats teaches is learnt
   * when it is over, so that it is not usual by itself; of a long one, only its begin.
   *
   * @param atOnce whether it does at the same event time
   */
  void countRepeat(boolean again, boolean atOnce) {
    if (again) {
      repeats++;
    } else if (repeats > 0) {
      continues = learnt(continues, runs, repeats);
      runs++;
      repeats = 0;
    }
    if (atOnce) {
      repeatsAtOnce++;
    } else if (repeatsAtOnce > 0) {
      continuesAtOnce = learnt(continuesAtOnce, runsAtOnce, repeatsAtOnce);
      runsAtOnce++;
      repeatsAtOnce = 0;
    }
  }

  private static double learnt(double share, long runs, int repeats) {
    double weight = Math.max(1 / MEMORY, 1.0 / (PRIOR_RUNS + runs));
    double next = share;
    for (int i = 1; i < Math.min(repeats, LONGEST_RUN); i++) {
      next += weight * (1 - next);
    }
    return next - weight * next;
  }

  /** -log10 of the probability that a repeat is followed by so many more. */
  double surpriseOfRepeats() {
    return -repeats * Math.log10(continues);
  }

  /** The same of repeats at one event time. */
  double surpriseOfRepeatsAtOnce() {
    return -repeatsAtOnce * Math.log10(continuesAtOnce);
  }
}
