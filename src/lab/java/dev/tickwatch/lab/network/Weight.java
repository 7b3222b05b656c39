package dev.tickwatch.lab.network;

/**
 * A trained array.
 *
 * @param name unique in the network
 * @param rows inputs of a linear layer, or rows of an LSTM's matrix; 1 for a bias
 * @param columns length of a bias
 * @param kind how it starts and whether it is penalised
 */
public record Weight(String name, int rows, int columns, Kind kind) {

  /** What a weight is for. */
  public enum Kind {
    /** {@code [inputs, outputs]}. */
    LINEAR,
    /** {@code [4 * hidden, inputs or hidden]}, gates i, f, g, o. */
    LSTM,
    /** {@code [outputs]}. */
    BIAS,
    /** {@code [4 * hidden]}, of the input, where the forget gate starts at 1. */
    LSTM_INPUT_BIAS
  }

  /** Floats in it. */
  public int size() {
    return rows * columns;
  }

  /** Whether it is a bias: starts at a constant and is not penalised. */
  public boolean isBias() {
    return kind == Kind.BIAS || kind == Kind.LSTM_INPUT_BIAS;
  }

  /** As the algebra sees it. */
  public long[] shape() {
    return isBias() ? new long[] {columns} : new long[] {rows, columns};
  }
}
