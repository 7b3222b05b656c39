package dev.tickwatch.lab.network;

import java.util.List;

/**
 * A one-layer LSTM. Its arrays are in PyTorch's layout: gates in the order i, f, g, o.
 *
 * @param input {@code [4 * hidden, inputs]}
 * @param recurrent {@code [4 * hidden, hidden]}
 * @param inputBias {@code [4 * hidden]}
 * @param recurrentBias {@code [4 * hidden]}
 */
public record Lstm(Weight input, Weight recurrent, Weight inputBias, Weight recurrentBias) {

  static Lstm of(String name, int inputs, int hidden) {
    int gates = 4 * hidden;
    return new Lstm(
        new Weight(name + ".input", gates, inputs, Weight.Kind.LSTM),
        new Weight(name + ".recurrent", gates, hidden, Weight.Kind.LSTM),
        new Weight(name + ".input_bias", 1, gates, Weight.Kind.LSTM_INPUT_BIAS),
        new Weight(name + ".recurrent_bias", 1, gates, Weight.Kind.BIAS));
  }

  /** All hidden states {@code [S, B, hidden]} over {@code [S, B, inputs]}. */
  public <V> V apply(Algebra<V> math, V input) {
    return math.lstm(input, this);
  }

  /** Units. */
  public int hidden() {
    return recurrent.columns();
  }

  /** In the framework's order. */
  public List<Weight> all() {
    return List.of(input, recurrent, inputBias, recurrentBias);
  }
}
