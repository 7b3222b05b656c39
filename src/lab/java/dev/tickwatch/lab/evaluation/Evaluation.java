package dev.tickwatch.lab.evaluation;

import dev.tickwatch.lab.evaluation.EvaluationPlan.DatasetPlan;
import dev.tickwatch.lab.harness.Progress;
import dev.tickwatch.lab.nab.NabCorpus;
import dev.tickwatch.lab.training.TrainingListener;
import dev.tickwatch.market.calendar.TradingCalendar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Carries out a plan. */
public final class Evaluation {
  private static final long SEED = 100;
  private static final double EVENT_BUDGET = 500;
  private static final double PRINTS_BUDGET = 2000;

  /**
   * All that was measured.
   *
   * @param skipped parts of the plan whose data is not there
   */
  public record Results(
      List<DetectionTable> detection,
      List<Forecasts> forecasts,
      List<Events> events,
      List<UnlikeTrial.Result> unlike,
      List<MarketTrial.Result> market,
      List<NabTrial.Row> nab,
      Optional<PrintsTrial.Result> prints,
      List<String> skipped) {

    /** Results of before there was a market have none of it. */
    public Results {
      market = market == null ? List.of() : List.copyOf(market);
    }

    /** These results, and what only earlier ones have. */
    Results over(Results earlier) {
      return new Results(
          merged(earlier.detection, detection, DetectionTable::dataset),
          merged(earlier.forecasts, forecasts, Forecasts::dataset),
          merged(earlier.events, events, Events::dataset),
          merged(earlier.unlike, unlike, UnlikeTrial.Result::dataset),
          merged(earlier.market, market, MarketTrial.Result::dataset),
          nab.isEmpty() ? earlier.nab : nab,
          prints.isEmpty() ? earlier.prints : prints,
          skipped);
    }

    private static <T> List<T> merged(List<T> earlier, List<T> now, Function<T, String> name) {
      Map<String, T> all = new LinkedHashMap<>();
      earlier.forEach(one -> all.put(name.apply(one), one));
      now.forEach(one -> all.put(name.apply(one), one));
      return List.copyOf(all.values());
    }
  }

  /** Forecasts of one dataset. */
  record Forecasts(String dataset, List<ForecastMetrics.Result> results) {}

  /** Known events of one dataset. */
  record Events(
      String dataset,
      double budget,
      List<EventTrial.Found> found,
      long otherTicks,
      Map<String, Integer> namedOtherwise) {}

  private final EvaluationPlan plan;
  private final Path data;
  private final Optional<String> only;
  private final boolean productOnly;
  private final TrainingListener listener;
  private final Progress progress;
  private final List<DetectionTable> detection = new ArrayList<>();
  private final List<Forecasts> forecasts = new ArrayList<>();
  private final List<Events> events = new ArrayList<>();
  private final List<UnlikeTrial.Result> unlike = new ArrayList<>();
  private final List<MarketTrial.Result> market = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();

  /**
   * @param data the plan's paths are below it
   * @param only name of the one dataset to measure, {@code nab} or {@code prints}; empty for all
   * @param productOnly whether other detectors are left out, but for the product's ablation
   * @param progress hears a line at each step
   * @throws IllegalArgumentException when the plan has no such part
   */
  public Evaluation(
      EvaluationPlan plan,
      Path data,
      Optional<String> only,
      boolean productOnly,
      TrainingListener listener,
      Progress progress) {
    if (only.isPresent() && !plan.parts().contains(only.get())) {
      throw new IllegalArgumentException(
          "the plan has no '" + only.get() + "', only " + String.join(", ", plan.parts()));
    }
    this.plan = plan;
    this.data = data;
    this.only = only;
    this.productOnly = productOnly;
    this.listener = listener;
    this.progress = progress;
  }

  /**
   * Measures.
   *
   * @throws IOException when data cannot be read
   * @throws IllegalArgumentException when data is not as the plan says
   */
  public Results run() throws IOException {
    for (DatasetPlan one : plan.datasets()) {
      if (wanted(one.name())) {
        detect(one);
      }
    }
    return new Results(detection, forecasts, events, unlike, market, nab(), prints(), skipped);
  }

  private boolean wanted(String part) {
    return only.isEmpty() || only.get().equals(part);
  }

  private void detect(DatasetPlan one) throws IOException {
    Optional<Dataset> loaded = Dataset.load(one, data);
    if (loaded.isEmpty()) {
      skip(one.name());
      return;
    }
    Dataset dataset = loaded.get();
    progress.line(
        "%s: %d symbols, %,d ticks to train on, %,d to judge"
            .formatted(
                one.name(),
                dataset.training().size(),
                dataset.trainingTicks(),
                dataset.judgedTicks()));
    if (one.eventsOnly()) {
      try (TickwatchContender product =
          Contenders.tickwatch(dataset.calendar(), one.epochs(), listener)) {
        product.fit(dataset.training());
        lookUpEvents(dataset, product);
      }
      return;
    }
    if (one.modelOf() != null) {
      unlike(dataset);
      return;
    }
    DetectionTrial trial = new DetectionTrial(dataset, SEED, progress);
    // One after the other: each is closed before the next is fitted.
    List<DetectionTable.Row> rows = new ArrayList<>();
    for (Contender contender : contenders(dataset)) {
      try (contender) {
        rows.add(trial.run(contender));
        if (contender.name().equals(Contenders.TICKWATCH)) {
          furtherTrials(dataset, (TickwatchContender) contender);
        }
      }
    }
    detection.add(trial.table(rows));
  }

  private List<Contender> contenders(Dataset dataset) {
    DatasetPlan one = dataset.plan();
    TradingCalendar calendar = dataset.calendar();
    List<Contender> all = new ArrayList<>();
    if (productOnly) {
      all.add(Contenders.tickwatch(calendar, one.epochs(), listener));
      all.add(Contenders.noNetwork(calendar));
    } else {
      all.addAll(Contenders.all(calendar, one.epochs(), listener));
    }
    for (String variant : one.variants()) {
      all.add(Contenders.variant(variant, calendar, one.epochs(), listener));
    }
    return all;
  }

  /** The budget of symbols that are unlike those of the model. */
  private void unlike(Dataset dataset) throws IOException {
    DatasetPlan one = dataset.plan();
    DatasetPlan home =
        plan.datasets().stream()
            .filter(other -> other.name().equals(one.modelOf()))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("the plan has no dataset " + one.modelOf()));
    Optional<Dataset> like = Dataset.load(home, data);
    if (like.isEmpty()) {
      skip(one.name());
      return;
    }
    try (TickwatchContender product =
        Contenders.tickwatch(like.get().calendar(), home.epochs(), listener)) {
      product.fit(like.get().training());
      UnlikeTrial.Result result = UnlikeTrial.run(dataset, product);
      progress.line("  " + result.inShort());
      unlike.add(result);
    }
  }

  /** What is asked of the product's model alone. */
  private void furtherTrials(Dataset dataset, TickwatchContender fitted) {
    DatasetPlan one = dataset.plan();
    progress.line("  forecasts");
    forecasts.add(new Forecasts(one.name(), ForecastTrial.run(dataset, fitted.scorer())));
    if (one.events() != null) {
      lookUpEvents(dataset, fitted);
    }
  }

  /** In the whole series: what was trained on too. */
  private void lookUpEvents(Dataset dataset, TickwatchContender fitted) {
    DatasetPlan one = dataset.plan();
    if (!Files.exists(data.resolve(one.events()))) {
      skip(one.name() + " events");
      return;
    }
    progress.line("  known events");
    EventTrial.Result result =
        new EventTrial(fitted.records(dataset.whole(), EVENT_BUDGET), EVENT_BUDGET)
            .look(dataset.events());
    events.add(
        new Events(
            one.name(),
            EVENT_BUDGET,
            result.found(),
            result.otherTicks(),
            result.namedOtherwise()));
    MarketTrial.run(dataset, fitted)
        .ifPresent(
            found -> {
              progress.line("  market: " + found.inShort());
              market.add(found);
            });
  }

  private List<NabTrial.Row> nab() throws IOException {
    if (plan.nab() == null || !wanted(EvaluationPlan.NAB)) {
      return List.of();
    }
    Path directory = data.resolve(plan.nab());
    if (!Files.isDirectory(directory)) {
      skip("nab");
      return List.of();
    }
    NabCorpus corpus = NabCorpus.read(directory);
    progress.line("nab: %d files".formatted(corpus.files().size()));
    return new NabTrial(corpus, progress).run(12, listener);
  }

  private Optional<PrintsTrial.Result> prints() throws IOException {
    if (plan.prints() == null || !wanted(EvaluationPlan.PRINTS)) {
      return Optional.empty();
    }
    DatasetPlan dataset = plan.prints().dataset();
    progress.line("prints: " + dataset.files());
    try (TickwatchContender contender =
        Contenders.tickwatch(
            TradingCalendar.named(dataset.calendar()), dataset.epochs(), listener)) {
      Optional<PrintsTrial.Result> result =
          PrintsTrial.run(plan.prints(), data, contender, PRINTS_BUDGET);
      if (result.isEmpty()) {
        skip("prints");
      }
      return result;
    }
  }

  private void skip(String part) {
    skipped.add(part);
    progress.line(part + ": its files are not below " + data + "; skipped");
  }
}
