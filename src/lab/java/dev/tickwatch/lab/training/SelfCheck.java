package dev.tickwatch.lab.training;

import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.WindowScorer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far the exported graph, run by ONNX Runtime, is from the trained network, run by PyTorch, on
 * validation windows.
 *
 * <p>The relative difference of two values is {@code |a - b| / max(|a|, u)}; u is the root mean
 * square of the output over all windows or, for a location, of its scale: a location near zero is
 * measured by the width of its distribution, and a residual, which is in such widths, by 1.
 *
 * @param windows how many were compared
 * @param byOutput largest relative difference of each output of the graph
 */
public record SelfCheck(int windows, Map<String, Double> byOutput) {

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

  /** Runs both on the same windows. */
  static SelfCheck compare(TrainedNetwork network, WindowScorer scorer, Windows windows) {
    int count = windows.size();
    LstmVae.Outputs<float[]> torch = network.run(windows, 0, count);
    ScoreBatch onnx = new ScoreBatch(scorer.manifest().shape(), count);
    float[] inputs = windows.inputs(0, count);
    int floats = onnx.shape().windowFloats();
    for (int i = 0; i < count; i++) {
      onnx.nextSlot().put(inputs, i * floats, floats);
    }
    scorer.score(onnx);
    Map<String, Double> found = new LinkedHashMap<>();
    found.put("elbo", difference(torch.elbo(), onnx.elbo));
    found.put("reconstruction", difference(torch.reconstruction(), onnx.reconstruction));
    found.put("kl", difference(torch.kl(), onnx.kl));
    found.put("tick_log_likelihood", difference(torch.tickLogLikelihood(), onnx.tickLogLikelihood));
    found.put("tick_residual", residuals(torch.tickResidual(), onnx.tickResidual));
    found.put("unchanged", difference(torch.unchanged(), onnx.unchanged));
    found.put("size_given_return", residuals(torch.sizeGivenReturn(), onnx.sizeGivenReturn));
    found.put(
        "return_location",
        difference(torch.returnLocation(), onnx.returnLocation, torch.returnScale()));
    found.put("return_scale", difference(torch.returnScale(), onnx.returnScale));
    found.put(
        "forecast_location",
        difference(torch.forecastLocation(), onnx.forecastLocation, torch.forecastScale()));
    found.put("forecast_scale", difference(torch.forecastScale(), onnx.forecastScale));
    found.put("step_log_likelihood", difference(torch.stepLogLikelihood(), onnx.stepLogLikelihood));
    return new SelfCheck(count, found);
  }

  /**
   * Passes itself on.
   *
   * @throws TrainingException when an output differs by more than {@value #TOLERANCE}, or is not a
   *     number
   */
  SelfCheck orRefuse() {
    byOutput.forEach(
        (output, difference) -> {
          if (!(difference <= TOLERANCE)) {
            throw new TrainingException(
                "the exported model does not agree with the trained one: "
                    + output
                    + " differs by "
                    + difference
                    + " (relative, over "
                    + windows
                    + " validation windows); at most "
                    + TOLERANCE
                    + " is allowed. No model was written");
          }
        });
    return this;
  }

  /** Residuals are in scales of their prediction already. */
  private static double residuals(float[] expected, float[] found) {
    return difference(expected, found, new float[] {1});
  }

  static double difference(float[] expected, float[] found) {
    return difference(expected, found, expected);
  }

  private static double difference(float[] expected, float[] found, float[] unit) {
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
