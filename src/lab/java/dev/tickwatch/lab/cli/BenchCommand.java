package dev.tickwatch.lab.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.tickwatch.app.cli.TickFileOptions;
import dev.tickwatch.app.cli.TickwatchCommand;
import dev.tickwatch.app.cli.UserError;
import dev.tickwatch.lab.bench.Bench;
import dev.tickwatch.lab.bench.BenchResults;
import dev.tickwatch.lab.bench.BenchSettings;
import dev.tickwatch.lab.bench.BenchSettings.Pace;
import dev.tickwatch.lab.bench.BenchSettings.Part;
import dev.tickwatch.lab.bench.PerformanceReport;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.market.tick.TickCheck;
import dev.tickwatch.model.scoring.ScoringDevice;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How fast the service is, end to end. */
@Command(
    name = "bench",
    description = {
      "Measures speed: the service in a process of its own against a real broker, beside Random Cut",
      "Forest in its place, and the scorer alone. Writes a page, pictures and JSON."
    },
    sortOptions = false)
public final class BenchCommand implements TickwatchCommand {
  @Option(
      names = "--only",
      paramLabel = "PART",
      split = ",",
      description = "Measure some parts only: drain, latency, symbols, scorer, lstm-a.")
  private List<String> only = List.of();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "8",
      description = "Rounds in which the variants take turns. Default: ${DEFAULT-VALUE}")
  private int rounds;

  @Option(
      names = "--quick",
      description = "One round on few ticks, to see that all works; its figures mean nothing.")
  private boolean quick;

  @Option(
      names = "--bootstrap-server",
      paramLabel = "HOST:PORT",
      description = "Brokers to use. Default: one that is started in a process of its own.")
  private String bootstrapServer;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description =
          "Model to run. Default: one of the default sizes that is trained on the spot; as fast as"
              + " any of its sizes.")
  private Path model;

  @Option(
      names = "--scorer-only",
      description = "The same as --only scorer,lstm-a: no broker, no service.")
  private boolean scorerOnly;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "cpu",
      description =
          "Of the parts scorer and lstm-a: cpu, or cuda:N with transfers included. Default:"
              + " ${DEFAULT-VALUE}")
  private String device;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "performance.md",
      description =
          "The page to write; pictures and results.json go to a directory beside it. Default:"
              + " ${DEFAULT-VALUE}")
  private Path out;

  @Mixin private TickFileOptions ticks;

  @Override
  public Integer call() throws IOException {
    quiet();
    if (model != null && !Files.isReadable(model)) {
      throw new UserError("--model " + model + " cannot be read");
    }
    Map<String, List<Tick>> real =
        ticks.given() ? ticks.load(TickCheck.DEFAULT).bySymbol() : Map.of();
    BenchSettings settings;
    try {
      settings =
          new BenchSettings(
              parts(),
              quick ? 1 : rounds,
              Optional.ofNullable(bootstrapServer),
              Optional.ofNullable(model),
              real,
              ScoringDevice.parse(device),
              quick ? Pace.QUICK : Pace.FULL);
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage(), e);
    }
    long start = System.nanoTime();
    PrintStream lines = System.out;
    Path absolute = out.toAbsolutePath();
    Files.createDirectories(absolute.getParent());
    var unused = PerformanceReport.earlier(absolute); // or hours might be measured in vain
    List<BenchResults> parts = new ArrayList<>();
    new Bench(settings, command(), lines::println)
        .run(
            part -> {
              parts.add(part);
              PerformanceReport.write(part, absolute);
              PerformanceReport.verdicts(part).forEach(lines::println);
            });
    lines.printf("wrote %s after %.0f s%n", out, (System.nanoTime() - start) / 1e9);
    return parts.stream().allMatch(BenchResults::everyTickOnce) ? 0 : 1;
  }

  /** What was asked for, as it would be typed. */
  private String command() {
    StringBuilder command = new StringBuilder("tickwatch bench");
    if (scorerOnly) {
      command.append(" --scorer-only");
    } else if (!only.isEmpty()) {
      command.append(" --only ").append(String.join(",", only));
    }
    if (quick) {
      command.append(" --quick");
    } else {
      command.append(" --rounds ").append(rounds);
    }
    if (!device.equals("cpu")) {
      command.append(" --device ").append(device);
    }
    if (bootstrapServer != null) {
      command.append(" --bootstrap-server HOST:PORT");
    }
    if (model != null) {
      command.append(" --model FILE");
    }
    if (ticks.given()) {
      command.append(" --ticks FILE");
    }
    return command.toString();
  }

  /** Topics that come and go, and a trainer that looks for a GPU, are nothing to tell of. */
  private static void quiet() {
    for (String name : List.of("org.apache.kafka", "ai.djl")) {
      if (LoggerFactory.getLogger(name) instanceof Logger logger) {
        logger.setLevel(Level.OFF);
      }
    }
  }

  private Set<Part> parts() {
    if (scorerOnly && !only.isEmpty()) {
      throw new UserError("--scorer-only and --only exclude each other");
    }
    if (scorerOnly) {
      return EnumSet.of(Part.SCORER, Part.LSTM_A);
    }
    if (only.isEmpty()) {
      return EnumSet.allOf(Part.class);
    }
    Set<Part> parts = new TreeSet<>();
    for (String name : only) {
      try {
        parts.add(Part.valueOf(name.strip().toUpperCase(Locale.ROOT).replace('-', '_')));
      } catch (IllegalArgumentException e) {
        throw new UserError(
            "--only: no part '" + name + "'; there are drain, latency, symbols, scorer, lstm-a", e);
      }
    }
    return parts;
  }

  @Override
  public OptionalInt exitStatus(Throwable failure) {
    return LabFailure.status(failure);
  }
}
