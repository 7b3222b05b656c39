package dev.tickwatch.lab.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NabTrialTest {

  @Test
  void letsARowSpeakOnlyWhenItIsMoreAnomalousThanThoseBeforeIt() {
    double none = Double.NaN;

    assertThat(NabTrial.newlyAnomalous(new double[] {none, 1, 1, 3, 2, 3, 4}))
        .containsExactly(none, 1, none, 3, none, none, 4);
  }

  @Test
  void forgetsAfterAWhile() {
    double[] scores = new double[100];
    scores[0] = 5;
    scores[90] = 3;

    assertThat(NabTrial.newlyAnomalous(scores)[90]).isEqualTo(3);
  }
}
