package dev.tickwatch.detect.symbol;

import dev.tickwatch.detect.statistic.NormalScore;
import dev.tickwatch.model.calibration.IntervalCalibration;
import dev.tickwatch.model.calibration.TailModel;
import dev.tickwatch.model.manifest.Manifest;
import java.util.Arrays;

/** What a detector needs of a model at every tick, found once. Immutable. */
final class ModelTables {
  private static final int TABLE = 1024;

  private final Manifest manifest;
  private final double level;
  private final StatisticCalibration statistics;
  private final NormalScore normal;

  /** Scales from the centre of a prediction to the end of its interval, by step of a forecast. */
  private final double[] reachByStep;

  /** The same of the newest tick, at levels evenly spaced from 0 to the interval's. */
  private final double[] reachByLevel = new double[TABLE + 1];

  /**
   * @param level nominal coverage of the intervals
   * @throws IllegalArgumentException when the model's calibration lacks a statistic
   */
  ModelTables(Manifest manifest, double level) {
    this.manifest = manifest;
    this.level = level;
    double nu = manifest.degreesOfFreedom();
    statistics = new StatisticCalibration(manifest.calibration());
    normal = new NormalScore(nu);
    IntervalCalibration intervals = manifest.calibration().intervals();
    reachByStep = new double[manifest.shape().horizon()];
    Arrays.setAll(reachByStep, h -> intervals.forecastReach(nu, h + 1, level));
    Arrays.setAll(reachByLevel, i -> intervals.tickReach(nu, level * i / TABLE));
  }

  // An equal manifest of another object would but be looked up again; comparing all of it costs
  // more.
  @SuppressWarnings("ReferenceEquality")
  boolean areOf(Manifest other) {
    return manifest == other;
  }

  /** Names the model in scores and alerts. */
  String version() {
    return manifest.version();
  }

  /** The statistics' calibration over all symbols. */
  StatisticCalibration statistics() {
    return statistics;
  }

  /** Rate of the episodes of the statistics' combination. */
  TailModel combined() {
    return manifest.calibration().combined();
  }

  /** Share of ticks that the statistics' combination is as large at. */
  TailModel ticks() {
    return manifest.calibration().ticks();
  }

  /** Normal scores of the model's residuals. */
  NormalScore normal() {
    return normal;
  }

  /** Share of the model's expected return that is worth believing. */
  double direction() {
    return manifest.calibration().intervals().direction();
  }

  /**
   * Scales from the centre of a forecast to the end of its interval.
   *
   * @param h ticks ahead, less 1
   */
  double forecastReach(int h) {
    return reachByStep[h];
  }

  /** The same of the newest tick, interpolated; the level is at most the interval's. */
  double tickReach(double at) {
    double place = at / level * TABLE;
    int below = Math.min(TABLE - 1, (int) place);
    return reachByLevel[below] + (place - below) * (reachByLevel[below + 1] - reachByLevel[below]);
  }
}
