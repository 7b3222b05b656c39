package dev.tickwatch.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.calibration.Calibration;
import dev.tickwatch.calibration.Scale;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TestScalesTest {
  private static final int TESTS = SurpriseTest.values().length;
  private static final TestCalibration POOLED = pooled();

  private final TestScales scales = new TestScales();

  private static TestCalibration pooled() {
    Map<String, Scale> all = new TreeMap<>();
    for (SurpriseTest test : SurpriseTest.values()) {
      all.put(test.code(), new Scale(10, 2));
    }
    return new TestCalibration(new Calibration(Map.of(), all, null));
  }

  private static double[] all(double value) {
    double[] values = new double[TESTS];
    Arrays.fill(values, value);
    return values;
  }

  private double standardised(double value) {
    double[] standardised = new double[TESTS];
    scales.standardise(all(value), POOLED, standardised);
    return standardised[0];
  }

  @Test
  void measuresANewSymbolByAllOthers() {
    assertThat(standardised(14)).isEqualTo(2);
  }

  @Test
  void movesToTheSymbolsOwnPlaceAndDeviation() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      scales.learn(all(30 + 5 * random.nextGaussian()), POOLED);
    }

    // The mean absolute deviation of a normal variable is sigma times the root of 2/pi.
    assertThat(standardised(30)).isCloseTo(0, within(0.2));
    assertThat(standardised(50)).isCloseTo(20 / (5 * Math.sqrt(2 / Math.PI)), within(0.5));
  }

  @Test
  void learnsNothingFromATestThatWasNotAsked() {
    scales.learn(all(Surprise.NOT_ASKED), POOLED);

    assertThat(standardised(14)).isEqualTo(2);
    assertThat(standardised(Surprise.NOT_ASKED)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void isHardlyMovedByOneOutlier() {
    scales.learn(all(10), POOLED);
    double before = standardised(14);
    scales.learn(all(1e9), POOLED);

    assertThat(standardised(14)).isCloseTo(before, within(0.1));
  }

  @Test
  void keepsAFloorUnderTheDeviationOfAConstantStatistic() {
    for (int i = 0; i < 50_000; i++) {
      scales.learn(all(10), POOLED);
    }

    assertThat(standardised(11)).isCloseTo(2, within(0.05)); // a quarter of the pooled deviation
  }

  @Test
  void survivesStorage() {
    scales.learn(all(12), POOLED);
    ByteBuffer bytes = ByteBuffer.allocate(TestScales.ENCODED);
    scales.encode(bytes);
    assertThat(bytes.hasRemaining()).isFalse();

    assertThat(new TestScales(bytes.flip())).usingRecursiveComparison().isEqualTo(scales);
  }
}
