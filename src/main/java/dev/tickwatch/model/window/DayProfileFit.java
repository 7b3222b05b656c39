package dev.tickwatch.model.window;

import dev.tickwatch.market.tick.Tick;
import java.util.Collection;
import java.util.List;

/**
 * Learns a {@link DayProfile} from the ticks of several symbols, in rounds: with the profile so
 * far, each symbol's ticks go through a {@link FeatureState}; how much larger than expected returns
 * and sizes were, in each part of the day and each gap class, corrects the profile. Means are of
 * winsorised values, so that a few wild days do not dominate, and are drawn to 1 where a part was
 * seldom seen.
 */
public final class DayProfileFit {
  private static final int ROUNDS = 4;
  private static final double WINSOR = 6;
  private static final double PRIOR = 20;
  private static final double LARGEST_FACTOR = 50;

  /** How often closed markets must have been seen for their volatility to be known. */
  private static final int FEWEST_CLOSURES = 20;

  /** Share of a tick in the running mean of log sizes. */
  private static final double SIZE_MEMORY = 1.0 / 2000;

  private final FeatureSettings settings;
  private DayProfile profile = DayProfile.FLAT;

  /** Sums over ticks. */
  private final Sums parts = new Sums(DayPart.COUNT);

  private final Sums gaps = new Sums(DayProfile.GAP_CLASSES);
  private final Sums sizes = new Sums(DayPart.COUNT);
  private double total;
  private long count;
  private long closures;

  private static final class Sums {
    private final double[] sum;
    private final long[] count;

    private Sums(int size) {
      sum = new double[size];
      count = new long[size];
    }

    private void add(int index, double value) {
      sum[index] += value;
      count[index]++;
    }
  }

  private DayProfileFit(FeatureSettings settings) {
    this.settings = settings;
  }

  /**
   * Fits a profile.
   *
   * @param settings whose profile is ignored
   * @param series each the ticks of one symbol, in order of event time
   */
  public static DayProfile of(FeatureSettings settings, Collection<List<Tick>> series) {
    DayProfile profile = DayProfile.FLAT;
    for (int round = 0; round < ROUNDS; round++) {
      DayProfileFit fit = new DayProfileFit(settings.withProfile(profile));
      fit.profile = profile;
      series.forEach(fit::read);
      profile = fit.corrected();
    }
    return profile;
  }

  private void read(List<Tick> ticks) {
    FeatureState state = new FeatureState(settings);
    float[] row = new float[Features.COUNT];
    double meanLogSize = Double.NaN;
    long before = 0;
    for (int i = 0; i < ticks.size(); i++) {
      Tick tick = ticks.get(i);
      state.next(tick, row);
      if (i > 0) {
        add(before, tick.eventTimeMicros(), row, meanLogSize);
      }
      double seen = row[Features.LOG_SIZE];
      double memory = Math.max(SIZE_MEMORY, 1.0 / (i + 1));
      meanLogSize = Double.isNaN(meanLogSize) ? seen : meanLogSize + memory * (seen - meanLogSize);
      before = tick.eventTimeMicros();
    }
  }

  private void add(long before, long time, float[] row, double meanLogSize) {
    int part = DayPart.of(settings.calendar(), before, time);
    double volatility = Math.exp(row[Features.LOG_VOLATILITY]);
    double move = Math.min(WINSOR, Math.abs(row[Features.LOG_RETURN]) / volatility);
    parts.add(part, move);
    sizes.add(part, row[Features.LOG_SIZE] - meanLogSize);
    if (DayPart.followsClose(part)) {
      closures++;
    } else {
      gaps.add(DayProfile.gapClass(time - before), move);
      total += move;
      count++;
    }
  }

  private DayProfile corrected() {
    double mean = count == 0 ? 0 : total / count;
    if (mean == 0) {
      // Only ticks after closes (daily bars): they are their own measure.
      for (int i = 0; i < parts.sum.length; i++) {
        total += parts.sum[i];
        count += parts.count[i];
      }
      mean = count == 0 ? 0 : total / count;
    }
    double[] volatility = profile.volatility();
    double[] logSize = profile.logSize();
    for (int part = 0; part < volatility.length; part++) {
      volatility[part] = factor(volatility[part], parts, part, mean);
      logSize[part] += sizes.sum[part] / (sizes.count[part] + PRIOR);
    }
    double[] gapVolatility = profile.gapVolatility();
    for (int gap = 0; gap < gapVolatility.length; gap++) {
      gapVolatility[gap] = factor(gapVolatility[gap], gaps, gap, mean);
    }
    return new DayProfile(volatility, logSize, gapVolatility, closures >= FEWEST_CLOSURES);
  }

  /** Parts and gaps are corrected in the same round, each by the root of what it sees. */
  private static double factor(double now, Sums seen, int index, double mean) {
    if (mean == 0) {
      return now;
    }
    double ratio = (seen.sum[index] + PRIOR * mean) / ((seen.count[index] + PRIOR) * mean);
    double factor = now * Math.sqrt(Math.max(1e-3, ratio));
    return Math.max(1 / LARGEST_FACTOR, Math.min(LARGEST_FACTOR, factor));
  }
}
