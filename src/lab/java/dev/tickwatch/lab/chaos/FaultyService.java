package dev.tickwatch.lab.chaos;

import dev.tickwatch.app.service.ServiceSettings;
import dev.tickwatch.app.service.TickwatchService;
import dev.tickwatch.app.web.Annotations;
import dev.tickwatch.settings.SettingsLoader;
import java.nio.file.Path;
import java.util.Arrays;

/** The service as {@code tickwatch run} starts it, but for its scorer, which fails when told to. */
public final class FaultyService {
  private FaultyService() {}

  /**
   * Runs it until it is stopped or fails.
   *
   * @param args the directory of orders to the scorer, and settings as {@code KEY=VALUE}
   */
  public static void main(String[] args) throws InterruptedException {
    Path orders = Path.of(args[0]);
    SettingsLoader<ServiceSettings> loader = SettingsLoader.of(ServiceSettings.class);
    Arrays.stream(args).skip(1).forEach(assignment -> loader.flag("chaos", assignment));
    try (TickwatchService service =
        new TickwatchService(
            loader.load().settings(),
            Annotations.NONE,
            "chaos",
            scorer -> new FaultyScorer(scorer, orders))) {
      Runtime.getRuntime().addShutdownHook(new Thread(service::close, "tickwatch-shutdown"));
      service.start();
      service.awaitStopped();
    }
  }
}
