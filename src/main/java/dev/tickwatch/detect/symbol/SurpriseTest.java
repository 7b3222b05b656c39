package dev.tickwatch.detect.symbol;

import java.util.Locale;

/**
 * A statistic of the newest ticks that is large when something is wrong. Each looks for another
 * kind of trouble, at its own scale, and each is calibrated on its own.
 *
 * <p>u is the standardised residual of the model's one-step prediction of the return, given the
 * tick's size; n the normal score of u, that is the standard normal value of the same probability,
 * which keeps long sums from being ruled by one tick; z the return in units of the volatility known
 * before the tick. Where prices mostly stand still between trades, the model's scale is small and
 * common bounces are many scales wide: u sees what is odd at that moment, z what is large at all. v
 * is the standardised residual of the log size, given how far the price moved.
 */
public enum SurpriseTest {
  /** Negative log likelihood of the tick's price and size. */
  TICK("likelihood", 1),
  /** |u|: a price that does not belong to this moment. */
  PRICE("return", 1),
  /** |z|: a stray print, a jump. */
  JUMP("return", 1),
  /**
   * How far the price strayed, range included, in units of the symbol's volatility over a long
   * time: a shock in a market that was shaken already.
   */
  SHOCK("return", 1),
  /** The smaller |z| of two neighbours that undo each other: a stray print, seen from behind it. */
  REVERSAL("return", 2),
  /** |sum of n| over 2 ticks. */
  DRIFT_2("return", 2),
  /** |sum of n| over 4 ticks. */
  DRIFT_4("return", 4),
  /** |sum of n| over 8 ticks: a crash. */
  DRIFT_8("return", 8),
  /** |sum of n| over 15 ticks. */
  DRIFT_15("return", 15),
  /** |sum of n| over 30 ticks: a slow drift. */
  DRIFT_30("return", 30),
  /** |sum of n| over 60 ticks. */
  DRIFT_60("return", 60, Handicap.OF_DILUTED),
  /** The smaller of two neighbouring sums of n over 4 ticks that undo each other. */
  SWING_4("return", 8),
  /** The same over 8 ticks: a flash crash, seen from its recovery. */
  SWING_8("return", 16),
  /** Sum of ln(1 + u²) over 5 ticks: a burst of volatility. */
  BURST_5("return", 5),
  /** The same over 10 ticks. */
  BURST_10("return", 10),
  /** The same over 20 ticks. */
  BURST_20("return", 20),
  /** That sum over 12 ticks, negated: too quiet. */
  QUIET_12("return", 12),
  /**
   * Sum of the negative log probabilities of the ticks in a row, up to the newest, whose price was
   * unchanged and, of bars, had no range either: a stuck price.
   */
  STUCK("return", 60),
  /** Negative sum of products of neighbouring n over 8 ticks: a zigzag. */
  ZIGZAG_8("return", 8),
  /**
   * How far the price moved over a break (a closed market, or a long silence), in units of what is
   * usual over the symbol's own breaks: an opening is judged against openings. Not asked elsewhere.
   */
  GAP("return", 1),
  /** How far the bar's range reaches beyond its close and the last, in volatilities. */
  WICK("wick", 1),
  /** v: unusually large for such a move. */
  VOLUME("size", 1),
  /** Sum of v over 3 ticks. */
  VOLUME_3("size", 3),
  /** Sum of v over 6 ticks. */
  VOLUME_6("size", 6),
  /** Sum of v over 12 ticks. */
  VOLUME_12("size", 12),
  /**
   * Sum over 3 ticks of the log size in deviations from what is usual of the symbol over a long
   * time: a surge that goes on, and that the model has got used to.
   */
  SURGE_3("size", 3),
  /** The same over 6 ticks. */
  SURGE_6("size", 6),
  /** The same over 12 ticks. */
  SURGE_12("size", 12),
  /** Ticks in a row that repeat price and size of the one before: duplicates. */
  REPEATS("repeats", 60),
  /** Negative ELBO of the whole window. */
  WINDOW("likelihood", 60, Handicap.OF_DILUTED);

  /** Decades that a test gives to the others in the combination; measured, see ADR 10. */
  private static final class Handicap {
    /** Of a test that dilutes a fault over so many ticks that others have told it before. */
    private static final double OF_DILUTED = 1;
  }

  /** Their number. */
  static final int COUNT = values().length;

  /** Longest history that a test looks at, in ticks. */
  static final int LONGEST = 60;

  private final String code = name().toLowerCase(Locale.ROOT);
  private final String feature;
  private final int scale;
  private final double handicap;

  SurpriseTest(String feature, int scale) {
    this(feature, scale, 0);
  }

  SurpriseTest(String feature, int scale, double handicap) {
    this.feature = feature;
    this.scale = scale;
    this.handicap = handicap;
  }

  /** Decades that are taken off its score in the combination, as it finds less than others. */
  double handicap() {
    return handicap;
  }

  /** Lower-case name, as in scores, alerts and manifests. */
  public String code() {
    return code;
  }

  /** What it looks at: {@code return}, {@code size}, {@code wick}, … */
  public String feature() {
    return feature;
  }

  /** Its place in arrays by test, stored ones among them. */
  @SuppressWarnings("EnumOrdinal") // a map by test would cost several times as much, every tick
  int index() {
    return ordinal();
  }

  /** Ticks that it looks back on, the newest included. */
  public int scale() {
    return scale;
  }
}
