package dev.tickwatch.lab.training;

import java.util.List;

/**
 * The arrays of a one-layer LSTM in PyTorch's layout: gates in the order i, f, g, o.
 *
 * @param input {@code [4 * hidden, inputs]}
 * @param recurrent {@code [4 * hidden, hidden]}
 * @param inputBias {@code [4 * hidden]}
 * @param recurrentBias {@code [4 * hidden]}
 */
record LstmWeights(Weight input, Weight recurrent, Weight inputBias, Weight recurrentBias) {

  static LstmWeights of(String name, int inputs, int hidden) {
    int gates = 4 * hidden;
    return new LstmWeights(
        new Weight(name + ".input", gates, inputs, Weight.Kind.LSTM),
        new Weight(name + ".recurrent", gates, hidden, Weight.Kind.LSTM),
        new Weight(name + ".input_bias", 1, gates, Weight.Kind.LSTM_INPUT_BIAS),
        new Weight(name + ".recurrent_bias", 1, gates, Weight.Kind.BIAS));
  }

  int hidden() {
    return recurrent.columns();
  }

  List<Weight> all() {
    return List.of(input, recurrent, inputBias, recurrentBias);
  }
}
