package dev.tickwatch.lab.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Every weight of a network and its place in one flat array, so that clipping, Adam and snapshots
 * are operations on a single vector.
 */
final class WeightLayout {
  final LstmWeights encoder;
  final LstmWeights decoder;
  private final Map<String, Weight> byName = new LinkedHashMap<>();
  private final Map<String, Integer> offsets = new LinkedHashMap<>();
  private int size;

  WeightLayout(NetworkSettings network) {
    int hidden = network.hidden();
    encoder = LstmWeights.of("encoder", NetworkSettings.EMBEDDED, hidden);
    decoder = LstmWeights.of("decoder", network.decoderInputs(), hidden);
    encoder.all().forEach(this::place);
    decoder.all().forEach(this::place);
    if (network.blocks() > 0) {
      linear(
          "block",
          NetworkSettings.BLOCK * NetworkSettings.ENCODER_INPUTS,
          NetworkSettings.EMBEDDED);
    }
    linear("tick", NetworkSettings.ENCODER_INPUTS, NetworkSettings.EMBEDDED);
    linear("posterior", (network.parts().size() + 1) * hidden, 2 * network.latent());
    linear("unfold", network.latent(), network.decoderSteps() * NetworkSettings.UNFOLDED);
    linear("steps", hidden, network.decoded() * NetworkSettings.DECODED);
    linear("gap", hidden, 2);
    head("size", hidden + 5, 2);
    head("return", hidden + 6, 3);
    head("resize", hidden + 7, 2);
    linear("forecast.hidden", hidden, hidden);
    linear("forecast", hidden, 2 * network.horizon());
  }

  private void head(String name, int inputs, int outputs) {
    linear(name + ".hidden", inputs, NetworkSettings.TICK_UNITS);
    linear(name, NetworkSettings.TICK_UNITS, outputs);
  }

  private void linear(String name, int inputs, int outputs) {
    place(new Weight(name, inputs, outputs, Weight.Kind.LINEAR));
    place(new Weight(name + ".bias", 1, outputs, Weight.Kind.BIAS));
  }

  private void place(Weight weight) {
    byName.put(weight.name(), weight);
    offsets.put(weight.name(), size);
    size += weight.size();
  }

  /** Floats in all weights together. */
  int size() {
    return size;
  }

  List<Weight> all() {
    return new ArrayList<>(byName.values());
  }

  Weight get(String name) {
    return byName.get(name);
  }

  Weight bias(String name) {
    return byName.get(name + ".bias");
  }

  /** Copies one weight out of the flat array. */
  float[] values(float[] flat, Weight weight) {
    int from = offsets.get(weight.name());
    return Arrays.copyOfRange(flat, from, from + weight.size());
  }

  /**
   * Starting values: Glorot's uniform for linear layers, uniform within 1/sqrt(hidden) for LSTMs,
   * zero biases but for the forget gates' 1 (so that memory lasts from the start).
   */
  float[] initial(RandomGenerator random) {
    float[] flat = new float[size];
    for (Weight weight : byName.values()) {
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
  float[] penalised(double value) {
    float[] flat = new float[size];
    for (Weight weight : byName.values()) {
      if (!weight.isBias()) {
        int from = offsets.get(weight.name());
        Arrays.fill(flat, from, from + weight.size(), (float) value);
      }
    }
    return flat;
  }
}
