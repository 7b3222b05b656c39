package dev.tickwatch.lab.bench;

import dev.tickwatch.app.stream.ScoringStream;
import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.lab.harness.ParentLine;
import dev.tickwatch.market.tick.TickCheck;
import dev.tickwatch.model.scoring.OnnxWindowScorer;
import dev.tickwatch.model.scoring.ScoringDevice;
import dev.tickwatch.model.scoring.SharedModel;
import dev.tickwatch.model.scoring.WindowScorer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The service under test as a process of its own. Asked a {@link ServicePlan}, it runs it and
 * answers a {@link ServiceSnapshot}, and another one to each {@link Request} that follows.
 */
final class StreamProcess {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * How long it can be stopped and keep its place in the group: less than brokers grant at most,
   * and longer than a round, or others' warm-up.
   */
  static final Duration SESSION = Duration.ofMinutes(14);

  /** What a running one is asked; each is answered with a snapshot. */
  enum Request {
    /** Nothing else. */
    SNAPSHOT,
    /** To take no further tick until it is resumed. */
    PAUSE,
    /** To go on. */
    RESUME
  }

  private StreamProcess() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (ParentLine parent = ParentLine.connect(arguments)) {
      ServicePlan plan = parent.next(ServicePlan.class).orElseThrow();
      StreamCounters counters = new StreamCounters();
      try (SharedModel model = model(plan);
          ScoringStream stream = stream(plan, model, counters);
          StreamProfile profile = new StreamProfile()) {
        stream.start();
        stream.awaitRunning(PATIENCE);
        ServiceProbe probe =
            new ServiceProbe(
                counters, stream, profile, plan.applicationId() + "-windows-changelog");
        parent.answer(probe.snapshot());
        for (Optional<Request> request = parent.next(Request.class);
            request.isPresent();
            request = parent.next(Request.class)) {
          switch (request.get()) {
            case SNAPSHOT -> {}
            case PAUSE -> stream.pause();
            case RESUME -> stream.resume();
          }
          parent.answer(probe.snapshot());
        }
      }
    }
    System.exit(0);
  }

  private static SharedModel model(ServicePlan plan) {
    WindowScorer scorer = OnnxWindowScorer.open(Path.of(plan.model()), ScoringDevice.CPU);
    if (plan.variant().scorer() == Variant.Scorer.CONSTANT) {
      try (scorer) {
        return new SharedModel(new ConstantScorer(scorer.manifest()));
      }
    }
    return new SharedModel(scorer);
  }

  private static ScoringStream stream(
      ServicePlan plan, SharedModel model, StreamCounters counters) {
    Map<String, String> kafka =
        Map.of(
            "bootstrap.servers",
            plan.bootstrapServers(),
            "session.timeout.ms",
            Long.toString(SESSION.toMillis()),
            "max.poll.interval.ms",
            Long.toString(SESSION.toMillis()),
            "transaction.timeout.ms",
            Long.toString(SESSION.toMillis()));
    if (plan.variant().scorer() == Variant.Scorer.FOREST) {
      return new ScoringStream(
          plan.settings(), kafka, ForestScorer::new, TickCheck.DEFAULT, counters);
    }
    return new ScoringStream(
        plan.settings(),
        kafka,
        model,
        new Detector(DetectionSettings.DEFAULT),
        TickCheck.DEFAULT,
        counters);
  }
}
