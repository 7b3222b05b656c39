package dev.tickwatch.detect.statistic;

import dev.tickwatch.model.window.Features;
import dev.tickwatch.model.window.SymbolWindow;
import java.util.Locale;

/** Kinds of time that differ in what is normal, each with its own calibration. */
public enum Regime {
  /** Within a session, or on a calendar without any. */
  ORDINARY,
  /** The first tick after the market was closed, or after a long gap. */
  AFTER_CLOSE,
  /** Before or after the regular session. */
  EXTENDED_HOURS;

  private final String code = name().toLowerCase(Locale.ROOT);

  /** Lower-case name, as in manifests. */
  public String code() {
    return code;
  }

  /** Of the oldest pending tick of a window. */
  public static Regime of(SymbolWindow window) {
    if (window.pendingFeature(0, Features.SESSION_GAP) > 0) {
      return AFTER_CLOSE;
    }
    float position = window.pendingFeature(0, Features.DAY_POSITION);
    return position < 0 || position > 1 ? EXTENDED_HOURS : ORDINARY;
  }
}
