package dev.tickwatch.model.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;

class IntervalCalibrationTest {
  private static final double NU = 4;

  private static double[] normals(int n, double scale, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, n)
        .mapToDouble(i -> Math.abs(scale * random.nextGaussian()))
        .toArray();
  }

  @Test
  void reachesTheQuantilesOfWhatWasSeen() {
    IntervalCalibration fitted =
        IntervalCalibration.fit(
            NU, normals(50_000, 1, 1), List.of(normals(50_000, 1, 2), normals(50_000, 2, 3)), 1);

    NormalDistribution normal = NormalDistribution.of(0, 1);
    for (double level : IntervalCalibration.LEVELS) {
      double reach = normal.inverseCumulativeProbability((1 + level) / 2);
      assertThat(fitted.tickReach(NU, level)).isCloseTo(reach, within(0.03));
      assertThat(fitted.forecastReach(NU, 2, level)).isCloseTo(2 * reach, within(0.06));
    }
    assertThat(fitted.forecastReach(NU, 1, 0.85))
        .isCloseTo(normal.inverseCumulativeProbability(0.925), within(0.03));
  }

  @Test
  void growsWithTheLevel() {
    IntervalCalibration fitted = IntervalCalibration.fit(NU, normals(5_000, 1, 4), List.of(), 1);
    double before = 0;
    for (int percent = 1; percent < 100; percent++) {
      double reach = fitted.tickReach(NU, percent / 100.0);
      assertThat(reach).isGreaterThan(before);
      before = reach;
    }
  }

  @Test
  void leavesTheModelsOwnIntervalsWhereLittleWasSeen() {
    double own = TDistribution.of(NU).inverseCumulativeProbability(0.95);

    assertThat(IntervalCalibration.NONE.tickReach(NU, 0.9)).isEqualTo(own);
    assertThat(IntervalCalibration.NONE.forecastReach(NU, 7, 0.9)).isEqualTo(own);
    assertThat(IntervalCalibration.fit(NU, normals(50, 9, 5), List.of(), 1).tickReach(NU, 0.9))
        .isEqualTo(own);
  }

  @Test
  void refusesFactorsWithoutALevel() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new IntervalCalibration(List.of(0.9), List.of(1.0), List.of(List.of()), 1))
        .withMessageContaining("differ in number");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IntervalCalibration(List.of(), List.of(), List.of(), 1.1))
        .withMessageContaining("direction");
  }
}
