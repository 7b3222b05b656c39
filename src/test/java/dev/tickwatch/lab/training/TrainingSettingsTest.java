package dev.tickwatch.lab.training;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TrainingSettingsTest {
  @Test
  void settingsNameTheFieldThatIsOutOfBounds() {
    assertThatThrownBy(() -> TrainingSettings.DEFAULT.edit().hidden(1).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("hidden must be at least 2 and at most 512, not 1");
    assertThatThrownBy(() -> TrainingSettings.DEFAULT.edit().learningRate(0).build())
        .hasMessage("learning rate must be above 0, not 0");
    assertThatThrownBy(() -> TrainingSettings.DEFAULT.edit().degreesOfFreedom(2).build())
        .hasMessage("degrees of freedom must be above 2 and at most 1000, not 2");
    assertThatThrownBy(() -> TrainingSettings.DEFAULT.edit().validationShare(Double.NaN).build())
        .hasMessage("validation share must be at least 0.05 and at most 0.5, not NaN");
    assertThatThrownBy(() -> TrainingSettings.DEFAULT.edit().device("gpu").build())
        .hasMessageContaining("'gpu'");
  }
}
