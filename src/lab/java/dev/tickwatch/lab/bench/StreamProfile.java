package dev.tickwatch.lab.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What the stream's thread is at, looked at 20 times a second: a sample counts for the innermost
 * frame that {@link #PLACES} knows. Rough, and too rare to slow the thread down.
 */
final class StreamProfile implements AutoCloseable {
  private static final long PERIOD_MILLIS = 50;
  private static final int DEPTH = 64;

  /** Samples between two looks at which threads there are, which costs more than a sample. */
  private static final int SAMPLES_A_LOOK = 40;

  private static final String REST = "the rest";

  /** Beginnings of class names, the first that fits counts. */
  private static final Map<String, String> PLACES = new LinkedHashMap<>();

  static {
    PLACES.put("dev.tickwatch.model.scoring.", "scorer");
    PLACES.put("dev.tickwatch.lab.bench.ForestScorer", "scorer");
    PLACES.put("dev.tickwatch.app.stream.BatchedScoring", "waiting for the scorer");
    PLACES.put("dev.tickwatch.app.stream.BatchQueue", "waiting for the scorer");
    PLACES.put("dev.tickwatch.app.stream.WindowBatch", "waiting for the scorer");
    PLACES.put("dev.tickwatch.app.stream.ScoringCall", "waiting for the scorer");
    PLACES.put("dev.tickwatch.app.stream.SymbolCache", "window store");
    PLACES.put("dev.tickwatch.app.stream.StoredSymbols", "window store");
    PLACES.put("org.apache.kafka.streams.state.", "window store");
    PLACES.put("dev.tickwatch.model.window.", "features and windows");
    PLACES.put("dev.tickwatch.market.check.", "features and windows");
    PLACES.put("dev.tickwatch.detect.symbol.", "detection");
    PLACES.put("dev.tickwatch.model.calibration.", "detection");
    PLACES.put("dev.tickwatch.detect.alert.", "detection");
    PLACES.put("dev.tickwatch.io.wire.", "reading and writing records");
    PLACES.put("org.apache.avro.", "reading and writing records");
    PLACES.put("org.apache.kafka.clients.producer.", "producer");
    PLACES.put("org.apache.kafka.clients.consumer.", "consumer");
  }

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Map<String, Long> samples = new TreeMap<>();
  private final ScheduledExecutorService clock;
  private long[] watched = {};
  private int sinceLook = SAMPLES_A_LOOK;

  StreamProfile() {
    clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "profile");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        clock.scheduleWithFixedDelay(
            this::sample, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void sample() {
    if (++sinceLook >= SAMPLES_A_LOOK) {
      watched = ServiceProbe.streamThreads(threads);
      sinceLook = 0;
    }
    for (ThreadInfo info : threads.getThreadInfo(watched, DEPTH)) {
      if (info != null) {
        count(place(info.getStackTrace()));
      }
    }
  }

  private static String place(StackTraceElement[] frames) {
    return Stream.of(frames)
        .flatMap(
            frame ->
                PLACES.entrySet().stream()
                    .filter(place -> frame.getClassName().startsWith(place.getKey()))
                    .map(Map.Entry::getValue)
                    .limit(1))
        .findFirst()
        .orElse(REST);
  }

  private synchronized void count(String place) {
    samples.merge(place, 1L, Long::sum);
  }

  /** Samples so far, by place. */
  synchronized Map<String, Long> samples() {
    return Map.copyOf(samples);
  }

  /** Share of each place in the samples between two moments. */
  static Map<String, Double> shares(Map<String, Long> from, Map<String, Long> to) {
    Map<String, Double> shares = new TreeMap<>();
    to.forEach(
        (place, count) -> shares.put(place, (double) (count - from.getOrDefault(place, 0L))));
    double all = shares.values().stream().mapToDouble(Double::doubleValue).sum();
    shares.replaceAll((place, count) -> all == 0 ? 0 : count / all);
    return shares;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
