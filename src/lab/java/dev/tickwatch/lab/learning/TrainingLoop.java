package dev.tickwatch.lab.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.tickwatch.lab.network.DataSplit;
import dev.tickwatch.lab.network.Examples;
import dev.tickwatch.lab.network.Network;
import dev.tickwatch.model.scoring.ScoringDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Trains the weights of any network, epoch by epoch, and keeps the best ones. Used once, by one
 * thread.
 */
public final class TrainingLoop {
  private static final double LAST_RATE_SHARE = 0.05;
  private static final long VALIDATION_NOISE = 0x5eed;

  private final LoopSettings settings;
  private final DataSplit data;
  private final TrainingProgress progress;
  private final NDManager root;
  private final NDArray weights;
  private final NDArray values;
  private final Objective objective;
  private final Adam adam;
  private final SplittableRandom random;
  private final EarlyStopping stopping;
  private final List<EpochReport> history = new ArrayList<>();
  private long stepsTaken;

  /**
   * @param root owns the arrays of the training; the caller closes it
   */
  public TrainingLoop(
      Network network,
      DataSplit data,
      LoopSettings settings,
      TrainingProgress progress,
      NDManager root) {
    this.settings = settings;
    this.data = data;
    this.progress = progress;
    this.root = root;
    random = new SplittableRandom(settings.seed());
    float[] starting = network.weights().initial(random);
    stopping = new EarlyStopping(settings, starting);
    weights = root.create(starting);
    weights.setRequiresGradient(true);
    values = weights.stopGradient();
    objective = new Objective(network, settings, root);
    adam = new Adam(root, weights, values, settings.clipNorm());
  }

  /**
   * Trains a network. The same settings and data give the same weights on the same machine.
   *
   * @throws TrainingException when PyTorch or the device is not there, training diverges, the
   *     thread is interrupted, or another training runs in this process
   */
  public static TrainedWeights train(
      Network network,
      DataSplit data,
      LoopSettings settings,
      TrainingProgress progress,
      ScoringDevice device) {
    return Torch.alone(
        () -> {
          try (NDManager root = Torch.open(device)) {
            return new TrainingLoop(network, data, settings, progress, root).run();
          }
        });
  }

  /**
   * Runs epochs until they are used up or no longer help.
   *
   * @return the weights of the epoch with the lowest validation loss
   * @throws TrainingException when training diverges or the thread is interrupted
   */
  public TrainedWeights run() {
    Examples validation = data.validation();
    for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
      long start = System.nanoTime();
      double klWeight = settings.klWeight(epoch);
      Figures trained = train(epoch, data.training(random), klWeight);
      Figures validated = validate(epoch, validation);
      boolean better = stopping.isBetter(validated.loss());
      if (better) {
        stopping.keep(epoch, validated.loss(), values.toFloatArray());
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      EpochReport report =
          new EpochReport(epoch, settings.epochs(), trained, validated, klWeight, seconds, better);
      history.add(report);
      progress.epochDone(report);
      if (stopping.isOver(epoch)) {
        break;
      }
    }
    return new TrainedWeights(stopping.best(), history);
  }

  private Figures train(int epoch, Examples examples, double klWeight) {
    int size = settings.batchSize();
    int batches = (examples.size() + size - 1) / size;
    Figures.Sum sum = new Figures.Sum();
    for (int batch = 0; batch < batches; batch++) {
      stopIfInterrupted();
      int first = batch * size;
      int count = Math.min(size, examples.size() - first);
      double share = (epoch - 1 + (double) batch / batches) / settings.epochs();
      try (NDManager manager = root.newSubManager()) {
        float[] figures = trainOn(manager, examples, first, count, klWeight);
        requireFinite(figures[0], "loss", epoch, batch);
        requireFinite(adam.step(manager, rate(share)), "gradient", epoch, batch);
        sum.add(figures, count);
      }
      stepsTaken++;
      progress.batchDone(epoch, batch + 1, batches);
    }
    return sum.mean();
  }

  private float[] trainOn(
      NDManager manager, Examples examples, int first, int count, double klWeight) {
    try (GradientCollector gradients = root.getEngine().newGradientCollector()) {
      Objective.Value value =
          objective.of(manager, weights, examples, first, count, random, klWeight, true);
      gradients.backward(value.loss());
      return value.figures().toFloatArray();
    }
  }

  private Figures validate(int epoch, Examples examples) {
    SplittableRandom noise = new SplittableRandom(settings.seed() ^ VALIDATION_NOISE);
    int size = settings.batchSize();
    Figures.Sum sum = new Figures.Sum();
    for (int first = 0; first < examples.size(); first += size) {
      stopIfInterrupted();
      int count = Math.min(size, examples.size() - first);
      try (NDManager manager = root.newSubManager();
          GradientCollector unused = Torch.sameKernelsAsInTraining(root)) {
        float[] figures =
            objective
                .of(manager, values, examples, first, count, noise, 1, false)
                .figures()
                .toFloatArray();
        requireFinite(figures[0], "validation loss", epoch, first / size);
        sum.add(figures, count);
      }
    }
    return sum.mean();
  }

  /**
   * From the full learning rate to a share of it, along half a cosine.
   *
   * @param share of all epochs that is done, 0 to 1
   */
  private double rate(double share) {
    double cosine = (1 + Math.cos(Math.PI * share)) / 2;
    return settings.learningRate() * (LAST_RATE_SHARE + (1 - LAST_RATE_SHARE) * cosine);
  }

  private void requireFinite(double value, String what, int epoch, int batch) {
    if (!Double.isFinite(value)) {
      throw new TrainingException(
          "training diverged: "
              + what
              + " is "
              + value
              + " in epoch "
              + epoch
              + ", batch "
              + (batch + 1)
              + " (after "
              + stepsTaken
              + " steps); try a lower learning rate than "
              + settings.learningRate()
              + " or a lower clip norm than "
              + settings.clipNorm());
    }
  }

  private static void stopIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new TrainingException("training was interrupted; no model was written");
    }
  }
}
