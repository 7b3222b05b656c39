package dev.tickwatch.detect.statistic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.model.window.Features;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegimeTest {

  @ParameterizedTest
  @CsvSource({
    "-0.01, EXTENDED_HOURS",
    "0, ORDINARY",
    "0.5, ORDINARY",
    "1, ORDINARY",
    "1.01, EXTENDED_HOURS"
  })
  void goesByTheTimeOfDay(double position, Regime regime) {
    HandMadeTick tick = new HandMadeTick().feature(Features.DAY_POSITION, position);

    assertThat(Regime.of(tick.evidence().window())).isEqualTo(regime);
  }

  @Test
  void aBreakCountsMoreThanTheTimeOfDay() {
    HandMadeTick tick = new HandMadeTick().feature(Features.DAY_POSITION, -0.5);
    tick.feature(Features.SESSION_GAP, 1);

    assertThat(Regime.of(tick.evidence().window())).isEqualTo(Regime.AFTER_CLOSE);
    assertThat(Regime.AFTER_CLOSE.code()).isEqualTo("after_close");
  }
}
