package dev.tickwatch.lab.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Fits the weights, epoch by epoch, and keeps the best ones. Used once, by one thread. */
final class Fitting {
  private static final double LAST_RATE_SHARE = 0.05;
  private static final long VALIDATION_NOISE = 0x5eed;

  private final TrainingSettings settings;
  private final TrainingData data;
  private final TrainingListener listener;
  private final NDManager root;
  private final NDArray weights;
  private final NDArray values;
  private final Objective objective;
  private final Adam adam;
  private final SplittableRandom random;
  private final List<EpochReport> history = new ArrayList<>();
  private float[] best;
  private long stepsTaken;

  /**
   * @param root owns the arrays of the fit; the caller closes it
   */
  Fitting(
      TrainingSettings settings,
      TrainingData data,
      WeightLayout layout,
      TrainingListener listener,
      NDManager root) {
    this.settings = settings;
    this.data = data;
    this.listener = listener;
    this.root = root;
    random = new SplittableRandom(settings.seed());
    best = layout.initial(random);
    weights = root.create(best);
    weights.setRequiresGradient(true);
    values = weights.stopGradient();
    objective = new Objective(settings, layout, root);
    adam = new Adam(root, weights, values, settings.clipNorm());
  }

  /**
   * Runs epochs until they are used up or no longer help.
   *
   * @return the weights of the epoch with the lowest validation loss
   * @throws TrainingException when training diverges or the thread is interrupted
   */
  float[] run() {
    Windows validation = data.validationWindows();
    double bestLoss = Double.POSITIVE_INFINITY;
    int bestEpoch = 0;
    for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
      long start = System.nanoTime();
      double klWeight = klWeight(epoch);
      int offset = random.nextInt(settings.stride());
      double[] trained = train(epoch, data.trainingWindows(offset).shuffled(random), klWeight);
      double[] validated = validate(epoch, validation);
      boolean better = validated[0] < bestLoss - settings.minDelta();
      if (better) {
        bestLoss = validated[0];
        bestEpoch = epoch;
        best = values.toFloatArray();
      }
      EpochReport report =
          report(epoch, trained, validated, klWeight, (System.nanoTime() - start) / 1e9, better);
      history.add(report);
      listener.epochDone(report);
      if (epoch - bestEpoch >= settings.patience()) {
        break;
      }
    }
    return best;
  }

  /** Every epoch so far. */
  List<EpochReport> history() {
    return history;
  }

  private EpochReport report(
      int epoch,
      double[] trained,
      double[] validated,
      double klWeight,
      double seconds,
      boolean better) {
    return new EpochReport(
        epoch,
        settings.epochs(),
        trained[0],
        trained[1],
        validated[0],
        validated[1],
        trained[2],
        trained[3],
        validated[3],
        klWeight,
        seconds,
        better);
  }

  private double klWeight(int epoch) {
    int warmUp = settings.klWarmUpEpochs();
    return warmUp == 0 ? 1 : Math.min(1, (epoch - 1.0) / warmUp);
  }

  private double[] train(int epoch, Windows windows, double klWeight) {
    int size = settings.batchSize();
    int batches = (windows.size() + size - 1) / size;
    double[] sums = new double[4];
    for (int batch = 0; batch < batches; batch++) {
      stopIfInterrupted();
      int first = batch * size;
      int count = Math.min(size, windows.size() - first);
      double progress = (epoch - 1 + (double) batch / batches) / settings.epochs();
      try (NDManager manager = root.newSubManager()) {
        float[] figures = trainOn(manager, windows, first, count, klWeight);
        requireFinite(figures[0], "loss", epoch, batch);
        requireFinite(adam.step(manager, rate(progress)), "gradient", epoch, batch);
        add(sums, figures, count);
      }
      stepsTaken++;
      listener.batchDone(epoch, batch + 1, batches);
    }
    return scaled(sums, windows.size());
  }

  private float[] trainOn(
      NDManager manager, Windows windows, int first, int count, double klWeight) {
    try (GradientCollector gradients = root.getEngine().newGradientCollector()) {
      Objective.Value value =
          objective.of(manager, weights, windows, first, count, random, klWeight, true);
      gradients.backward(value.loss());
      return value.figures().toFloatArray();
    }
  }

  private double[] validate(int epoch, Windows windows) {
    SplittableRandom noise = new SplittableRandom(settings.seed() ^ VALIDATION_NOISE);
    int size = settings.batchSize();
    double[] sums = new double[4];
    for (int first = 0; first < windows.size(); first += size) {
      stopIfInterrupted();
      int count = Math.min(size, windows.size() - first);
      try (NDManager manager = root.newSubManager();
          GradientCollector unused = Torch.sameKernelsAsInTraining(root)) {
        float[] figures =
            objective
                .of(manager, values, windows, first, count, noise, 1, false)
                .figures()
                .toFloatArray();
        requireFinite(figures[0], "validation loss", epoch, first / size);
        add(sums, figures, count);
      }
    }
    return scaled(sums, windows.size());
  }

  /** From the full learning rate to a share of it, along half a cosine. */
  private double rate(double progress) {
    double cosine = (1 + Math.cos(Math.PI * progress)) / 2;
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

  private static void add(double[] sums, float[] figures, int count) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += (double) figures[i] * count;
    }
  }

  private static double[] scaled(double[] sums, int count) {
    double[] means = new double[sums.length];
    for (int i = 0; i < sums.length; i++) {
      means[i] = sums[i] / count;
    }
    return means;
  }
}
