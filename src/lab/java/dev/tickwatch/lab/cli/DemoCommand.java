package dev.tickwatch.lab.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.tickwatch.app.cli.TickwatchCommand;
import dev.tickwatch.app.cli.UserError;
import dev.tickwatch.lab.demo.Demo;
import dev.tickwatch.lab.demo.DemoSettings;
import java.io.PrintStream;
import java.util.OptionalInt;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** The whole way of a tick in one process, on real prices. */
@Command(
    name = "demo",
    description = {
      "Starts a Kafka broker in this process, trains a model on the first part of real prices,",
      "replays the rest with a few planted anomalies, prints each alert, and serves the live page."
    },
    sortOptions = false)
public final class DemoCommand implements TickwatchCommand {
  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Of the live page; 0 for any free one. Default: ${DEFAULT-VALUE}")
  private int port;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "240",
      description = "How long the replay takes. Default: ${DEFAULT-VALUE}")
  private int seconds;

  @Option(
      names = "--headless",
      description = {
        "End after the replay, with status 1 unless every replayed tick was scored exactly once",
        "and every planted anomaly was alerted on."
      })
  private boolean headless;

  /** For picocli. */
  public DemoCommand() {}

  @Override
  public Integer call() throws Exception {
    DemoSettings settings;
    try {
      settings = new DemoSettings(port, seconds, headless, Ansi.AUTO.enabled());
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage(), e);
    }
    keepQuietAboutTemporaryState();
    PrintStream out = System.out;
    return Demo.run(settings, out::println) ? 0 : 1;
  }

  /**
   * Kafka Streams warns of state that does not outlive the system's clean-up: here it is not to.
   */
  private static void keepQuietAboutTemporaryState() {
    String name = "org.apache.kafka.streams.processor.internals.StateDirectory";
    if (LoggerFactory.getLogger(name) instanceof Logger logger) {
      logger.setLevel(Level.ERROR);
    }
  }

  @Override
  public OptionalInt exitStatus(Throwable failure) {
    return LabFailure.status(failure);
  }
}
