package dev.tickwatch.model.scoring;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.manifest.ManifestJson;
import dev.tickwatch.model.manifest.ModelException;
import dev.tickwatch.model.manifest.ModelFile;
import dev.tickwatch.model.window.WindowShape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A model run by ONNX Runtime. Threads may share one; each call runs on the caller's thread alone.
 *
 * <p>Graph input: {@value #INPUT} {@code float[B][T][F]}. Outputs: see {@link ScoreBatch}, in snake
 * case.
 */
public final class OnnxWindowScorer implements WindowScorer {

  /** The graph's input. */
  public static final String INPUT = "windows";

  /** No output is exactly this. */
  private static final float UNTOUCHED = -1.2345678e37f;

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Manifest manifest;

  private OnnxWindowScorer(OrtEnvironment environment, OrtSession session, Manifest manifest) {
    this.environment = environment;
    this.session = session;
    this.manifest = manifest;
  }

  /**
   * From a file.
   *
   * @throws ModelException when the file cannot be read or is not a model that this Tickwatch runs
   * @throws ScoringException when the device is not there
   */
  public static OnnxWindowScorer open(Path file, ScoringDevice device) {
    byte[] model;
    try {
      model = ModelFile.read(file);
    } catch (IOException e) {
      throw new ModelException("model file " + file + " cannot be read: " + e, e);
    }
    return open(model, file.toString(), device);
  }

  /**
   * From bytes.
   *
   * @param name names the model in error messages
   * @throws ModelException when the bytes are not a model that this Tickwatch runs
   * @throws ScoringException when the device is not there
   */
  public static OnnxWindowScorer open(byte[] model, String name, ScoringDevice device) {
    OnnxModelCheck.require(model, name);
    // Before anything else touches ONNX Runtime.
    OrtEnvironment environment = OnnxEnvironment.get();
    try (SessionOptions options = options(device)) {
      OrtSession session = session(environment, model, options, device);
      try {
        OnnxWindowScorer scorer =
            new OnnxWindowScorer(environment, session, manifestOf(session, name));
        scorer.tryOut(name);
        return scorer;
      } catch (OrtException | RuntimeException e) {
        session.close();
        throw e;
      }
    } catch (OrtException e) {
      throw new ModelException(
          "model " + name + " is not an ONNX file that can be run: " + firstLine(e), e);
    }
  }

  /** A file that the CPU can run and the device cannot is no mistake of the file's. */
  private static OrtSession session(
      OrtEnvironment environment, byte[] model, SessionOptions options, ScoringDevice device)
      throws OrtException {
    try {
      return environment.createSession(model, options);
    } catch (OrtException e) {
      if (!device.isCuda()) {
        throw e;
      }
      try (SessionOptions onCpu = options(ScoringDevice.CPU)) {
        environment.createSession(model, onCpu).close();
      }
      throw new ScoringException(
          "device " + device + " was asked for, but cannot run the model: " + firstLine(e), e);
    }
  }

  /**
   * Finds out whether a device is there, before there is a model.
   *
   * @throws ScoringException when it is not
   */
  public static void requireDevice(ScoringDevice device) {
    OrtEnvironment unused = OnnxEnvironment.get();
    try {
      options(device).close();
    } catch (OrtException e) {
      throw new ScoringException("device " + device + " cannot be used: " + firstLine(e), e);
    }
  }

  /** Options of every session: one thread, the same result each time. */
  static SessionOptions options(ScoringDevice device) throws OrtException {
    SessionOptions options = new SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.setDeterministicCompute(true);
    if (device.isCuda()) {
      try {
        options.addCUDA(device.cudaIndex());
      } catch (OrtException e) {
        options.close();
        throw new ScoringException(
            "device "
                + device
                + " was asked for, but ONNX Runtime has no CUDA here (build with -Pgpu, on a machine"
                + " with an NVIDIA GPU, CUDA and cuDNN): "
                + firstLine(e),
            e);
      }
    }
    return options;
  }

  private static Manifest manifestOf(OrtSession session, String name) throws OrtException {
    String json =
        session
            .getMetadata()
            .getCustomMetadataValue(Manifest.METADATA_KEY)
            .orElseThrow(
                () ->
                    new ModelException(
                        "model " + name + " has no " + Manifest.METADATA_KEY + " in its metadata"));
    Manifest manifest;
    try {
      manifest = ManifestJson.read(json);
    } catch (ModelException e) {
      throw new ModelException("model " + name + ": " + e.getMessage(), e);
    }
    WindowShape shape = manifest.shape();
    List<String> outputs =
        new ScoreBatch(shape, 1).outputs().stream().map(ScoreBatch.Output::name).toList();
    if (!session.getInputNames().equals(Set.of(INPUT))
        || !session.getOutputNames().containsAll(outputs)) {
      throw new ModelException(
          "model "
              + name
              + " has inputs "
              + session.getInputNames()
              + " and outputs "
              + session.getOutputNames()
              + "; wanted are "
              + INPUT
              + " and "
              + outputs);
    }
    TensorInfo input = (TensorInfo) session.getInputInfo().get(INPUT).getInfo();
    long[] found = input.getShape();
    if (found.length != 3 || found[1] != shape.steps() || found[2] != shape.features()) {
      throw new ModelException(
          "model "
              + name
              + " takes windows of shape "
              + Arrays.toString(found)
              + ", but its manifest says "
              + shape.steps()
              + " steps of "
              + shape.features()
              + " features");
    }
    return manifest;
  }

  /**
   * Scores a window of a price that does not move: what the graph declares of its outputs need not
   * be true.
   */
  private void tryOut(String name) {
    ScoreBatch batch = new ScoreBatch(manifest.shape(), 1);
    FloatBuffer window = batch.nextSlot();
    for (int i = 0; i < manifest.shape().windowFloats(); i++) {
      window.put(0);
    }
    List<float[]> outputs = batch.outputs().stream().map(ScoreBatch.Output::values).toList();
    batch.outputs().forEach(output -> output.fill(UNTOUCHED));
    try {
      score(batch);
    } catch (ScoringException | ClassCastException | IndexOutOfBoundsException e) {
      throw new ModelException("model " + name + " cannot score a window: " + e.getMessage(), e);
    }
    if (outputs.stream().anyMatch(output -> output[output.length - 1] == UNTOUCHED)) {
      throw new ModelException("model " + name + " has an output of another shape than is wanted");
    }
  }

  /** This scorer for series of another kind; only one of the two is to be closed. */
  public OnnxWindowScorer scoring(SeriesKind series) {
    return new OnnxWindowScorer(environment, session, manifest.scoring(series));
  }

  @Override
  public Manifest manifest() {
    return manifest;
  }

  @Override
  public void score(ScoreBatch batch) {
    WindowShape shape = manifest.shape();
    if (!batch.shape().equals(shape)) {
      throw new ScoringException(
          "batch of shape " + batch.shape() + " does not fit a model of " + shape);
    }
    int rows = batch.paddedSize();
    long[] dimensions = {rows, shape.steps(), shape.features()};
    Map<String, OnnxTensor> written = new HashMap<>();
    try (OnnxTensor windows = OnnxTensor.createTensor(environment, batch.filled(), dimensions)) {
      // Outputs have their memory beforehand: no call allocates or copies any.
      for (ScoreBatch.Output output : batch.outputs()) {
        FloatBuffer memory = output.written(rows);
        written.put(
            output.name(), OnnxTensor.createTensor(environment, memory, output.shape(rows)));
      }
      session.run(Map.of(INPUT, windows), Set.of(), written).close();
    } catch (OrtException e) {
      throw new ScoringException(
          "model " + manifest.version() + " could not be run: " + firstLine(e), e);
    } finally {
      written.values().forEach(OnnxTensor::close);
    }
    batch.outputs().forEach(output -> output.read(rows));
  }

  private static String firstLine(OrtException e) {
    return e.getMessage().lines().findFirst().orElse("").strip();
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new ScoringException(
          "model " + manifest.version() + " could not be closed: " + firstLine(e), e);
    }
  }
}
