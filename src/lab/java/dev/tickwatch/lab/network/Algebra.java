package dev.tickwatch.lab.network;

import java.util.Arrays;
import java.util.List;

/**
 * The operations that networks are written in, so that one definition both trains and is exported.
 * A network of other layers may need another one: it is added here and to both implementations.
 * Broadcasting follows NumPy, as PyTorch and ONNX both do; reductions keep their axis at size 1.
 *
 * @param <V> an array that has been computed, or the name of one in a graph
 */
public interface Algebra<V> {

  /** A constant, row-major. */
  V constant(float[] values, long... shape);

  /** A trained array. */
  V weight(Weight weight);

  V add(V a, V b);

  V sub(V a, V b);

  V mul(V a, V b);

  V div(V a, V b);

  V add(V a, double b);

  V mul(V a, double b);

  V atLeast(V a, double least);

  /** Limits to {@code -bound} to {@code bound}. */
  V clip(V a, double bound);

  V abs(V a);

  V exp(V a);

  V log(V a);

  V sqrt(V a);

  V tanh(V a);

  V softplus(V a);

  /** What is below 0 becomes 0. */
  default V relu(V a) {
    return atLeast(a, 0);
  }

  /** 1 / (1 + exp(-a)). */
  default V sigmoid(V a) {
    return mul(add(tanh(mul(a, 0.5)), 1), 0.5);
  }

  /** {@code [.., N] x [N, M]}. */
  V matmul(V a, V b);

  /** From {@code from} (inclusive) to {@code to} (exclusive) along an axis, which stays. */
  V slice(V a, int axis, long from, long to);

  V concat(int axis, List<V> parts);

  V mean(V a, int axis);

  /** Of all values; a scalar. */
  V mean(V a);

  /**
   * The sum along the last axis, as a matrix product: ONNX Runtime's own reductions round by where
   * a row lies in memory, and so by the rows before it.
   *
   * @param size of that axis
   */
  default V sum(V a, int size) {
    float[] ones = new float[size];
    Arrays.fill(ones, 1);
    return matmul(a, constant(ones, size, 1));
  }

  /** One size may be -1. */
  V reshape(V a, long... shape);

  /** Axis i of the result is axis {@code axes[i]} of the given array. */
  V transpose(V a, int... axes);

  /** All hidden states {@code [S, B, hidden]} of a one-layer LSTM over {@code [S, B, inputs]}. */
  V lstm(V a, Lstm weights);
}
