package dev.tickwatch.lab.evaluation;

import com.amazon.randomcutforest.config.TransformMethod;
import dev.tickwatch.lab.baseline.BaselineInput;
import dev.tickwatch.lab.baseline.EwmaZScoreBaseline;
import dev.tickwatch.lab.baseline.IsolationForestBaseline;
import dev.tickwatch.lab.baseline.RandomCutForestBaseline;
import dev.tickwatch.lab.baseline.SpectralResidualBaseline;
import dev.tickwatch.lab.training.Trainer;
import dev.tickwatch.lab.training.TrainingListener;
import dev.tickwatch.lab.training.TrainingResult;
import dev.tickwatch.lab.training.TrainingSettings;
import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.scoring.OnnxWindowScorer;
import dev.tickwatch.model.scoring.ScoringDevice;
import dev.tickwatch.model.scoring.WindowScorer;
import dev.tickwatch.model.window.FeatureSettings;
import dev.tickwatch.model.window.WindowShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who is measured, and how each is set up: the same for every dataset. */
final class Contenders {

  /** The product, as trained by {@code tickwatch train}. */
  static final String TICKWATCH = "Tickwatch";

  /** The same without a network. */
  static final String NO_NETWORK = "same tests, no network";

  private static final WindowShape SHAPE = new WindowShape(60, 10);
  private static final double VALIDATION_SHARE = 0.3;

  /** Training windows of an epoch: enough for a network of this size, few enough to wait for. */
  private static final int WINDOWS_AN_EPOCH = 12_000;

  private static final long SEED = 1;

  private Contenders() {}

  /** All of them. */
  static List<Contender> all(TradingCalendar calendar, int epochs, TrainingListener listener) {
    List<Contender> all = new ArrayList<>();
    all.add(tickwatch(calendar, epochs, listener));
    all.add(noNetwork(calendar));
    all.add(randomCutForest(calendar));
    all.add(new BaselineContender(new EwmaZScoreBaseline(), calendar));
    all.add(new BaselineContender(new SpectralResidualBaseline(BaselineInput.LOG_PRICE), calendar));
    all.add(new BaselineContender(new IsolationForestBaseline(SEED), calendar));
    return all;
  }

  static TickwatchContender tickwatch(
      TradingCalendar calendar, int epochs, TrainingListener listener) {
    return tickwatch(prices(calendar), epochs, listener);
  }

  static TickwatchContender tickwatch(
      FeatureSettings features, int epochs, TrainingListener listener) {
    return new TickwatchContender(
        TICKWATCH, training -> train(training, features, epochs, SEED, listener));
  }

  private static FeatureSettings prices(TradingCalendar calendar) {
    return FeatureSettings.DEFAULT.withCalendar(calendar);
  }

  /** The product with another seed or other training ticks; see {@link EvaluationPlan}. */
  static TickwatchContender variant(
      String variant, TradingCalendar calendar, int epochs, TrainingListener listener) {
    return new TickwatchContender(
        TICKWATCH + ", " + variant,
        training -> {
          if (variant.startsWith("seed-")) {
            long seed = Long.parseLong(variant.substring("seed-".length()));
            return train(training, prices(calendar), epochs, seed, listener);
          }
          Map<String, List<Tick>> other = new TreeMap<>();
          training.forEach(
              (symbol, ticks) -> other.put(symbol, ticks.subList(ticks.size() / 2, ticks.size())));
          return train(
              variant.equals("recent") ? other : InjectedSeries.in(training, 1, SEED).ticks(),
              prices(calendar),
              epochs,
              SEED,
              listener);
        });
  }

  static TickwatchContender noNetwork(TradingCalendar calendar) {
    return noNetwork(prices(calendar));
  }

  static TickwatchContender noNetwork(FeatureSettings features) {
    return new TickwatchContender(
        NO_NETWORK, training -> PlainScorer.fit(SHAPE, features, training, VALIDATION_SHARE));
  }

  /** The best of the library's transforms, with and without sizes and the calendar's help. */
  static Contender randomCutForest(TradingCalendar calendar) {
    List<Contender> variants = new ArrayList<>();
    for (RandomCutForestBaseline baseline :
        List.of(
            new RandomCutForestBaseline(
                TransformMethod.NORMALIZE_DIFFERENCE, BaselineInput.LOG_PRICE, SEED),
            new RandomCutForestBaseline(
                TransformMethod.NORMALIZE_DIFFERENCE, BaselineInput.LOG_PRICE_AND_SIZE, SEED),
            new RandomCutForestBaseline(TransformMethod.NORMALIZE, BaselineInput.RETURN, SEED),
            new RandomCutForestBaseline(
                TransformMethod.NORMALIZE, BaselineInput.RETURN_AND_SIZE, SEED),
            new RandomCutForestBaseline(TransformMethod.NONE, BaselineInput.RETURN, SEED))) {
      variants.add(new BaselineContender(baseline, calendar));
    }
    return new BestContender("Random Cut Forest", variants);
  }

  private static WindowScorer train(
      Map<String, List<Tick>> training,
      FeatureSettings features,
      int epochs,
      long seed,
      TrainingListener listener) {
    int ticks = training.values().stream().mapToInt(List::size).sum();
    TrainingSettings settings =
        TrainingSettings.DEFAULT
            .edit()
            .shape(SHAPE)
            .features(features)
            .validationShare(VALIDATION_SHARE)
            .stride(Math.max(1, (int) (ticks * (1 - VALIDATION_SHARE) / WINDOWS_AN_EPOCH)))
            .epochs(epochs)
            .seed(seed)
            .build();
    TrainingResult result = Trainer.train(settings, training, listener);
    return OnnxWindowScorer.open(result.model(), result.manifest().version(), ScoringDevice.CPU);
  }
}
