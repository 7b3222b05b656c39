package dev.tickwatch.stream;

import dev.tickwatch.detection.DetectionSettings;
import dev.tickwatch.detection.Detector;
import dev.tickwatch.scoring.ArithmeticScorer;
import dev.tickwatch.scoring.SharedModel;
import dev.tickwatch.tick.TickCheck;
import dev.tickwatch.window.WindowShape;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A scoring service in a process of its own, so that it can be killed. */
final class ScoringProcess {
  static final ArithmeticScorer SCORER = ArithmeticScorer.calibrated(new WindowShape(8, 3));
  static final Detector DETECTOR =
      new Detector(
          new DetectionSettings(DetectionSettings.DEFAULT.alerts(), 0.9, /* forecasts= */ false));

  private ScoringProcess() {}

  /** Arguments: bootstrap servers, state directory. Runs until killed or failed. */
  public static void main(String[] args) throws InterruptedException {
    try (SharedModel model = new SharedModel(SCORER);
        ScoringStream stream =
            new ScoringStream(
                settings(Path.of(args[1])),
                Map.of("bootstrap.servers", args[0]),
                model,
                DETECTOR,
                TickCheck.DEFAULT,
                StreamObserver.NONE)) {
      stream.start();
      stream.awaitStopped();
      throw new IllegalStateException("stream ended", stream.failure().orElse(null));
    }
  }

  static StreamSettings settings(Path state) {
    return StreamSettings.defaults("killed")
        .with(
            new StreamSettings.Engine(
                2,
                Duration.ofMillis(50),
                16L << 20,
                state,
                StreamSettings.Guarantee.EXACTLY_ONCE,
                StreamSettings.GroupProtocol.CLASSIC,
                Optional.of("killed-1")));
  }

  /** Starts one. */
  static Process start(String bootstrapServers, Path state, Path log) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ScoringProcess.class.getName(),
                bootstrapServers,
                state.toString()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }
}
