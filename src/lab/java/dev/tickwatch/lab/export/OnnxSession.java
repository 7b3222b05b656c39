package dev.tickwatch.lab.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import dev.tickwatch.lab.learning.TrainingException;
import dev.tickwatch.model.scoring.OnnxEnvironment;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Any exported network in ONNX Runtime on the CPU, on the caller's thread alone. A model of prices
 * is run by the service's own scorer instead.
 */
public final class OnnxSession implements ExportedNetwork, AutoCloseable {
  private final OrtEnvironment environment = OnnxEnvironment.get();
  private final OrtSession session;

  private OnnxSession(byte[] file) throws OrtException {
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setDeterministicCompute(true);
      session = environment.createSession(file, options);
    }
  }

  /**
   * Opens a file.
   *
   * @throws TrainingException when ONNX Runtime refuses it
   */
  public static OnnxSession open(byte[] file) {
    try {
      return new OnnxSession(file);
    } catch (OrtException e) {
      throw new TrainingException("the exported file cannot be run: " + e.getMessage(), e);
    }
  }

  @Override
  public Map<String, float[]> run(float[] inputs, int count) {
    try {
      String name = session.getInputNames().iterator().next();
      long[] shape = ((TensorInfo) session.getInputInfo().get(name).getInfo()).getShape();
      shape[0] = count;
      Map<String, float[]> outputs = new HashMap<>();
      try (OnnxTensor input =
              OnnxTensor.createTensor(environment, FloatBuffer.wrap(inputs), shape);
          OrtSession.Result result = session.run(Map.of(name, input))) {
        result.forEach(
            entry -> {
              FloatBuffer values = ((OnnxTensor) entry.getValue()).getFloatBuffer();
              float[] copy = new float[values.remaining()];
              values.get(copy);
              outputs.put(entry.getKey(), copy);
            });
      }
      return outputs;
    } catch (OrtException e) {
      throw new TrainingException("the exported file cannot be run: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new TrainingException("the exported file cannot be closed: " + e.getMessage(), e);
    }
  }
}
