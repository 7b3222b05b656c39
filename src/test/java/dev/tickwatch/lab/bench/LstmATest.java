package dev.tickwatch.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.model.scoring.OnnxGraph;
import dev.tickwatch.model.scoring.ScoringDevice;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LstmATest {
  private static final int UNITS = LstmA.UNITS;

  private final LstmA network = LstmA.seeded(5);

  @Test
  void hasAsManyWeightsAsTheBenchmarkSays() {
    assertThat(network.parameters()).isEqualTo(160_901);
  }

  @Test
  void computesWhatItsFormulasSay() {
    Random random = new Random(6);
    double[][][] windows = new double[2][LstmA.STEPS][LstmA.FEATURES];
    FloatBuffer input =
        ByteBuffer.allocateDirect(2 * LstmA.STEPS * LstmA.FEATURES * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (double[][] window : windows) {
      for (double[] step : window) {
        for (int i = 0; i < step.length; i++) {
          float value = (float) random.nextGaussian();
          step[i] = value;
          input.put(value);
        }
      }
    }
    FloatBuffer outputs =
        ByteBuffer.allocateDirect(2 * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();
    try (OnnxGraph graph = OnnxGraph.open(network.onnx(), "LSTM_A", ScoringDevice.CPU)) {
      graph.run(
          input.flip(), new long[] {2, LstmA.STEPS, LstmA.FEATURES}, outputs, new long[] {2, 1});
    }

    for (int i = 0; i < windows.length; i++) {
      assertThat((double) outputs.get(i)).isCloseTo(predict(windows[i]), within(1e-4));
    }
  }

  /** Hochreiter and Schmidhuber's cell with a forget gate, written out. */
  private double predict(double[][] sequence) {
    for (LstmA.Layer layer : network.layers()) {
      double[][] states = new double[sequence.length][];
      double[] hidden = new double[UNITS];
      double[] cell = new double[UNITS];
      for (int t = 0; t < sequence.length; t++) {
        double[] next = new double[UNITS];
        for (int unit = 0; unit < UNITS; unit++) {
          double in = sigmoid(gate(layer, unit, sequence[t], hidden));
          double out = sigmoid(gate(layer, UNITS + unit, sequence[t], hidden));
          double forget = sigmoid(gate(layer, 2 * UNITS + unit, sequence[t], hidden));
          double candidate = Math.tanh(gate(layer, 3 * UNITS + unit, sequence[t], hidden));
          cell[unit] = forget * cell[unit] + in * candidate;
          next[unit] = out * Math.tanh(cell[unit]);
        }
        hidden = next;
        states[t] = next;
      }
      sequence = states;
    }
    double prediction = network.denseBias();
    for (int unit = 0; unit < UNITS; unit++) {
      prediction += network.dense()[unit] * sequence[sequence.length - 1][unit];
    }
    return prediction;
  }

  private static double gate(LstmA.Layer layer, int row, double[] input, double[] hidden) {
    double sum = layer.bias()[row];
    for (int i = 0; i < input.length; i++) {
      sum += layer.input()[row * input.length + i] * input[i];
    }
    for (int i = 0; i < hidden.length; i++) {
      sum += layer.recurrent()[row * hidden.length + i] * hidden[i];
    }
    return sum;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
