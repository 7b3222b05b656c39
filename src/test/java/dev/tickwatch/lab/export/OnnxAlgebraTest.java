package dev.tickwatch.lab.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OnnxAlgebraTest {
  @Test
  void gatesGoFromPyTorchsOrderToOnnxs() {
    // i, f, g, o in blocks of two become i, o, f, c.
    float[] torch = {1, 1, 2, 2, 3, 3, 4, 4};
    assertThat(OnnxAlgebra.reorderGates(torch)).containsExactly(1, 1, 4, 4, 2, 2, 3, 3);
  }
}
