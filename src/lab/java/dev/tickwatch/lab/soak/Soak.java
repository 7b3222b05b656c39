package dev.tickwatch.lab.soak;

import dev.tickwatch.lab.harness.ClusterClient;
import dev.tickwatch.lab.harness.EmbeddedKafka;
import dev.tickwatch.lab.harness.HarnessException;
import dev.tickwatch.lab.harness.Progress;
import dev.tickwatch.lab.harness.Schedule;
import dev.tickwatch.lab.harness.TickFeed;
import dev.tickwatch.lab.harness.Wait;
import dev.tickwatch.lab.harness.WorkDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;

/** One soak, from broker to report. */
public final class Soak {
  private static final String TICKS = "prices.ticks";
  private static final int PARTITIONS = 6;

  /** Far above what any machine sustains. */
  private static final double FLOOD = 200_000;

  /** Ticks that wait when the sustained rate is measured; half a minute or more of them. */
  private static final int BACKLOG = 1_000_000;

  /** Shares of a backlog scored between which the scoring is timed: code is compiled by then. */
  private static final double TIMED_FROM = 0.5;

  private static final double TIMED_TO = 0.95;

  /** Full collections of the heap over a run; at most one in three samples. */
  private static final int COLLECTIONS = 60;

  private static final double GENTLE = 500;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration STALLED = Duration.ofSeconds(30);

  /** Samples of a run: enough for a picture and a slope. */
  private static final int SAMPLES = 720;

  private final SoakSettings settings;
  private final Progress progress;
  private final Path directory;

  private Soak(SoakSettings settings, Progress progress, Path directory) {
    this.settings = settings;
    this.progress = progress;
    this.directory = directory;
  }

  /**
   * Runs a soak and writes its report.
   *
   * @param progress hears what happens, and the verdict
   * @return whether every quantity was flat and every tick was scored
   * @throws HarnessException when it cannot be run to its end
   */
  public static boolean run(SoakSettings settings, Progress progress) throws IOException {
    SoakResult result;
    try (WorkDirectory work = WorkDirectory.create("tickwatch-soak")) {
      try {
        result = new Soak(settings, progress, work.path()).play();
      } catch (HarnessException e) {
        work.keep(); // with the logs that the message names
        throw e;
      }
    }
    SoakReport.write(result, settings.directory());
    result.judged().forEach(flatness -> progress.line(SoakReport.line(flatness)));
    progress.line("report: " + settings.directory().resolve("soak.md"));
    return result.isGood();
  }

  private SoakResult play() {
    WatchedService.jcmd();
    progress.line("training two models");
    SoakModels models = new SoakModels(directory.resolve("models"));
    models.publishNext();
    try (EmbeddedKafka broker = EmbeddedKafka.start(directory.resolve("broker"));
        ClusterClient client = broker.client()) {
      client.create(topics());
      double lap = settings.length().toSeconds() * Flatness.WARM_UP / 2;
      try (WatchedService service =
              WatchedService.start(
                  broker.bootstrapServers(), directory, directory.resolve("models"));
          TickFeed feed =
              new TickFeed(
                  client.producer(Map.of("linger.ms", 5)),
                  TICKS,
                  new RotatingSymbols(settings.symbols(), lap))) {
        awaitScoring(service, feed);
        double rate =
            settings.rate().isPresent()
                ? settings.rate().getAsDouble()
                : settings.load() * sustained(service, feed);
        progress.say("soaking for %s at %.0f ticks/s", settings.length(), rate);
        feed.follow(Schedule.endless(rate));
        List<Sample> samples = soak(service, feed, models);
        feed.pause();
        double unscored = (double) feed.sent() - awaitScored(service, (double) feed.sent());
        return SoakResult.of(settings, rate, samples, models.swaps(), feed.sent(), unscored);
      }
    }
  }

  /** A soak must not fill the disk: what was scored may go. */
  private static List<NewTopic> topics() {
    return List.of(
        topic(TICKS, "300000"),
        topic("prices.scores", "60000"),
        topic("prices.forecasts", "60000"),
        topic("prices.alerts", "60000"));
  }

  private static NewTopic topic(String name, String retentionMillis) {
    return new NewTopic(name, PARTITIONS, (short) 1)
        .configs(Map.of("retention.ms", retentionMillis, "segment.bytes", "16777216"));
  }

  /** The service gives metrics before its stream runs. */
  private static void awaitScoring(WatchedService service, TickFeed feed) {
    feed.follow(Schedule.endless(GENTLE));
    Wait.until(
        () -> service.sample(0, false).scored() >= GENTLE,
        PATIENCE,
        Duration.ofMillis(500),
        () -> "the service to score");
  }

  /** Ticks a second that the service scores of a backlog. */
  private double sustained(WatchedService service, TickFeed feed) {
    double before = service.sample(0, false).scored();
    feed.follow(Schedule.endless(FLOOD));
    while (feed.sent() - before < BACKLOG) {
      Wait.forTime(Duration.ofMillis(20));
    }
    feed.pause();
    double backlog = feed.sent() - before;
    awaitScored(service, before + TIMED_FROM * backlog);
    long begin = System.nanoTime();
    double from = service.sample(0, false).scored();
    awaitScored(service, before + TIMED_TO * backlog);
    double rate = (service.sample(0, false).scored() - from) / ((System.nanoTime() - begin) / 1e9);
    awaitScored(service, (double) feed.sent());
    progress.say("sustained: %.0f ticks/s", rate);
    return rate;
  }

  private List<Sample> soak(WatchedService service, TickFeed feed, SoakModels models) {
    double length = settings.length().toMillis() / 1e3;
    double interval = Math.max(1, length / SAMPLES);
    double swapEvery = settings.swapEvery().toMillis() / 1e3;
    int collectEvery = (int) Math.max(3, length / interval / COLLECTIONS);
    int swaps = models.swaps();
    List<Sample> samples = new ArrayList<>();
    long begin = System.nanoTime();
    for (double at = 0; at <= length; at += interval) {
      double ahead = at - (System.nanoTime() - begin) / 1e9;
      if (ahead > 0) {
        Wait.forTime(Duration.ofNanos((long) (ahead * 1e9)));
      }
      double now = (System.nanoTime() - begin) / 1e9;
      if (now >= (models.swaps() - swaps + 1) * swapEvery && now < length) {
        models.publishNext();
      }
      boolean collected = (samples.size() + 1) % collectEvery == 0;
      if (collected) {
        service.collect();
      }
      samples.add(service.sample(now, collected));
      feed.sent();
      if (samples.size() % 60 == 0) {
        progress.line(SoakReport.progress(samples.get(samples.size() - 1)));
      }
    }
    return samples;
  }

  /**
   * Waits until so many ticks are scored, or none has been for long.
   *
   * @return how many are scored
   */
  private static double awaitScored(WatchedService service, double wanted) {
    double scored = service.sample(0, false).scored();
    long progress = System.nanoTime();
    while (scored < wanted && System.nanoTime() - progress < STALLED.toNanos()) {
      Wait.forTime(Duration.ofMillis(100));
      double now = service.sample(0, false).scored();
      if (now > scored) {
        progress = System.nanoTime();
        scored = now;
      }
    }
    return scored;
  }
}
