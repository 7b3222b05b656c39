package dev.tickwatch.lab.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WeightLayoutTest {
  private static final WeightLayout.Builder DECLARED = new WeightLayout.Builder();
  private static final Linear POSTERIOR = DECLARED.linear("posterior", 4, 6);
  private static final Lstm ENCODER = DECLARED.lstm("encoder", 3, 4);
  private static final WeightLayout LAYOUT = DECLARED.build();

  @Test
  void forgetGatesStartOpenAndOtherBiasesAtZero() {
    float[] flat = LAYOUT.initial(new SplittableRandom(1));
    assertThat(LAYOUT.values(flat, ENCODER.inputBias()))
        .containsExactly(0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0);
    assertThat(LAYOUT.values(flat, ENCODER.recurrentBias())).containsOnly(0);
    assertThat(LAYOUT.values(flat, POSTERIOR.weight())).doesNotContain(0);
  }

  @Test
  void onlyMatricesArePenalised() {
    float[] factors = LAYOUT.penalised(0.5);
    for (Weight weight : LAYOUT.all()) {
      assertThat(LAYOUT.values(factors, weight)).containsOnly(weight.isBias() ? 0 : 0.5f);
    }
    assertThat(LAYOUT.all().stream().mapToInt(Weight::size).sum()).isEqualTo(LAYOUT.size());
  }

  @Test
  void recurrentLayersComeFirstInTheFlatArray() {
    assertThat(LAYOUT.all())
        .extracting(Weight::name)
        .containsExactly(
            "encoder.input",
            "encoder.recurrent",
            "encoder.input_bias",
            "encoder.recurrent_bias",
            "posterior",
            "posterior.bias");
  }

  @Test
  void nameIsTakenOnce() {
    WeightLayout.Builder builder = new WeightLayout.Builder();
    builder.linear("layer", 2, 3);
    builder.linear("layer", 2, 3);
    assertThatThrownBy(builder::build).hasMessage("a network has two weights layer");
  }
}
