package dev.tickwatch.lab.cli;

import dev.tickwatch.app.cli.CalendarOption;
import dev.tickwatch.app.cli.KafkaOptions;
import dev.tickwatch.app.cli.OfflineSettings;
import dev.tickwatch.app.cli.SettingFlag;
import dev.tickwatch.app.cli.SettingsOptions;
import dev.tickwatch.app.cli.TickFileOptions;
import dev.tickwatch.app.cli.TickwatchCommand;
import dev.tickwatch.app.cli.UserError;
import dev.tickwatch.io.catalog.DirectoryCatalog;
import dev.tickwatch.io.catalog.ModelArtifact;
import dev.tickwatch.io.ingest.TickHistory;
import dev.tickwatch.io.ingest.TopicTicks;
import dev.tickwatch.io.wire.TickParser;
import dev.tickwatch.io.wire.TickSettings;
import dev.tickwatch.io.wire.WireFormat;
import dev.tickwatch.lab.training.ConsoleProgress;
import dev.tickwatch.lab.training.PredictionQuality;
import dev.tickwatch.lab.training.PriorSamples;
import dev.tickwatch.lab.training.RollingForecast;
import dev.tickwatch.lab.training.Trainer;
import dev.tickwatch.lab.training.TrainingPictures;
import dev.tickwatch.lab.training.TrainingReport;
import dev.tickwatch.lab.training.TrainingResult;
import dev.tickwatch.lab.training.TrainingSettings;
import dev.tickwatch.market.bar.BarBuilders;
import dev.tickwatch.market.bar.BarRules;
import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.market.tick.TickCheck;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** From ticks to a calibrated model file. */
@Command(
    name = "train",
    description = {
      "Trains a model on a CSV file of ticks, or on the history of a topic.",
      "Writes it as ONNX, with pictures of its training, and checks the file against the network."
    },
    sortOptions = false)
public final class TrainCommand implements TickwatchCommand {
  @Mixin private TickFileOptions ticks;

  @Option(
      names = "--from-topic",
      paramLabel = "TOPIC",
      description = "Train on the history of a tick topic instead, up to its end at the start.")
  private String topic;

  @Option(
      names = "--since",
      paramLabel = "INSTANT",
      description = "With --from-topic: records from this time on, such as 2026-01-31T00:00:00Z.")
  private Instant since;

  @Mixin private KafkaOptions kafka;

  @Mixin private CalendarOption traded;

  @Mixin
  private final SettingsOptions settings =
      new SettingsOptions(
          Stream.concat(
                  SettingFlag.barsSaying("Train on bars of this size that are built of the ticks.")
                      .stream(),
                  Stream.of(
                      SettingFlag.FORMAT.saying(
                          "With --from-topic: format of its records, avro or json."),
                      SettingFlag.SERIES.saying(
                          "What kind of series the symbols are: prices (the default), or metrics,"
                              + " whose values may have any sign.")))
              .toList());

  @Option(
      names = "--model-out",
      required = true,
      paramLabel = "DIR",
      description = "Where the model goes, as NAME-VERSION.onnx, with its pictures.")
  private Path directory;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "default",
      description = "Name of the model. Default: ${DEFAULT-VALUE}")
  private String name;

  @Mixin private TrainingOptions training;

  @Option(
      names = "--progress",
      negatable = true,
      description = "Show a progress bar. Default: when on a terminal.")
  private Boolean progress;

  private final PrintStream out = System.out;

  /** For picocli. */
  public TrainCommand() {}

  @Override
  public Integer call() throws IOException {
    OfflineSettings given = settings.load();
    TrainingSettings fitting = fitting(given);
    Optional<BarRules> rules = given.ticks().bars().rules(fitting.features().calendar());
    DirectoryCatalog catalog = catalog();
    TickHistory history = history(given);
    if (history.defects().total() > 0) {
      out.println("left out: " + history.defects());
    }
    Map<String, List<Tick>> input =
        rules.map(built -> barsOf(built, history)).orElse(history.bySymbol());
    out.printf(
        "training on %d %s of %s%n",
        input.values().stream().mapToLong(List::size).sum(),
        rules.map(built -> "bars of " + built.size()).orElse("ticks"),
        input.keySet());
    boolean bar = progress == null ? Ansi.AUTO.enabled() : progress;
    try (ConsoleProgress listener = new ConsoleProgress(out::println, bar)) {
      write(Trainer.train(fitting, input, listener), catalog);
    }
    return 0;
  }

  private TrainingSettings fitting(OfflineSettings given) {
    TrainingSettings flags = training.settings(given.series());
    TradingCalendar calendar = traded.calendar().orElse(flags.features().calendar());
    return flags
        .edit()
        .features(flags.features().withCalendar(calendar))
        .sampling(
            given
                .ticks()
                .bars()
                .rules(calendar)
                .map(built -> built.size().toString())
                .orElse(flags.sampling()))
        .build();
  }

  /** In the order in which the ticks were read, as a stream would. */
  private Map<String, List<Tick>> barsOf(BarRules rules, TickHistory history) {
    Map<String, List<Tick>> built = new LinkedHashMap<>();
    BarBuilders builders = new BarBuilders(rules);
    long tooLate = 0;
    for (Map.Entry<String, List<Tick>> symbol : history.bySymbol().entrySet()) {
      List<Tick> closed = new ArrayList<>();
      for (Tick tick : symbol.getValue()) {
        tooLate += builders.add(tick, closed::add) ? 0 : 1;
      }
      built.put(symbol.getKey(), closed);
    }
    if (tooLate > 0) {
      out.printf("left out: %d ticks that came after their bar had closed%n", tooLate);
    }
    return built;
  }

  private DirectoryCatalog catalog() {
    try {
      Files.createDirectories(directory);
      return new DirectoryCatalog(directory, name);
    } catch (IOException e) {
      throw new UserError("--model-out " + directory + " cannot be written: " + e, e);
    } catch (IllegalArgumentException e) {
      throw new UserError("--name: " + e.getMessage(), e);
    }
  }

  private TickHistory history(OfflineSettings given) {
    TickCheck check = given.check(given.series());
    if (ticks.given() == (topic != null)) {
      throw new UserError("give either --ticks FILE or --from-topic TOPIC");
    }
    if (ticks.given()) {
      return ticks.load(check);
    }
    TickSettings written = given.ticks();
    TickParser parser =
        new TickParser(WireFormat.ticks(written.format(), written.fields().names()), check);
    return new TopicTicks(kafka.client(), parser)
        .read(topic, Optional.ofNullable(since), records -> {});
  }

  private void write(TrainingResult result, DirectoryCatalog catalog) throws IOException {
    String version = result.manifest().version();
    catalog.publish(new ModelArtifact(name, version, result.model()));
    List<Path> pictures = TrainingPictures.write(directory, name + "-" + version, result.report());
    out.printf(
        Locale.ROOT,
        "model %s: ONNX Runtime agrees with PyTorch to %.1e on %d windows%n",
        version,
        result.selfCheck().largest(),
        result.selfCheck().examples());
    out.println("validation log likelihood in nats, of the model and of a fitted Student-t:");
    PredictionQuality quality = result.quality();
    compare("return of the next tick", quality.returns());
    compare("size of the next tick", quality.sizes());
    compare("gap to the next tick", quality.gaps());
    compare("returns to come", quality.forecast());
    judge(result.report());
    out.println("wrote " + directory.resolve(name + "-" + version + ".onnx"));
    pictures.forEach(picture -> out.println("wrote " + picture));
  }

  private void judge(TrainingReport report) {
    out.println(
        "forecasts of "
            + report.rolling().symbol()
            + " on validation ticks, by which the model's intervals were calibrated:");
    for (RollingForecast.Row row : report.rolling().rows()) {
      out.printf(
          Locale.ROOT,
          "  %-44s %2d ahead  CRPS %8.3f %s  pinball %8.3f %s  log density %7.4f  90 %% covers"
              + " %.1f %%%n",
          row.forecaster(),
          row.ahead(),
          row.crps(),
          report.rolling().unit().label(),
          row.pinball(),
          report.rolling().unit().label(),
          row.logDensity(),
          100 * row.covered());
    }
    out.println("windows sampled from the prior (mean a window; real, sampled):");
    for (PriorSamples.Statistic statistic : report.prior().statistics()) {
      out.printf(
          Locale.ROOT,
          "  %-28s %8.4f  %8.4f%n",
          statistic.name(),
          statistic.real(),
          statistic.sampled());
    }
    out.printf(
        Locale.ROOT,
        "log realised volatility explained by two coordinates: latent %.0f %%, PCA of the inputs"
            + " %.0f %%%n",
        100 * report.latent().latentExplains(),
        100 * report.latent().inputsExplain());
  }

  private void compare(String what, PredictionQuality.Comparison comparison) {
    out.printf(
        Locale.ROOT, "  %-24s %8.3f  %8.3f%n", what, comparison.model(), comparison.baseline());
  }

  @Override
  public OptionalInt exitStatus(Throwable failure) {
    return LabFailure.status(failure);
  }
}
