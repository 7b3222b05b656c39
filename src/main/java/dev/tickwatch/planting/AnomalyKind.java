package dev.tickwatch.planting;

import java.util.Locale;

/** What is planted; sizes are in volatilities a tick unless said otherwise. */
public enum AnomalyKind {
  /** One print off the market, back with the next tick. */
  STRAY_PRINT,
  /** The price jumps and stays. */
  LEVEL_SHIFT,
  /** Returns of 30 ticks are {@code size} times as large. */
  VOLATILITY_BURST,
  /** The price falls over 8 ticks and recovers over 16. */
  FLASH_CRASH,
  /** Sizes of 12 ticks are {@code size} times as large; the price does nothing. */
  VOLUME_SURGE,
  /** One print with its decimal point one place to the right. */
  DECIMAL_SHIFT;

  /** Ticks that the anomaly lasts. */
  public int ticks() {
    return switch (this) {
      case STRAY_PRINT, LEVEL_SHIFT, DECIMAL_SHIFT -> 1;
      case VOLATILITY_BURST -> 30;
      case FLASH_CRASH -> 24;
      case VOLUME_SURGE -> 12;
    };
  }

  /** Such as {@code stray print}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
