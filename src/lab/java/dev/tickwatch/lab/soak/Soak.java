package dev.tickwatch.lab.soak;

import dev.tickwatch.lab.broker.EmbeddedKafka;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One soak, from broker to report. Prints its progress. */
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
  private final PrintStream out;
  private final Path directory;

  private Soak(SoakSettings settings, PrintStream out, Path directory) {
    this.settings = settings;
    this.out = out;
    this.directory = directory;
  }

  /**
   * Runs a soak and writes its report.
   *
   * @param out receives progress and verdict
   * @return whether every quantity was flat and every tick was scored
   * @throws SoakException when it cannot be run to its end
   */
  public static boolean run(SoakSettings settings, PrintStream out)
      throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("tickwatch-soak");
    SoakResult result = new Soak(settings, out, directory).play();
    SoakReport.write(result, settings.directory());
    result.judged().forEach(flatness -> out.println(SoakReport.line(flatness)));
    out.printf("report: %s%n", settings.directory().resolve("soak.md"));
    delete(directory);
    return result.isGood();
  }

  private SoakResult play() throws IOException, InterruptedException {
    ServiceProcess.jcmd();
    out.println("training two models");
    SoakModels models = new SoakModels(directory.resolve("models"));
    models.publishNext();
    try (EmbeddedKafka broker = EmbeddedKafka.start(directory.resolve("broker"))) {
      // A soak must not fill the disk: what was scored may go.
      broker.createTopic(
          TICKS, PARTITIONS, Map.of("retention.ms", "300000", "segment.bytes", "16777216"));
      for (String topic : List.of("prices.scores", "prices.forecasts", "prices.alerts")) {
        broker.createTopic(
            topic, PARTITIONS, Map.of("retention.ms", "60000", "segment.bytes", "16777216"));
      }
      double lap = settings.length().toSeconds() * Flatness.WARM_UP / 2;
      try (ServiceProcess service =
              ServiceProcess.start(
                  broker.bootstrapServers(), directory, directory.resolve("models"));
          TickFeed feed =
              new TickFeed(
                  new KafkaProducer<>(
                      Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 5),
                      new ByteArraySerializer(),
                      new ByteArraySerializer()),
                  TICKS,
                  settings.symbols(),
                  lap)) {
        awaitScoring(service, feed);
        double rate =
            settings.rate().isPresent()
                ? settings.rate().getAsDouble()
                : settings.load() * sustained(service, feed);
        out.printf(Locale.ROOT, "soaking for %s at %.0f ticks/s%n", settings.length(), rate);
        feed.rate(rate);
        List<Sample> samples = soak(service, feed, models);
        feed.rate(0);
        double unscored = (double) feed.sent() - awaitScored(service, (double) feed.sent());
        return SoakResult.of(settings, rate, samples, models.swaps(), feed.sent(), unscored);
      }
    }
  }

  /** The service gives metrics before its stream runs. */
  private static void awaitScoring(ServiceProcess service, TickFeed feed)
      throws InterruptedException {
    feed.rate(GENTLE);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (service.sample(0, false).scored() < GENTLE) {
      if (System.nanoTime() > deadline) {
        throw new SoakException("the service scores nothing within " + PATIENCE);
      }
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  /** Ticks a second that the service scores of a backlog. */
  private double sustained(ServiceProcess service, TickFeed feed) throws InterruptedException {
    double before = service.sample(0, false).scored();
    feed.rate(FLOOD);
    while (feed.sent() - before < BACKLOG) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    feed.rate(0);
    double backlog = feed.sent() - before;
    awaitScored(service, before + TIMED_FROM * backlog);
    long begin = System.nanoTime();
    double from = service.sample(0, false).scored();
    awaitScored(service, before + TIMED_TO * backlog);
    double rate = (service.sample(0, false).scored() - from) / ((System.nanoTime() - begin) / 1e9);
    awaitScored(service, (double) feed.sent());
    out.printf(Locale.ROOT, "sustained: %.0f ticks/s%n", rate);
    return rate;
  }

  private List<Sample> soak(ServiceProcess service, TickFeed feed, SoakModels models)
      throws InterruptedException {
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
        TimeUnit.MICROSECONDS.sleep((long) (ahead * 1e6));
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
        out.println(SoakReport.progress(samples.get(samples.size() - 1)));
      }
    }
    return samples;
  }

  /**
   * Waits until so many ticks are scored, or none has been for long.
   *
   * @return how many are scored
   */
  private static double awaitScored(ServiceProcess service, double wanted)
      throws InterruptedException {
    double scored = service.sample(0, false).scored();
    long progress = System.nanoTime();
    while (scored < wanted && System.nanoTime() - progress < STALLED.toNanos()) {
      TimeUnit.MILLISECONDS.sleep(100);
      double now = service.sample(0, false).scored();
      if (now > scored) {
        progress = System.nanoTime();
        scored = now;
      }
    }
    return scored;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
