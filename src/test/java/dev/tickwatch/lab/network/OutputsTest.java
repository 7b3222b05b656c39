package dev.tickwatch.lab.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OutputsTest {
  private static final Output SCALE = Output.of("scale");
  private static final Output LOCATION = Output.location("location", SCALE);
  private static final Output RESIDUAL = Output.residual("residual");
  private static final Output HIDDEN = Output.inner("hidden");

  private static final Outputs<float[]> OUT =
      new Outputs<float[]>()
          .put(LOCATION, new float[] {1, 2}, 2)
          .put(SCALE, new float[] {3, 4}, 2)
          .put(HIDDEN, new float[] {5})
          .put(RESIDUAL, new float[] {6});

  @Test
  void fileGivesAllButInnerOnesInTheOrderInWhichTheyWerePut() {
    assertThat(OUT.exported()).containsExactly(LOCATION, SCALE, RESIDUAL);
    assertThat(OUT.shape(LOCATION)).containsExactly(2);
    assertThat(OUT.shape(RESIDUAL)).isEmpty();
  }

  @Test
  void locationIsMeasuredByItsScaleAndResidualByOne() {
    assertThat(LOCATION.unit(OUT)).containsExactly(3, 4);
    assertThat(SCALE.unit(OUT)).containsExactly(3, 4);
    assertThat(RESIDUAL.unit(OUT)).containsExactly(1);
  }

  @Test
  void nameIsTakenOnce() {
    assertThatThrownBy(() -> new Outputs<String>().put(SCALE, "a").put(Output.of("scale"), "b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a network has two outputs scale");
  }

  @Test
  void missingOutputIsNamed() {
    assertThatThrownBy(() -> OUT.get(Output.KL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the network has no output kl");
  }

  @Test
  void mappingKeepsNamesAndShapes() {
    Outputs<Integer> lengths = OUT.map(values -> values.length);
    assertThat(lengths.get(SCALE)).isEqualTo(2);
    assertThat(lengths.exported()).isEqualTo(OUT.exported());
    assertThat(lengths.shape(SCALE)).isEqualTo(OUT.shape(SCALE));
  }
}
