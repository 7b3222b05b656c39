package dev.tickwatch.scoring;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * Any graph of one input and one output, run with the session options that models run with: to
 * measure other networks beside them. Threads may share one.
 */
public final class OnnxGraph implements AutoCloseable {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String name;
  private final String input;

  private OnnxGraph(OrtEnvironment environment, OrtSession session, String name) {
    this.environment = environment;
    this.session = session;
    this.name = name;
    this.input = session.getInputNames().iterator().next();
  }

  /**
   * From the bytes of an ONNX file.
   *
   * @param name names the graph in error messages
   * @throws ScoringException when it cannot be run, or the device is not there
   */
  public static OnnxGraph open(byte[] graph, String name, ScoringDevice device) {
    OrtEnvironment environment = OnnxEnvironment.get();
    try (SessionOptions options = OnnxWindowScorer.options(device)) {
      return new OnnxGraph(environment, environment.createSession(graph, options), name);
    } catch (OrtException e) {
      throw new ScoringException("graph " + name + " cannot be run: " + e.getMessage(), e);
    }
  }

  /**
   * Runs it.
   *
   * @param values direct, in native order, from its position to its limit
   * @param shape of the input
   * @param output receives the output, row-major; at least as long
   */
  public void run(FloatBuffer values, long[] shape, float[] output) {
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, values, shape);
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      FloatBuffer read = ((OnnxTensor) result.get(0)).getFloatBuffer();
      read.get(output, 0, read.remaining());
    } catch (OrtException e) {
      throw new ScoringException("graph " + name + " could not be run: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new ScoringException("graph " + name + " could not be closed: " + e.getMessage(), e);
    }
  }
}
