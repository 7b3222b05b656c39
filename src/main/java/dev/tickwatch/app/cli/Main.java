package dev.tickwatch.app.cli;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.ServiceLoader;
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
    CommandLine commandLine = new CommandLine(main);
    commands().forEach(commandLine::addSubcommand);
    return commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(main::explain)
        .setParameterExceptionHandler(Main::explainFlag)
        .execute(args);
  }

  /** Those on the class path, by name. */
  private static List<TickwatchCommand> commands() {
    return ServiceLoader.load(TickwatchCommand.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(Main::nameOf))
        .toList();
  }

  private static boolean isLabHere() {
    return commands().stream()
        .anyMatch(command -> !command.getClass().getPackage().equals(Main.class.getPackage()));
  }

  private static String nameOf(TickwatchCommand command) {
    return command.getClass().getAnnotation(Command.class).name();
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
  }

  private static int explainFlag(CommandLine.ParameterException error, String[] args) {
    String name = error.getCommandLine().getCommandSpec().qualifiedName();
    PrintWriter err = error.getCommandLine().getErr();
    if (error instanceof CommandLine.UnmatchedArgumentException unmatched
        && error.getCommandLine().getCommand() instanceof Main
        && !unmatched.getUnmatched().get(0).startsWith("-")
        && !isLabHere()) {
      err.println(
          "%s: there is no command '%s' here; those that train, demonstrate and measure are in the lab, which is not installed"
              .formatted(name, unmatched.getUnmatched().get(0)));
    } else {
      err.println(name + ": " + error.getMessage() + " (see " + name + " --help)");
    }
    return ExitCode.USAGE;
  }

  private int explain(Exception error, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    String message = error.getMessage() == null ? error.toString() : error.getMessage();
    err.println("tickwatch " + command.getCommandName() + ": " + message);
    OptionalInt expected = ExpectedFailure.status(error);
    if (expected.isEmpty() && command.getCommand() instanceof TickwatchCommand own) {
      expected = own.exitStatus(error);
    }
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
