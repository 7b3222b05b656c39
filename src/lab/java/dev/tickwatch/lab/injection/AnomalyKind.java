package dev.tickwatch.lab.injection;

import java.util.Locale;

/** What is injected; sizes are in volatilities a tick unless said otherwise. */
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
  /** The price stands still for 24 ticks while sizes go on; it then goes on from there. No size. */
  STUCK_PRICE,
  /** Each of 30 returns is {@code size} larger. */
  SLOW_DRIFT,
  /** The price jumps up and down between neighbouring ticks, 10 times. */
  ZIGZAG,
  /**
   * One print with its decimal point one place to the right, or to the left where size is below 0.
   */
  DECIMAL_SHIFT,
  /** One tick comes 12 times: the ones after it repeat its price, range and size. No size. */
  DUPLICATE_BURST;

  /** Ticks that the anomaly lasts. */
  public int ticks() {
    return switch (this) {
      case STRAY_PRINT, LEVEL_SHIFT, DECIMAL_SHIFT -> 1;
      case VOLATILITY_BURST, SLOW_DRIFT -> 30;
      case FLASH_CRASH, STUCK_PRICE -> 24;
      case VOLUME_SURGE, DUPLICATE_BURST -> 12;
      case ZIGZAG -> 10;
    };
  }

  /** Such as {@code stray print}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
