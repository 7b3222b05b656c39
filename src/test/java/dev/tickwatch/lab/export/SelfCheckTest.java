package dev.tickwatch.lab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.lab.learning.TrainingException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelfCheckTest {
  @Test
  void differenceFromWhatIsNotANumberIsRefused() {
    float[] expected = {1, 2, -4};
    assertThat(SelfCheck.difference(expected, expected, expected)).isZero();
    assertThat(SelfCheck.difference(expected, new float[] {1, 2, -4.4f}, expected))
        .isCloseTo(0.1, within(1e-6));
    assertThat(SelfCheck.difference(expected, new float[] {1, Float.NaN, -4}, expected)).isNaN();
    SelfCheck bad = new SelfCheck(3, Map.of("elbo", Double.NaN));
    assertThatThrownBy(bad::orRefuse)
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("elbo differs by NaN");
  }
}
