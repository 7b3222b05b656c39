package dev.tickwatch.lab.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Every weight of a network and its place in one flat array, so that clipping, Adam and snapshots
 * are operations on a single vector. Recurrent layers come first, then the others, each in the
 * order in which they were declared. Immutable.
 */
public final class WeightLayout {
  private final List<Weight> weights;
  private final Map<String, Integer> offsets = new LinkedHashMap<>();
  private final int size;

  private WeightLayout(List<Weight> weights) {
    this.weights = List.copyOf(weights);
    int end = 0;
    for (Weight weight : weights) {
      if (offsets.put(weight.name(), end) != null) {
        throw new IllegalArgumentException("a network has two weights " + weight.name());
      }
      end += weight.size();
    }
    size = end;
  }

  /** Collects the layers of a network. */
  public static final class Builder {
    private final List<Weight> recurrent = new ArrayList<>();
    private final List<Weight> others = new ArrayList<>();

    /** A linear layer. */
    public Linear linear(String name, int inputs, int outputs) {
      Linear layer = Linear.of(name, inputs, outputs);
      others.add(layer.weight());
      others.add(layer.bias());
      return layer;
    }

    /** A one-layer LSTM. */
    public Lstm lstm(String name, int inputs, int hidden) {
      Lstm layer = Lstm.of(name, inputs, hidden);
      recurrent.addAll(layer.all());
      return layer;
    }

    /**
     * All that were declared.
     *
     * @throws IllegalArgumentException when two have the same name
     */
    public WeightLayout build() {
      List<Weight> all = new ArrayList<>(recurrent);
      all.addAll(others);
      return new WeightLayout(all);
    }
  }

  /** Floats in all weights together. */
  public int size() {
    return size;
  }

  /** In the order of the flat array. */
  public List<Weight> all() {
    return weights;
  }

  /** Copies one weight out of the flat array. */
  public float[] values(float[] flat, Weight weight) {
    int from = offsets.get(weight.name());
    return Arrays.copyOfRange(flat, from, from + weight.size());
  }

  /**
   * Starting values: Glorot's uniform for linear layers, uniform within 1/sqrt(hidden) for LSTMs,
   * zero biases but for the forget gates' 1 (so that memory lasts from the start).
   */
  public float[] initial(RandomGenerator random) {
    float[] flat = new float[size];
    for (Weight weight : weights) {
      int from = offsets.get(weight.name());
      if (weight.isBias()) {
        int hidden = weight.columns() / 4;
        if (weight.kind() == Weight.Kind.LSTM_INPUT_BIAS) {
          Arrays.fill(flat, from + hidden, from + 2 * hidden, 1f);
        }
        continue;
      }
      double bound =
          weight.kind() == Weight.Kind.LSTM
              ? 1 / Math.sqrt(weight.rows() / 4.0)
              : Math.sqrt(6.0 / (weight.rows() + weight.columns()));
      for (int i = 0; i < weight.size(); i++) {
        flat[from + i] = (float) ((2 * random.nextDouble() - 1) * bound);
      }
    }
    return flat;
  }

  /** {@code value} at every penalised weight, 0 at biases. */
  public float[] penalised(double value) {
    float[] flat = new float[size];
    for (Weight weight : weights) {
      if (!weight.isBias()) {
        int from = offsets.get(weight.name());
        Arrays.fill(flat, from, from + weight.size(), (float) value);
      }
    }
    return flat;
  }
}
