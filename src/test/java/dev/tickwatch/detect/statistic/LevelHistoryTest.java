package dev.tickwatch.detect.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.state.StoredCopy;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LevelHistoryTest {
  private static final long FIVE_MINUTES = 300_000_000L;
  private static final LevelStatistic FORECAST = statistic("forecast");
  private static final LevelStatistic LEVEL = statistic("level");
  private static final LevelStatistic LEVEL_24 = statistic("level_24");
  private static final LevelStatistic TIME_OF_DAY = statistic("time_of_day");

  private final LevelHistory levels = new LevelHistory();
  private final Random random = new Random(3);
  private long time;
  private double before = 100;

  private static LevelStatistic statistic(String code) {
    return LevelStatistics.ALL.stream()
        .filter(known -> known.code().equals(code))
        .findFirst()
        .orElseThrow();
  }

  /** Scores of the next tick by the past, which then learns it. */
  private double[] see(double price) {
    double[] scores = levels.scores(levels.distances(new LevelTick(time, price, before)));
    levels.learn(new LevelTick(time, price, before));
    time += FIVE_MINUTES;
    before = price;
    return scores;
  }

  private double score(double price, LevelStatistic statistic) {
    return see(price)[LevelStatistics.ALL.indexOf(statistic)];
  }

  private double noise() {
    return Math.exp(0.01 * random.nextGaussian());
  }

  /** Twice as high from 9 to 17. */
  private double ofDay() {
    long hour = time / (12 * FIVE_MINUTES) % 24;
    return (hour >= 9 && hour < 17 ? 200 : 100) * noise();
  }

  private void seeDays(int days) {
    for (int i = 0; i < days * 288; i++) {
      see(ofDay());
    }
  }

  @Test
  void knowsTheLevelOfAnHour() {
    seeDays(10);

    // At midnight 200 is no level, and no distance from the mean, that was not seen; 100 is usual.
    assertThat(score(100, TIME_OF_DAY)).isLessThan(2);
    double[] scores = see(200);
    assertThat(scores[LevelStatistics.ALL.indexOf(TIME_OF_DAY)]).isGreaterThan(4);
    assertThat(scores[LevelStatistics.ALL.indexOf(LEVEL)]).isLessThan(3);
  }

  /** As of a balance that was read before it was known. */
  @Test
  void knowsALevelFarFromTheFirstValue() {
    see(0);
    for (int i = 0; i < 3_000; i++) {
      see(1.7e9 + ofDay());
    }

    assertThat(TIME_OF_DAY.expected(levels, new LevelTick(5 * 12 * FIVE_MINUTES, 0, 0)))
        .isCloseTo(1.7e9 + 100, within(5.0));
  }

  @Test
  void seesALevelThatWasNeverSeen() {
    seeDays(10);

    assertThat(score(300, LEVEL)).isGreaterThan(4);
    assertThat(score(300, FORECAST)).isLessThan(1);
  }

  @Test
  void seesAMeanThatMovesLessThanItsTicks() {
    for (int i = 0; i < 2000; i++) {
      see(100 * noise());
    }
    double highest = 0;
    double single = 0;
    for (int i = 0; i < 24; i++) {
      double[] scores = see(102 * noise());
      highest = Math.max(highest, scores[LevelStatistics.ALL.indexOf(LEVEL_24)]);
      single = Math.max(single, scores[LevelStatistics.ALL.indexOf(LEVEL)]);
    }

    assertThat(highest).isGreaterThan(4);
    assertThat(highest).isGreaterThan(single);
  }

  @Test
  void tellsWhatItExpected() {
    seeDays(10);

    assertThat(TIME_OF_DAY.expected(levels, new LevelTick(time, 0, 123)))
        .isCloseTo(100, within(1.0));
    assertThat(LEVEL.expected(levels, new LevelTick(time, 0, 123))).isBetween(120.0, 135.0);
    assertThat(FORECAST.expected(levels, new LevelTick(time, 0, 123))).isEqualTo(123);
    assertThat(LEVEL.seen(levels, new LevelTick(time, 150, 0))).isEqualTo(150);
    assertThat(LEVEL_24.seen(levels, new LevelTick(time, 150, 0))).isBetween(100.0, 110.0);
  }

  @Test
  void survivesStorage() {
    seeDays(2);
    LevelHistory read = new LevelHistory();
    StoredCopy.of(levels::visit, read::visit);

    assertThat(read).usingRecursiveComparison().isEqualTo(levels);
  }

  private void learn(int number, long timeMicros, double value) {
    for (int i = 0; i < number; i++) {
      levels.learn(new LevelTick(timeMicros, value, value));
    }
  }

  private static double[] distances(LevelHistory levels, long timeMicros, double value) {
    return levels.distances(new LevelTick(timeMicros, value, 7));
  }

  @Test
  void hasNoMeanOfFewerThanSixtyTicks() {
    learn(59, 0, 10);
    assertThat(distances(levels, 0, 35)).containsExactly(28, Double.NaN, Double.NaN, Double.NaN);
    assertThat(distances(levels, 0, 3)[0]).isEqualTo(-4);

    learn(1, 0, 10);
    double[] distances = distances(levels, 0, 35);
    assertThat(distances[1]).isEqualTo(25);
    // The recent level goes two 25ths of the way to a new value.
    assertThat(distances[2]).isCloseTo(2, within(1e-9));
    assertThat(LEVEL_24.seen(levels, new LevelTick(0, 35, 7))).isCloseTo(12, within(1e-9));
    assertThat(LEVEL_24.expected(levels, new LevelTick(0, 35, 7))).isEqualTo(10);
  }

  @Test
  void measuresAnHourInItsMeanDeviation() {
    learn(60, 0, 10);
    assertThat(distances(levels, 0, 20)[3]).as("59 deviations").isNaN();
    learn(1, 0, 16);

    // Of 60 deviations one was 6; the mean is 6 / 61 above 10.
    assertThat(distances(levels, 0, 10)[1]).isCloseTo(-6.0 / 61, within(1e-9));
    assertThat(distances(levels, 0, 11 + 6.0 / 61)[3]).isCloseTo(1 / 0.1, within(1e-9));
    assertThat(distances(levels, 0, 9 + 6.0 / 61)[3]).isCloseTo(-1 / 0.1, within(1e-9));
    assertThat(TIME_OF_DAY.expected(levels, new LevelTick(0, 0, 0)))
        .isCloseTo(10 + 6.0 / 61, within(1e-9));
  }

  @Test
  void takesNoHourForCalmerThanTheAverage() {
    learn(60, 0, 10);
    learn(1, 0, 16);
    long nextHour = 12 * FIVE_MINUTES;
    learn(11, nextHour, 10);
    assertThat(distances(levels, nextHour, 11)[3]).as("11 ticks").isNaN();
    learn(1, nextHour, 10);

    // One deviation of 6 among 60 of the one hour and 11 of the other.
    assertThat(distances(levels, nextHour, 11)[3]).isCloseTo(71 / 6.0, within(1e-9));
  }

  @Test
  void hasNoUnitWhereNothingEverMoved() {
    learn(100, 0, 10);

    assertThat(distances(levels, 0, 11)[3]).isNaN();
  }
}
