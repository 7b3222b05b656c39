package dev.tickwatch.lab.cli;

import dev.tickwatch.app.cli.KafkaOptions;
import dev.tickwatch.app.cli.TickwatchCommand;
import dev.tickwatch.app.cli.UserError;
import dev.tickwatch.lab.chaos.Chaos;
import dev.tickwatch.lab.chaos.ChaosSettings;
import dev.tickwatch.lab.chaos.Fault;
import dev.tickwatch.lab.chaos.FaultResult;
import dev.tickwatch.lab.chaos.ReliabilityReport;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether faults cost a record. */
@Command(
    name = "chaos",
    description = {
      "Stages faults while services score a known input, and checks every record that they commit.",
      "Without --bootstrap-server it starts brokers of its own; faults that need those are left out",
      "with it. There it uses topics and a group of its own for each fault, chaos-..., and deletes",
      "them when every record was right. Ends with status 0 only then."
    },
    sortOptions = false)
public final class ChaosCommand implements TickwatchCommand {
  @Mixin private KafkaOptions kafka;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description =
          "ONNX file written by train, of single ticks. Default: a small one, trained first.")
  private Path model;

  @Option(
      names = "--faults",
      split = ",",
      paramLabel = "NAME",
      description =
          "Faults to stage: kill, takeover, term, broker-kill, leader-loss, network, scorer-throws,"
              + " scorer-hangs, model-swap, state-deleted, disk-full, scale, poison, clock-jumps. Default: all.")
  private List<String> faults = Arrays.stream(Fault.values()).map(Fault::code).toList();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "How often each strikes, or as often as it has ways to. Default: ${DEFAULT-VALUE}")
  private int rounds;

  @Option(
      names = "--ticks",
      paramLabel = "N",
      defaultValue = "60000",
      description = "Records sent for each fault. Default: ${DEFAULT-VALUE}")
  private int ticks;

  @Option(
      names = "--symbols",
      paramLabel = "N",
      defaultValue = "12",
      description = "Symbols that they are of. Default: ${DEFAULT-VALUE}")
  private int symbols;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of input and choices. Default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Page to write, such as docs/reliability.md.")
  private Path report;

  @Option(names = "--require-all", description = "A fault that cannot be staged here is a failure.")
  private boolean requireAll;

  @Option(names = "--json", paramLabel = "FILE", description = "Results to write as JSON.")
  private Path json;

  /** For picocli. */
  public ChaosCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    ChaosSettings settings = settings();
    PrintStream out = System.out;
    KafkaOptions.quiet();
    long start = System.nanoTime();
    List<FaultResult> results = Chaos.run(settings, out::println);
    if (report != null) {
      ReliabilityReport.write(results, report, command());
      out.println("wrote " + report);
    }
    if (json != null) {
      ReliabilityReport.writeJson(results, json);
      out.println("wrote " + json);
    }
    long staged = results.stream().filter(result -> result.notRun().isEmpty()).count();
    long right = results.stream().filter(FaultResult::right).count();
    boolean good = staged > 0 && right == staged && (staged == results.size() || !requireAll);
    out.printf(
        "chaos: %s; every record right under %d of %d faults, %d not run, after %d s%n",
        good ? "good" : "NOT GOOD",
        right,
        staged,
        results.size() - staged,
        (System.nanoTime() - start) / 1_000_000_000);
    return good ? 0 : 1;
  }

  private ChaosSettings settings() {
    Map<String, String> client = new HashMap<>();
    if (kafka.given()) {
      kafka.client().forEach((key, value) -> client.put(key, value.toString()));
    }
    try {
      return new ChaosSettings(
          client,
          Optional.ofNullable(model),
          faults.stream().map(Fault::of).toList(),
          rounds,
          ticks,
          symbols,
          seed);
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage(), e);
    }
  }

  private String command() {
    StringBuilder command = new StringBuilder("tickwatch chaos");
    if (kafka.given()) {
      command.append(" --bootstrap-server HOST:PORT");
    }
    if (model != null) {
      command.append(" --model ").append(model.getFileName());
    }
    if (faults.size() < Fault.values().length) {
      command.append(" --faults ").append(String.join(",", faults));
    }
    return command
        .append(
            " --rounds %d --ticks %d --symbols %d --seed %d"
                .formatted(rounds, ticks, symbols, seed))
        .append(" --report docs/reliability.md")
        .toString();
  }

  @Override
  public OptionalInt exitStatus(Throwable failure) {
    return LabFailure.status(failure);
  }
}
