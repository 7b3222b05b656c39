package dev.tickwatch.model.scoring;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;

/**
 * Any graph of one input and one output, run with the session options that models run with: to
 * measure other networks beside them. Threads may share one.
 */
public final class OnnxGraph implements AutoCloseable {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String name;
  private final String input;
  private final String output;

  private OnnxGraph(OrtEnvironment environment, OrtSession session, String name) {
    this.environment = environment;
    this.session = session;
    this.name = name;
    this.input = session.getInputNames().iterator().next();
    this.output = session.getOutputNames().iterator().next();
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
   * @param results likewise; receives the output, row-major
   * @param resultShape of the output
   */
  public void run(FloatBuffer values, long[] shape, FloatBuffer results, long[] resultShape) {
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, values, shape);
        OnnxTensor written = OnnxTensor.createTensor(environment, results, resultShape)) {
      session.run(Map.of(input, tensor), Set.of(), Map.of(output, written)).close();
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
