package dev.tickwatch.lab.cli;

import dev.tickwatch.app.cli.TickwatchCommand;
import dev.tickwatch.app.cli.UserError;
import dev.tickwatch.lab.soak.Soak;
import dev.tickwatch.lab.soak.SoakSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Watches memory, files, threads and meters of a service under load. */
@Command(
    name = "soak",
    description = {
      "Runs the service for an hour under load, with model swaps and changing symbols, and judges"
          + " whether memory, files, threads and meters stay flat.",
      "Exit status 1 when they do not. Linux only, and with a JDK: it has the heap collected."
    })
public final class SoakCommand implements TickwatchCommand {
  @Option(names = "--minutes", description = "How long. Default: ${DEFAULT-VALUE}.")
  private double minutes = 60;

  @Option(
      names = "--rate",
      paramLabel = "TICKS",
      description = "Ticks a second. Default: a share of the sustained rate, measured first.")
  private Double rate;

  @Option(names = "--load", description = "That share. Default: ${DEFAULT-VALUE}.")
  private double load = 0.7;

  @Option(
      names = "--symbols",
      description =
          "Symbols that trade at a time; five times as many take turns. Default: ${DEFAULT-VALUE}.")
  private int symbols = 100;

  @Option(names = "--swaps", description = "Models swapped in. Default: ${DEFAULT-VALUE}.")
  private int swaps = 24;

  @Option(
      names = "--out",
      paramLabel = "DIRECTORY",
      description = "For soak.md, soak.png and soak.json. Default: ${DEFAULT-VALUE}.")
  private Path out = Path.of("docs");

  @Override
  public Integer call() throws IOException {
    SoakSettings settings;
    try {
      settings =
          new SoakSettings(
              Duration.ofMillis(Math.round(minutes * 60_000)),
              rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate),
              load,
              symbols,
              swaps,
              out);
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage(), e);
    }
    PrintStream progress = System.out;
    return Soak.run(settings, progress::println) ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  @Override
  public OptionalInt exitStatus(Throwable failure) {
    return LabFailure.status(failure);
  }
}
