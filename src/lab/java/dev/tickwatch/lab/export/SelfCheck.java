package dev.tickwatch.lab.export;

import dev.tickwatch.lab.learning.TrainedNetwork;
import dev.tickwatch.lab.learning.TrainingException;
import dev.tickwatch.lab.network.Examples;
import dev.tickwatch.lab.network.Output;
import dev.tickwatch.lab.network.Outputs;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far the exported graph, run by ONNX Runtime, is from the trained network, run by PyTorch, on
 * held-out examples.
 *
 * <p>The relative difference of two values is {@code |a - b| / max(|a|, u)}; u is the root mean
 * square of the output over all examples, or of what {@link Output#unit} names for it: a location
 * near zero is measured by the width of its distribution, and a residual, which is in such widths,
 * by 1.
 *
 * @param examples how many were compared
 * @param byOutput largest relative difference of each output of the graph
 */
public record SelfCheck(int examples, Map<String, Double> byOutput) {

  /** A file that differs by more is refused. */
  public static final double TOLERANCE = 1e-4;

  /** Copies the map, in its order. */
  public SelfCheck {
    byOutput = Collections.unmodifiableMap(new LinkedHashMap<>(byOutput));
  }

  /** The largest relative difference of any output. */
  public double largest() {
    return Collections.max(byOutput.values());
  }

  /** Runs both on the same examples, and compares every output that the file gives. */
  public static SelfCheck compare(
      TrainedNetwork network, ExportedNetwork exported, Examples examples) {
    int count = examples.size();
    Outputs<float[]> torch = network.run(examples, 0, count);
    Map<String, float[]> onnx = exported.run(examples.inputs(0, count), count);
    Map<String, Double> found = new LinkedHashMap<>();
    for (Output output : torch.exported()) {
      float[] given = onnx.get(output.name());
      if (given == null) {
        throw new TrainingException("the exported model has no output " + output);
      }
      found.put(output.name(), difference(torch.get(output), given, output.unit(torch)));
    }
    return new SelfCheck(count, found);
  }

  /**
   * Passes itself on.
   *
   * @throws TrainingException when an output differs by more than {@value #TOLERANCE}, or is not a
   *     number
   */
  public SelfCheck orRefuse() {
    byOutput.forEach(
        (output, difference) -> {
          if (!(difference <= TOLERANCE)) {
            throw new TrainingException(
                "the exported model does not agree with the trained one: "
                    + output
                    + " differs by "
                    + difference
                    + " (relative, over "
                    + examples
                    + " held-out examples); at most "
                    + TOLERANCE
                    + " is allowed. No model was written");
          }
        });
    return this;
  }

  static double difference(float[] expected, float[] found, float[] unit) {
    double squares = 0;
    for (float value : unit) {
      squares += (double) value * value;
    }
    double typical = Math.max(Math.sqrt(squares / unit.length), Float.MIN_NORMAL);
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      double off = Math.abs((double) expected[i] - found[i]);
      // NaN is the largest of all.
      largest = Math.max(largest, off / Math.max(Math.abs(expected[i]), typical));
    }
    return largest;
  }
}
