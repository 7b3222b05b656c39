package dev.tickwatch.lab.learning;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.tickwatch.lab.network.Network;
import dev.tickwatch.model.scoring.ScoringDevice;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** PyTorch on a device that was asked for. */
public final class Torch {

  /** The framework collects gradients for one training of a process at a time. */
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  private Torch() {}

  /**
   * Does what trains or runs a network, while no other thread does.
   *
   * @throws TrainingException when another one does already
   */
  public static <T> T alone(Supplier<T> training) {
    if (!ONE_AT_A_TIME.tryLock()) {
      throw new TrainingException("another training runs in this process; wait for its end");
    }
    try {
      return training.get();
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  /**
   * The root of the arrays of one training; closing it frees them all.
   *
   * @throws TrainingException when PyTorch cannot be loaded or the device is not there
   */
  public static NDManager open(ScoringDevice device) {
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
  public static GradientCollector sameKernelsAsInTraining(NDManager manager) {
    return manager.getEngine().newGradientCollector();
  }

  /** A network's input, {@code [count, ..inputShape]}; the manager owns it. */
  static NDArray inputs(NDManager manager, Network network, float[] values, int count) {
    return manager.create(
        values,
        new Shape(
            LongStream.concat(
                    LongStream.of(count),
                    network.inputShape().stream().mapToLong(Integer::longValue))
                .toArray()));
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
