package dev.tickwatch.model.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How far a model's prediction intervals reach on ticks that it was not trained on, against its own
 * Student-t distributions (split conformal prediction: Lei et al., 2018). A factor of 1.1 at 0.9
 * says that an interval which is to cover 90 % must be 1.1 times as wide as the model has it.
 *
 * @param levels nominal coverages, rising
 * @param tick factors by level, of the newest tick's return if its price moves
 * @param forecast factors by level, of the return 1 to H ticks ahead
 * @param direction share of the model's expected return that is worth believing, 0 (a random walk)
 *     to 1
 */
public record IntervalCalibration(
    List<Double> levels, List<Double> tick, List<List<Double>> forecast, double direction) {

  /** Intervals as the model has them. */
  public static final IntervalCalibration NONE =
      new IntervalCalibration(List.of(), List.of(), List.of(), 1);

  /** Coverages whose factors are fitted. */
  public static final List<Double> LEVELS = List.of(0.2, 0.5, 0.8, 0.9, 0.95, 0.99);

  /** An interval that is so much wider says nothing. */
  private static final double MOST_FACTOR = 1e6;

  /** Fewer residuals say nothing of a quantile. */
  private static final int FEWEST = 200;

  /**
   * @throws IllegalArgumentException when factors and levels differ in number, or the direction is
   *     out of bounds
   */
  public IntervalCalibration {
    levels = List.copyOf(levels);
    tick = List.copyOf(tick);
    List<List<Double>> copy = new ArrayList<>();
    forecast.forEach(factors -> copy.add(List.copyOf(factors)));
    forecast = List.copyOf(copy);
    int count = levels.size();
    if (!(direction >= 0 && direction <= 1)) {
      throw new IllegalArgumentException("direction must be 0 to 1, not " + direction);
    }
    if (!isRising(levels)
        || !areFactors(tick)
        || !forecast.stream().allMatch(IntervalCalibration::areFactors)) {
      throw new IllegalArgumentException(
          "interval levels must rise from 0 to 1, and factors not be negative");
    }
    if (tick.size() != count || forecast.stream().anyMatch(f -> f.size() != count)) {
      throw new IllegalArgumentException("interval factors and levels differ in number");
    }
  }

  private static boolean isRising(List<Double> levels) {
    double before = 0;
    for (double level : levels) {
      if (!(level > before && level < 1)) {
        return false;
      }
      before = level;
    }
    return true;
  }

  private static boolean areFactors(List<Double> factors) {
    return factors.stream().allMatch(factor -> factor >= 0 && factor <= MOST_FACTOR);
  }

  /**
   * Fits factors.
   *
   * @param degreesOfFreedom of the model's distributions
   * @param tick absolute residuals over their scale; 1 is a factor where they are few
   * @param forecast the same by ticks ahead, 1 first, from that share of the expected returns
   * @param direction see {@link #direction()}
   */
  public static IntervalCalibration fit(
      double degreesOfFreedom, double[] tick, List<double[]> forecast, double direction) {
    return new IntervalCalibration(
        LEVELS,
        factors(degreesOfFreedom, tick),
        forecast.stream().map(residuals -> factors(degreesOfFreedom, residuals)).toList(),
        direction);
  }

  private static List<Double> factors(double degreesOfFreedom, double[] residuals) {
    double[] sorted = residuals.clone();
    Arrays.sort(sorted);
    return LEVELS.stream()
        .map(
            level -> {
              if (sorted.length < FEWEST) {
                return 1.0;
              }
              // Conformal: of n + 1 exchangeable residuals, the next is the last.
              int rank = (int) Math.ceil(level * (sorted.length + 1));
              double reach = sorted[Math.min(rank, sorted.length) - 1];
              return reach / quantile(degreesOfFreedom, level);
            })
        .toList();
  }

  /**
   * Scales from the centre of the newest tick's prediction to the end of its interval.
   *
   * @param degreesOfFreedom of the model's distributions
   * @param level nominal coverage, 0 or more, below 1
   */
  public double tickReach(double degreesOfFreedom, double level) {
    return quantile(degreesOfFreedom, level) * factor(tick, level);
  }

  /**
   * Scales from the centre of a forecast to the end of its interval.
   *
   * @param ahead ticks ahead, from 1
   */
  public double forecastReach(double degreesOfFreedom, int ahead, double level) {
    double factor = forecast.isEmpty() ? 1 : factor(forecast.get(ahead - 1), level);
    return quantile(degreesOfFreedom, level) * factor;
  }

  /** Interpolated between levels, constant beyond them. */
  private double factor(List<Double> factors, double level) {
    if (factors.isEmpty()) {
      return 1;
    }
    int last = levels.size() - 1;
    if (level <= levels.get(0)) {
      return factors.get(0);
    }
    if (level >= levels.get(last)) {
      return factors.get(last);
    }
    int below = 0;
    while (levels.get(below + 1) < level) {
      below++;
    }
    double share = (level - levels.get(below)) / (levels.get(below + 1) - levels.get(below));
    return factors.get(below) + share * (factors.get(below + 1) - factors.get(below));
  }

  private static double quantile(double degreesOfFreedom, double level) {
    return TDistribution.of(degreesOfFreedom).inverseCumulativeProbability((1 + level) / 2);
  }
}
