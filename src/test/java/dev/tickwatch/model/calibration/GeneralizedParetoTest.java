package dev.tickwatch.model.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GeneralizedParetoTest {

  /** 200 quantiles of GPD(0.3, 2) at the points of a linear congruential generator. */
  private static double[] heavySample() {
    double[] sample = new double[200];
    long seed = 12345;
    for (int i = 0; i < sample.length; i++) {
      seed = (seed * 1103515245 + 12345) % 2147483648L;
      double u = (seed + 0.5) / 2147483648.0;
      sample[i] = 2 / 0.3 * (Math.pow(1 - u, -0.3) - 1);
    }
    return sample;
  }

  @Test
  void fitsWhatTwoIndependentOptimisersFit() {
    // A plain search of the two-parameter likelihood and scipy 1.17.1's genpareto.fit(x, floc=0)
    // agree.
    GeneralizedPareto fit = GeneralizedPareto.fit(heavySample());

    assertThat(fit.shape()).isCloseTo(0.27191, within(2e-4));
    assertThat(fit.scale()).isCloseTo(2.06562, within(2e-3));
  }

  @Test
  void fitsAnExponentialWhereTheDataWantAnEnd() {
    double[] uniform = new double[100];
    for (int i = 0; i < uniform.length; i++) {
      uniform[i] = (i + 0.5) / uniform.length;
    }

    GeneralizedPareto fit = GeneralizedPareto.fit(uniform);

    assertThat(fit.shape()).isZero();
    assertThat(fit.scale()).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void hasTheTailOfItsDefinition() {
    assertThat(new GeneralizedPareto(0.3, 2).logTail(5)).isCloseTo(-1.865386, within(1e-6));
    assertThat(new GeneralizedPareto(0, 2).logTail(5)).isCloseTo(-2.5, within(1e-12));
    assertThat(new GeneralizedPareto(0.3, 2).logTail(-1)).isZero();
  }

  @Test
  void refusesExcessesThatAreAllZero() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GeneralizedPareto.fit(new double[] {0, 0}))
        .withMessageContaining("no excess is positive");
  }
}
