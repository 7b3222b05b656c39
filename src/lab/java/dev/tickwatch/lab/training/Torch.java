package dev.tickwatch.lab.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.tickwatch.model.scoring.ScoringDevice;

/** PyTorch on a device that was asked for. */
final class Torch {
  private Torch() {}

  /**
   * The root of the arrays of one training; closing it frees them all.
   *
   * @throws TrainingException when PyTorch cannot be loaded or the device is not there
   */
  static NDManager open(ScoringDevice device) {
    // Libraries come with the distribution; nothing is fetched behind the user's back.
    setIfAbsent("ai.djl.offline", "true");
    // A network of this size gains nothing from a second thread, and where other work keeps the
    // cores busy, threads that spin while waiting for each other were ten times slower.
    setIfAbsent("ai.djl.pytorch.num_threads", "1");
    setIfAbsent("ai.djl.pytorch.num_interop_threads", "1");
    Engine engine;
    try {
      engine = Engine.getEngine("PyTorch");
    } catch (EngineException | IllegalArgumentException | UnsatisfiedLinkError e) {
      throw new TrainingException("PyTorch could not be loaded: " + e.getMessage(), e);
    }
    if (device.isCuda() && device.cudaIndex() >= engine.getGpuCount()) {
      throw new TrainingException(
          "device "
              + device
              + " was asked for, but PyTorch sees "
              + engine.getGpuCount()
              + " CUDA devices here; use --device cpu, or a PyTorch library with CUDA on a machine"
              + " that has the GPU");
    }
    return engine.newBaseManager(device.isCuda() ? Device.gpu(device.cudaIndex()) : Device.cpu());
  }

  /**
   * Lets PyTorch compute as in training until it is closed, though nothing is differentiated. The
   * LSTM kernel that oneDNN 3.7 takes otherwise where there is AVX-512 is off by per cents on some
   * processors, seen with 8 units.
   */
  static GradientCollector sameKernelsAsInTraining(NDManager manager) {
    return manager.getEngine().newGradientCollector();
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
