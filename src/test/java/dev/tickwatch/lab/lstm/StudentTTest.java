package dev.tickwatch.lab.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;

class StudentTTest {
  @Test
  void studentTIsFittedByMaximumLikelihood() {
    TDistribution t = TDistribution.of(4);
    Random random = new Random(11);
    double[] values = new double[20_000];
    Arrays.setAll(values, i -> 0.3 + 2 * t.inverseCumulativeProbability(random.nextDouble()));
    StudentT.Fitted fitted = StudentT.fit(4, values);
    assertThat(fitted.location()).isCloseTo(0.3, within(0.06));
    assertThat(fitted.scale()).isCloseTo(2, within(0.05));
    assertThat(StudentT.logLikelihood(4, 1.3, new StudentT.Fitted(0.3, 2)))
        .isCloseTo(t.logDensity(0.5) - Math.log(2), within(1e-12));
  }
}
