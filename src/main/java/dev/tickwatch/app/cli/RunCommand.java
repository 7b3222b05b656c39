package dev.tickwatch.app.cli;

import dev.tickwatch.app.service.ServiceSettings;
import dev.tickwatch.app.service.TickwatchService;
import dev.tickwatch.app.web.Annotations;
import dev.tickwatch.settings.LoadedSettings;
import dev.tickwatch.settings.SettingsLoader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the scoring service until it is stopped or fails. */
@Command(
    name = "run",
    description = {
      "Scores ticks from Kafka and writes scores, forecasts and alerts back.",
      "Settings: defaults, then --config, then TICKWATCH_... variables, then flags.",
      "Ends with status 1 when the stream fails, and with 3 when the model hangs (scoring.deadline)."
    })
public final class RunCommand implements TickwatchCommand {
  private static final String CONFIG_VARIABLE = "TICKWATCH_CONFIG";

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML file with settings. Default: the one that $TICKWATCH_CONFIG names.")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting, such as scoring.batch-size=64; may be given often.")
  private List<String> assignments = new ArrayList<>();

  @Option(
      names = "--bootstrap-server",
      paramLabel = "HOST:PORT",
      description = "Kafka brokers; the same as --set kafka.bootstrap.servers=...")
  private String bootstrapServer;

  @Option(
      names = "--model",
      paramLabel = "PATH",
      description = "Model file or directory; the same as --set model.path=...")
  private String model;

  @Option(
      names = "--print-settings",
      description = "Print the settings in force and where each came from, and end.")
  private boolean printSettings;

  private final Map<String, String> environment;

  /** For picocli. */
  public RunCommand() {
    this(System.getenv());
  }

  /** With environment variables to read. */
  RunCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    LoadedSettings<ServiceSettings> loaded = load();
    if (printSettings) {
      print(loaded);
      return ExitCode.OK;
    }
    return run(loaded.settings());
  }

  private LoadedSettings<ServiceSettings> load() {
    SettingsLoader<ServiceSettings> loader = SettingsLoader.of(ServiceSettings.class);
    Path file = config == null ? configured() : config;
    if (file != null) {
      loader.file(file);
    }
    loader.environment(environment);
    assignments.forEach(assignment -> loader.flag("--set", assignment));
    if (bootstrapServer != null) {
      loader.flag("--bootstrap-server", "kafka.bootstrap.servers", bootstrapServer);
    }
    if (model != null) {
      loader.flag("--model", "model.path", model);
    }
    return loader.load();
  }

  private Path configured() {
    String file = environment.getOrDefault(CONFIG_VARIABLE, "");
    return file.isEmpty() ? null : Path.of(file);
  }

  private void print(LoadedSettings<ServiceSettings> loaded) {
    PrintWriter out = spec.commandLine().getOut();
    for (LoadedSettings.Effective value : loaded.effective()) {
      out.println(value.key() + ": " + value.text() + "  # " + value.origin());
    }
  }

  private static Integer run(ServiceSettings settings) throws InterruptedException {
    String version = new Main.Version().getVersion()[0];
    try (TickwatchService service = new TickwatchService(settings, Annotations.NONE, version)) {
      Runtime.getRuntime().addShutdownHook(new Thread(service::close, "tickwatch-shutdown"));
      service.start();
      service.awaitStopped();
      return ExitCode.OK;
    }
  }
}
