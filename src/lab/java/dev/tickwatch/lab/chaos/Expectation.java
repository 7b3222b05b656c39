package dev.tickwatch.lab.chaos;

import dev.tickwatch.app.backtest.Backtest;
import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.alert.AlertPolicy;
import dev.tickwatch.detect.marketwide.MarketGroups;
import dev.tickwatch.detect.marketwide.MarketJudge;
import dev.tickwatch.detect.marketwide.MarketSettings;
import dev.tickwatch.detect.marketwide.MarketStore;
import dev.tickwatch.detect.symbol.Detection;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.io.wire.DeadLetter;
import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.TickFields;
import dev.tickwatch.io.wire.TickOutcome;
import dev.tickwatch.io.wire.TickParser;
import dev.tickwatch.io.wire.WireFormat;
import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.market.tick.TickCheck;
import dev.tickwatch.market.tick.TickDefect;
import dev.tickwatch.model.scoring.WindowScorer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What must come of an input: every record of every output topic, made by the code of {@code
 * backtest} in memory, a partition at a time, as the partition is what one task of the service
 * sees. The market is judged when all of them have told of it.
 */
final class Expectation {
  /** How the services under test are to watch the market: often enough to have what to compare. */
  static final MarketSettings MARKET =
      new MarketSettings(
          Duration.ofSeconds(5),
          MarketGroups.NONE,
          new AlertPolicy(50, MarketSettings.DEFAULT.policy().quietTicks()),
          MarketSettings.DEFAULT.fewestSymbols(),
          Duration.ofMinutes(10));

  private static final int BATCH = 64;

  private final TickParser parser =
      new TickParser(WireFormat.ticks(RecordFormat.AVRO, TickFields.DEFAULT), TickCheck.DEFAULT);
  private final List<Input> inputs;
  private final String topic;
  private final ModelChoice models;
  private final boolean anyModel;
  private final Map<Output, List<OutputRecord>> records = new EnumMap<>(Output.class);
  private final String[] outcomes;
  private final MarketJudge market;

  /**
   * Scores the input.
   *
   * @param topic that it is sent to, which dead letters name
   * @param scorer stays the caller's to close
   */
  Expectation(List<Input> inputs, String topic, WindowScorer scorer, Detector detector) {
    this(inputs, topic, (symbol, sequence) -> scorer, BATCH, detector, false);
  }

  /**
   * Scores the input with a model that may be another one at each tick; versions are left out of
   * what is to be compared.
   *
   * @param topic that it is sent to, which dead letters name
   * @param models asked for each tick
   */
  Expectation(List<Input> inputs, String topic, ModelChoice models, Detector detector) {
    this(inputs, topic, models, 1, detector, true);
  }

  private Expectation(
      List<Input> inputs,
      String topic,
      ModelChoice models,
      int batchSize,
      Detector detector,
      boolean anyModel) {
    this.inputs = inputs;
    this.topic = topic;
    this.models = models;
    this.anyModel = anyModel;
    outcomes = new String[inputs.size()];
    for (Output output : Output.values()) {
      records.put(output, new ArrayList<>());
    }
    int partitions = inputs.stream().mapToInt(Input::partition).max().orElse(0) + 1;
    TradingCalendar calendar = models.of("", 0).manifest().calendar();
    market = new MarketJudge(MARKET, calendar, partitions, MarketStore.NONE);
    for (int partition = 0; partition < partitions; partition++) {
      new Task(partition, batchSize, detector).run();
    }
  }

  /** Records of a topic; in order within each of their groups. */
  List<OutputRecord> records(Output output) {
    return records.get(output);
  }

  /** Every input record ends as a score or a dead letter; the {@link #outcome} of each. */
  int inputs() {
    return inputs.size();
  }

  /** Counts by {@link #outcome} what the first inputs must have become. */
  Map<String, Integer> outcomesOf(int first) {
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < first; i++) {
      counts.merge(outcomes[i], 1, Integer::sum);
    }
    return counts;
  }

  /** What a score or a dead letter is counted under. */
  static String outcome(OutputRecord record) {
    return record.output() + " " + record.group();
  }

  private void add(OutputRecord record) {
    records.get(record.output()).add(record);
  }

  /** One partition. */
  private final class Task {
    private final int partition;
    private final int steps;
    private final ModelChoice.Switch scorer;
    private final Map<String, Long> sequences = new HashMap<>();
    private final Backtest backtest;
    private Optional<Tick> refused = Optional.empty();

    private Task(int partition, int batchSize, Detector detector) {
      this.partition = partition;
      scorer = new ModelChoice.Switch(models.of("", 0));
      steps = scorer.manifest().shape().steps();
      backtest =
          new Backtest(scorer, detector, batchSize, this::take)
              .onSilence(this::take)
              .gatheringMarket(
                  MARKET,
                  (group, bucket, summary) ->
                      market.take(
                          partition, group, bucket, summary, alert -> add(OutputRecord.of(alert))))
              .onTooLate(tick -> refused = Optional.of(tick));
    }

    private void run() {
      for (int i = 0; i < inputs.size(); i++) {
        Input input = inputs.get(i);
        if (input.partition() == partition) {
          outcomes[i] = outcomeOf(input);
        }
      }
      backtest.finish();
    }

    private String outcomeOf(Input input) {
      TickOutcome outcome = parser.parse(input.value());
      if (outcome instanceof TickOutcome.Rejected rejected) {
        return deadLetter(input, rejected.defect());
      }
      Tick tick = ((TickOutcome.Accepted) outcome).tick();
      refused = Optional.empty();
      long sequence = sequences.getOrDefault(tick.symbol(), 0L) + 1;
      scorer.to(models.of(tick.symbol(), sequence));
      backtest.accept(tick);
      return refused.isPresent()
          ? deadLetter(input, TickDefect.tooLate(tick, steps))
          : Output.SCORES + " " + tick.symbol();
    }

    private String deadLetter(Input input, TickDefect defect) {
      OutputRecord letter =
          OutputRecord.of(
              new DeadLetter(
                  defect,
                  topic,
                  partition,
                  input.offset(),
                  input.timestampMillis(),
                  input.key(),
                  input.value()));
      add(letter);
      return outcome(letter);
    }

    private void take(Detection detection) {
      sequences.put(detection.score().symbol(), detection.score().sequence());
      add(OutputRecord.of(detection.score(), anyModel));
      detection.forecast().ifPresent(forecast -> add(OutputRecord.of(forecast, anyModel)));
      detection.alert().ifPresent(this::take);
    }

    private void take(Alert alert) {
      add(OutputRecord.of(alert, anyModel));
    }
  }
}
