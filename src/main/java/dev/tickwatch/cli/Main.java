package dev.tickwatch.cli;

import java.io.PrintWriter;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** Entry point: {@code tickwatch COMMAND [OPTIONS]}. */
@Command(
    name = "tickwatch",
    description =
        "Watches price streams on Kafka: scores every tick, forecasts, and alerts on anomalies.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      BacktestCommand.class,
      BenchCommand.class,
      ChaosCommand.class,
      DemoCommand.class,
      EvaluateCommand.class,
      HealthCommand.class,
      PublishCommand.class,
      ReplayCommand.class,
      RunCommand.class,
      SoakCommand.class,
      TrainCommand.class,
    },
    scope = ScopeType.INHERIT)
public final class Main implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @CommandLine.Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show stack traces of errors.")
  private boolean verbose;

  private Main() {}

  /** Runs one command and exits with its status: 0 done, 1 failed, 2 a user's mistake. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** As {@link #main}, without ending the process. */
  public static int run(String... args) {
    Main main = new Main();
    return new CommandLine(main)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(main::explain)
        .setParameterExceptionHandler(Main::explainFlag)
        .execute(args);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
  }

  private static int explainFlag(CommandLine.ParameterException error, String[] args) {
    String name = error.getCommandLine().getCommandSpec().qualifiedName();
    PrintWriter err = error.getCommandLine().getErr();
    err.println(name + ": " + error.getMessage() + " (see " + name + " --help)");
    return ExitCode.USAGE;
  }

  private int explain(Exception error, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    String message = error.getMessage() == null ? error.toString() : error.getMessage();
    err.println("tickwatch " + command.getCommandName() + ": " + message);
    OptionalInt expected = ExpectedFailure.status(error);
    if (verbose || expected.isEmpty()) {
      error.printStackTrace(err);
    }
    return expected.orElse(ExitCode.SOFTWARE);
  }

  /** The version of the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"tickwatch " + (version == null ? "development build" : version)};
    }
  }
}
