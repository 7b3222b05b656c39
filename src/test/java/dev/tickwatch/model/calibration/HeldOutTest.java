package dev.tickwatch.model.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.model.calibration.HeldOut.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeldOutTest {
  @Test
  void holdsOutTheEndOfEachFifth() {
    HeldOut heldOut = HeldOut.share(10_000, 0.2, 210);
    assertThat(heldOut.spans())
        .containsExactly(
            new Span(1_600, 2_000),
            new Span(3_600, 4_000),
            new Span(5_600, 6_000),
            new Span(7_600, 8_000),
            new Span(9_600, 10_000));
    assertThat(heldOut.trainedOn())
        .containsExactly(
            new Span(0, 1_600),
            new Span(2_000, 3_600),
            new Span(4_000, 5_600),
            new Span(6_000, 7_600),
            new Span(8_000, 9_600));
    assertThat(heldOut.newest()).isEqualTo(new Span(9_600, 10_000));
  }

  @Test
  void holdsOutTheNewestAloneWhereThereIsNoRoomForMore() {
    assertThat(HeldOut.share(1_000, 0.2, 210).spans()).containsExactly(new Span(800, 1_000));
  }

  @ParameterizedTest
  @CsvSource({"2505, 0.2", "99991, 0.3", "3000, 0.05", "70, 0.5", "123457, 0.2"})
  void everyTickIsEitherHeldOutOrTrainedOn(int ticks, double share) {
    HeldOut heldOut = HeldOut.share(ticks, share, 210);
    boolean[] trained = new boolean[ticks];
    for (Span span : heldOut.trainedOn()) {
      for (int i = span.from(); i < span.to(); i++) {
        trained[i] = true;
      }
    }
    int held = 0;
    for (int i = 0; i < ticks; i++) {
      assertThat(heldOut.spanOf(i) >= 0).isNotEqualTo(trained[i]);
      held += trained[i] ? 0 : 1;
    }
    assertThat(held / (double) ticks).isBetween(share, share + 0.02);
    assertThat(heldOut.newest().to()).isEqualTo(ticks);
  }

  @Test
  void aSeriesThatNothingWasTrainedOnIsHeldOutWhole() {
    assertThat(HeldOut.all(5).spanOf(0)).isZero();
    assertThat(HeldOut.all(5).trainedOn()).isEmpty();
  }
}
