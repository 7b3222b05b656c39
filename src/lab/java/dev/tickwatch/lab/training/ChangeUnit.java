package dev.tickwatch.lab.training;

import dev.tickwatch.market.tick.SeriesKind;

/**
 * In what unit people read the changes of a series.
 *
 * @param perChange units in a change of 1
 * @param label the unit's name
 */
public record ChangeUnit(double perChange, String label) {

  /** Basis points of a price, a metric's own unit. */
  static ChangeUnit of(SeriesKind series) {
    return switch (series) {
      case PRICE -> new ChangeUnit(1e4, "bps");
      case METRIC -> new ChangeUnit(1, "units");
    };
  }
}
