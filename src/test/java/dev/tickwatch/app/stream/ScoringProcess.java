package dev.tickwatch.app.stream;

import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.market.bar.BarRules;
import dev.tickwatch.market.bar.BarSize;
import dev.tickwatch.market.bar.EmptyBars;
import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.market.tick.TickCheck;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import dev.tickwatch.model.scoring.SharedModel;
import dev.tickwatch.model.window.WindowShape;
import dev.tickwatch.settings.ByteSize;
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

  /**
   * Arguments: bootstrap servers, state directory, size of bars or nothing. Runs until killed or
   * failed.
   */
  public static void main(String[] args) throws InterruptedException {
    Optional<BarRules> bars = bars(args.length > 2 ? args[2] : "");
    try (SharedModel model = new SharedModel(scorer(bars));
        ScoringStream stream =
            new ScoringStream(
                settings(Path.of(args[1]), bars),
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

  /** Rules for bars of a size; empty for an empty one. The grace makes some ticks too late. */
  static Optional<BarRules> bars(String size) {
    return size.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new BarRules(
                BarSize.parse(size),
                TradingCalendar.named("24x7"),
                Duration.ofSeconds(1),
                EmptyBars.FILL));
  }

  static ArithmeticScorer scorer(Optional<BarRules> bars) {
    return bars.map(rules -> SCORER.ofBars(rules.size().toString())).orElse(SCORER);
  }

  private static StreamSettings settings(Path state, Optional<BarRules> bars) {
    StreamSettings byDefault = StreamSettings.defaults("killed");
    return bars.map(byDefault::with)
        .orElse(byDefault)
        .with(
            new KafkaStreamsSettings(
                "killed",
                Duration.ofMillis(50),
                state,
                StreamSettings.Guarantee.EXACTLY_ONCE,
                Optional.of("killed-1"),
                StreamSettings.GroupProtocol.CLASSIC,
                ByteSize.parse("16MiB")))
        .withThreads(2);
  }

  /** Starts one. */
  static Process start(String bootstrapServers, Path state, String bars, Path log)
      throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ScoringProcess.class.getName(),
                bootstrapServers,
                state.toString(),
                bars))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }
}
