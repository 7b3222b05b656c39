package dev.tickwatch.lab.training;

import dev.tickwatch.lab.learning.TrainingException;
import dev.tickwatch.lab.network.DataSplit;
import dev.tickwatch.lab.network.Examples;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.calibration.HeldOut;
import dev.tickwatch.model.calibration.TailModel;
import dev.tickwatch.model.window.DayProfile;
import dev.tickwatch.model.window.DayProfileFit;
import dev.tickwatch.model.window.FeatureSettings;
import dev.tickwatch.model.window.WindowShape;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Ticks made ready for training: rows of features by symbol. A share of each symbol's ticks, in
 * stretches spread over time, is held out for validation; no window with the ticks that it predicts
 * lies on both sides.
 */
final class TrainingData implements DataSplit {
  private static final int FEWEST_TRAINING_WINDOWS = 32;
  private static final int FEWEST_VALIDATION_WINDOWS = 8;

  /** Windows that a stretch of validation has room for, one after the other. */
  private static final int WINDOWS_OF_STRETCH = 3;

  private final TrainingSettings settings;
  private final Map<String, List<Tick>> ticks;
  private final List<Series> series = new ArrayList<>();
  private final FeatureSettings features;

  /**
   * @param given by symbol; each list is sorted by event time here (stably: ticks of the same time
   *     keep their order), the caller's lists are not changed
   * @param listener hears which symbols have too few ticks
   * @throws TrainingException when there are too few ticks, or one that is not finite
   */
  TrainingData(
      TrainingSettings settings, Map<String, List<Tick>> given, TrainingListener listener) {
    this.settings = settings;
    ticks = new TreeMap<>();
    new TreeMap<>(given)
        .forEach(
            (symbol, list) -> {
              if (list.size() < fewestTicks(1, 1)) {
                listener.symbolLeftOut(symbol, list.size());
                return;
              }
              List<Tick> sorted = new ArrayList<>(list);
              sorted.sort(Comparator.comparingLong(Tick::eventTimeMicros));
              Series.requireFinite(symbol, sorted, settings.features());
              ticks.put(symbol, sorted);
            });
    features = settings.features().withProfile(profile());
    ticks.forEach(
        (symbol, sorted) ->
            series.add(new Series(symbol, sorted, features, heldOut(settings, sorted.size()))));
    requireEnough(given);
  }

  private static HeldOut heldOut(TrainingSettings settings, int ticks) {
    int window = settings.shape().steps() + settings.shape().horizon();
    return HeldOut.share(ticks, settings.validationShare(), WINDOWS_OF_STRETCH * window);
  }

  /** Learnt from what is not held out. */
  private DayProfile profile() {
    List<List<Tick>> trainedOn = new ArrayList<>();
    for (List<Tick> one : ticks.values()) {
      for (HeldOut.Span span : heldOut(settings, one.size()).trainedOn()) {
        trainedOn.add(one.subList(span.from(), span.to()));
      }
    }
    return DayProfileFit.of(settings.features(), trainedOn);
  }

  /** What the features depend on, with the profile that the training ticks gave. */
  FeatureSettings features() {
    return features;
  }

  private void requireEnough(Map<String, List<Tick>> given) {
    int training = trainingWindows(0).size();
    int validation = validationWindows().size();
    int scored = series.stream().mapToInt(one -> ticksOf(one.heldOut().spans())).sum();
    if (training >= FEWEST_TRAINING_WINDOWS
        && validation >= FEWEST_VALIDATION_WINDOWS
        && scored >= TailModel.FEWEST_VALUES) {
      return;
    }
    int wanted =
        Math.max(
            fewestTicks(FEWEST_TRAINING_WINDOWS, FEWEST_VALIDATION_WINDOWS),
            (int) Math.ceil((TailModel.FEWEST_VALUES + 1) / settings.validationShare()));
    throw new TrainingException(
        "too few ticks to train on: "
            + given.values().stream().mapToInt(List::size).sum()
            + " ticks of "
            + given.size()
            + (given.size() == 1 ? " symbol" : " symbols")
            + "; windows of "
            + settings.shape().steps()
            + " ticks, a horizon of "
            + settings.shape().horizon()
            + ", stride "
            + settings.stride()
            + " and a validation share of "
            + settings.validationShare()
            + " need about "
            + wanted
            + " ticks of one symbol");
  }

  private static int ticksOf(List<HeldOut.Span> spans) {
    return spans.stream().mapToInt(span -> span.to() - span.from()).sum();
  }

  /** Ticks of one symbol that give so many windows on each side of the split. */
  private int fewestTicks(int trainingWindows, int validationWindows) {
    WindowShape shape = settings.shape();
    int one = shape.steps() + shape.horizon();
    double training = one + 2 + (trainingWindows - 1.0) * settings.stride();
    double validation = one + 1 + (validationWindows - 1.0) * settings.stride();
    double share = settings.validationShare();
    return (int) Math.ceil(Math.max(training / (1 - share), validation / share));
  }

  /**
   * Windows that are trained on.
   *
   * @param offset 0 to stride - 1: where the first one starts
   */
  Windows trainingWindows(int offset) {
    return Windows.within(
        settings.shape(), series, one -> one.heldOut().trainedOn(), settings.stride(), offset);
  }

  /** Windows that are held out. */
  Windows validationWindows() {
    return Windows.within(
        settings.shape(), series, one -> one.heldOut().spans(), settings.stride(), 0);
  }

  /** Each epoch begins its windows at another offset. */
  @Override
  public Examples training(SplittableRandom random) {
    int offset = random.nextInt(settings.stride());
    return trainingWindows(offset).shuffled(random);
  }

  @Override
  public Examples validation() {
    return validationWindows();
  }

  /** The ticks of the symbols that are trained on, by symbol, sorted. */
  Map<String, List<Tick>> ticks() {
    return ticks;
  }

  /** The symbol with the most ticks. */
  String longest() {
    return ticks.entrySet().stream()
        .max(Comparator.comparingInt(entry -> entry.getValue().size()))
        .orElseThrow()
        .getKey();
  }

  /** The symbols that are trained on, sorted. */
  List<String> symbols() {
    return List.copyOf(ticks.keySet());
  }

  /** By symbol, the ticks that are held out. */
  Map<String, HeldOut> heldOut() {
    Map<String, HeldOut> heldOut = new TreeMap<>();
    series.forEach(one -> heldOut.put(one.symbol(), one.heldOut()));
    return heldOut;
  }

  /** Event time of the first tick. */
  Instant trainedFrom() {
    return series.stream().map(Series::firstTime).min(Comparator.naturalOrder()).orElseThrow();
  }

  /** Event time of the last tick that is trained on. */
  Instant trainedTo() {
    return series.stream()
        .map(Series::lastTrainingTime)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** Ticks that are trained on. */
  long trainingTicks() {
    return series.stream().mapToLong(one -> ticksOf(one.heldOut().trainedOn())).sum();
  }
}
