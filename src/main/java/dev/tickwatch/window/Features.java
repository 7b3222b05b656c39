package dev.tickwatch.window;

import java.util.List;

/**
 * What the model sees of a tick: one row of {@value #COUNT} floats, computed in double precision
 * from the tick and the one before it. Prices themselves never reach a float.
 */
public final class Features {

  /** Log return from the tick before. */
  public static final int LOG_RETURN = 0;

  /** Natural log of the size, floored at {@value #SMALLEST_SIZE}. */
  public static final int LOG_SIZE = 1;

  /** ln(1 + milliseconds since the tick before). */
  public static final int LOG_GAP = 2;

  /** 1 when the gap is longer than the model's session gap, else 0. */
  public static final int SESSION_GAP = 3;

  /**
   * Log of the symbol's volatility a tick, as known before the tick: it cannot inflate its own
   * scale.
   */
  public static final int LOG_VOLATILITY = 4;

  /** F, features in a row. */
  public static final int COUNT = 5;

  /** Of them, the first so many are modelled (have a likelihood); the rest condition the model. */
  public static final int MODELLED = 3;

  /** Sizes below it are taken for it. */
  public static final double SMALLEST_SIZE = 1e-6;

  /** Names in row order, as the manifest of a model lists them. */
  public static final List<String> NAMES =
      List.of("log_return", "log_size", "log_gap", "session_gap", "log_volatility");

  private Features() {}
}
