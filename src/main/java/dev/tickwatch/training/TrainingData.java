package dev.tickwatch.training;

import dev.tickwatch.calibration.TailModel;
import dev.tickwatch.tick.Tick;
import dev.tickwatch.window.DayProfile;
import dev.tickwatch.window.DayProfileFit;
import dev.tickwatch.window.FeatureSettings;
import dev.tickwatch.window.WindowShape;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Ticks made ready for training: rows of features by symbol, split by time. The latest share of
 * each symbol's ticks is for validation; no window with the ticks that it predicts lies on both
 * sides of the split.
 */
final class TrainingData {
  private static final int FEWEST_TRAINING_WINDOWS = 32;
  private static final int FEWEST_VALIDATION_WINDOWS = 8;

  private static final Windows.Bounds TRAINING =
      new Windows.Bounds() {
        @Override
        public int from(Series series) {
          return 0;
        }

        @Override
        public int to(Series series) {
          return series.split();
        }
      };

  private static final Windows.Bounds VALIDATION =
      new Windows.Bounds() {
        @Override
        public int from(Series series) {
          return series.split();
        }

        @Override
        public int to(Series series) {
          return series.count();
        }
      };

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
            series.add(new Series(symbol, sorted, features, settings.validationShare())));
    requireEnough(given);
  }

  /** Learnt from what comes before the validation part. */
  private DayProfile profile() {
    List<List<Tick>> before = new ArrayList<>();
    for (List<Tick> one : ticks.values()) {
      before.add(one.subList(0, (int) (one.size() * (1 - settings.validationShare()))));
    }
    return DayProfileFit.of(settings.features(), before);
  }

  /** What the features depend on, with the profile that the training ticks gave. */
  FeatureSettings features() {
    return features;
  }

  private void requireEnough(Map<String, List<Tick>> given) {
    int training = trainingWindows(0).size();
    int validation = validationWindows().size();
    int scored = series.stream().mapToInt(one -> one.count() - one.split()).sum();
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
   * Windows before the split.
   *
   * @param offset 0 to stride - 1: where the first one starts
   */
  Windows trainingWindows(int offset) {
    return Windows.within(settings.shape(), series, TRAINING, settings.stride(), offset);
  }

  /** Windows after the split. */
  Windows validationWindows() {
    return Windows.within(settings.shape(), series, VALIDATION, settings.stride(), 0);
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

  /** By symbol, where its validation part starts. */
  Map<String, Instant> validationFrom() {
    Map<String, Instant> from = new TreeMap<>();
    series.forEach(one -> from.put(one.symbol(), one.validationFrom()));
    return from;
  }

  /** Event time of the first tick. */
  Instant trainedFrom() {
    return series.stream().map(Series::firstTime).min(Comparator.naturalOrder()).orElseThrow();
  }

  /** Event time of the last tick before a split. */
  Instant trainedTo() {
    return series.stream()
        .map(Series::lastTrainingTime)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** Ticks before the split. */
  long trainingTicks() {
    return series.stream().mapToLong(one -> one.split() + 1L).sum();
  }
}
