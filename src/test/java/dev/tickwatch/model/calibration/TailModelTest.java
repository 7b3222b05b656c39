package dev.tickwatch.model.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TailModelTest {

  private static double[] normals(int n, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, n).mapToDouble(i -> random.nextGaussian()).toArray();
  }

  @Test
  void givesProbabilitiesOfTheDistributionItSaw() {
    TailModel tail = TailModel.fit(normals(100_000, 1));

    assertThat(tail.score(0)).isCloseTo(-Math.log10(0.5), within(0.01));
    assertThat(tail.score(1.6449)).isCloseTo(-Math.log10(0.05), within(0.03));
    assertThat(tail.score(3.0902)).isCloseTo(3, within(0.15));
    assertThat(tail.score(-9)).isZero();
  }

  @Test
  void keepsTheBudgetOnFreshData() {
    TailModel tail = TailModel.fit(normals(20_000, 2));
    double[] fresh = normals(200_000, 3);

    long alerts =
        IntStream.range(0, fresh.length)
            .filter(i -> tail.score(fresh[i]) >= Math.log10(500))
            .count();

    assertThat(alerts).isBetween(300L, 520L); // 400 asked for
  }

  @Test
  void risesWithTheStatistic() {
    TailModel tail = TailModel.fit(normals(5_000, 4));

    double before = -1;
    for (double x = -4; x < 40; x += 0.01) {
      double score = tail.score(x);
      assertThat(score).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(TailModel.LARGEST_SCORE);
      before = score;
    }
  }

  @Test
  void doesNotAlertOnAValueThatIsCommon() {
    double[] mostlyZero = IntStream.range(0, 2_000).mapToDouble(i -> i % 10 == 0 ? i : 0).toArray();

    assertThat(TailModel.fit(mostlyZero).score(0)).isZero();
  }

  @Test
  void fitsAConstantStatisticAndScoresWhatIsNew() {
    double[] constant = new double[1_000];
    java.util.Arrays.fill(constant, 3);
    TailModel tail = TailModel.fit(constant);

    assertThat(tail.score(3)).isZero();
    // None of 1,000 values lay beyond: half of one is granted, and the tail falls from there.
    assertThat(tail.score(3.1)).isGreaterThan(3);
    assertThat(tail.score(30)).isGreaterThan(10);
  }

  @Test
  void countsNanAsTheMostAnomalous() {
    assertThat(TailModel.fit(normals(1_000, 5)).score(Double.NaN))
        .isEqualTo(TailModel.LARGEST_SCORE);
  }

  @Test
  void refusesTooFewValuesAndSaysHowMany() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TailModel.fit(new double[499]))
        .withMessage("calibration needs 500 scored ticks or more, not 499");
  }

  @Test
  void survivesStorage() {
    TailModel tail = TailModel.fit(normals(3_000, 6));
    TailModel copy = new TailModel(tail.knots(), tail.logTails(), tail.excess());

    assertThat(copy.score(2.5)).isEqualTo(tail.score(2.5));
  }

  @Test
  void raisesHighScoresAndLeavesCommonValuesCommon() {
    double[] values = new Random(9).doubles(20_000).map(u -> -Math.log10(1 - u)).toArray();
    TailModel tail = TailModel.fit(values);
    TailModel raised = tail.raised(1.3);

    assertThat(raised.score(0)).isCloseTo(tail.score(0), within(0.01));
    assertThat(raised.score(1)).isCloseTo(tail.score(1) + 1.3 / 1.7, within(0.05));
    assertThat(raised.score(3)).isCloseTo(tail.score(3) + 1.3, within(0.01));
  }
}
