package dev.tickwatch.lab.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.tickwatch.lab.learning.Objective;
import dev.tickwatch.lab.learning.Torch;
import dev.tickwatch.lab.learning.TrainingLoop;
import dev.tickwatch.lab.lstm.LstmVae;
import dev.tickwatch.lab.network.Network;
import dev.tickwatch.model.scoring.ScoringDevice;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TrainingLoopTest {
  private static final TrainingSettings SETTINGS = SyntheticTicks.settings();
  private static final Network NETWORK = new LstmVae(SETTINGS.sizes());
  private static final TrainingData DATA =
      new TrainingData(
          SETTINGS, Map.of("AAA", SyntheticTicks.of("AAA", 3_000, 1)), TrainingListener.SILENT);

  @Test
  void nativeArraysDoNotPileUp() {
    List<Integer> alive = new ArrayList<>();
    try (NDManager root = Torch.open(ScoringDevice.CPU)) {
      TrainingListener counts =
          new TrainingListener() {
            @Override
            public void batchDone(int epoch, int done, int total) {
              alive.add(root.getManagedArrays().size());
            }
          };
      var unused = new TrainingLoop(NETWORK, DATA, SETTINGS.loop(), counts, root).run();
    }
    assertThat(alive).hasSizeGreaterThan(10).containsOnly(alive.get(0));
  }

  /** The framework frees what the backward pass still reads, if it is let: see TorchAlgebra. */
  @Test
  void gradientDoesNotDependOnTheGarbageCollector() {
    float[] weights = NETWORK.weights().initial(new SplittableRandom(1));
    assertThat(gradient(weights, true)).isEqualTo(gradient(weights, false));
  }

  @Test
  void lossChangesAlongItsGradientAsItShould() {
    float[] weights = NETWORK.weights().initial(new SplittableRandom(1));
    float[] gradient = gradient(weights, false);
    double squares = 0;
    for (float g : gradient) {
      squares += (double) g * g;
    }
    double step = 1e-2 / Math.sqrt(squares);
    double rise = loss(moved(weights, gradient, step)) - loss(moved(weights, gradient, -step));
    assertThat(rise / (2 * step)).isCloseTo(squares, within(0.02 * squares));
  }

  private static float[] moved(float[] weights, float[] direction, double by) {
    float[] moved = weights.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += (float) (by * direction[i]);
    }
    return moved;
  }

  private static double loss(float[] weights) {
    try (NDManager root = Torch.open(ScoringDevice.CPU);
        GradientCollector unused = Torch.sameKernelsAsInTraining(root)) {
      return value(root, root.create(weights), false).figures().toFloatArray()[0];
    }
  }

  private static float[] gradient(float[] weights, boolean disturb) {
    try (NDManager root = Torch.open(ScoringDevice.CPU)) {
      NDArray flat = root.create(weights);
      flat.setRequiresGradient(true);
      try (GradientCollector collector = root.getEngine().newGradientCollector()) {
        Objective.Value value = value(root, flat, true);
        if (disturb) {
          overwriteFreedMemory();
        }
        collector.backward(value.loss());
      }
      return flat.getGradient().toFloatArray();
    }
  }

  private static Objective.Value value(NDManager root, NDArray weights, boolean training) {
    return new Objective(NETWORK, SETTINGS.loop(), root)
        .of(root, weights, DATA.trainingWindows(0), 0, 64, new SplittableRandom(2), 0.5, training);
  }

  private static void overwriteFreedMemory() {
    for (int round = 0; round < 3; round++) {
      System.gc();
      for (int i = 0; i < 2_000; i++) {
        ByteBuffer junk = ByteBuffer.allocateDirect(64);
        while (junk.hasRemaining()) {
          junk.put((byte) 0x7e);
        }
      }
    }
  }
}
