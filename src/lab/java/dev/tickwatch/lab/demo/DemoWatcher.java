package dev.tickwatch.lab.demo;

import dev.tickwatch.app.service.ServiceSettings;
import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.io.wire.Codec;
import dev.tickwatch.io.wire.WireFormat;
import dev.tickwatch.lab.harness.ClusterClient;
import dev.tickwatch.lab.harness.CommittedReader;
import dev.tickwatch.lab.harness.Progress;
import dev.tickwatch.lab.injection.InjectedAnomaly;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads what the service has committed: prints each alert, counts each score, and judges the whole
 * against what was replayed and injected. Starts at once, on a thread of its own, which closing
 * ends.
 */
final class DemoWatcher implements AutoCloseable {
  /** Ticks behind an anomaly in which its alert may still open: the tests look back. */
  private static final int GRACE_TICKS = 15;

  private final CommittedReader reader;
  private final String alertTopic;
  private final Codec<Score> scoreCodec;
  private final Codec<Alert> alertCodec;
  private final DemoStory story;
  private final Progress progress;
  private final CountDownLatch all = new CountDownLatch(1);

  private final Map<String, BitSet> seen = new HashMap<>();
  private final Set<InjectedAnomaly> found = new LinkedHashSet<>();
  private long scores;
  private long twice;
  private long falseAlerts;
  private volatile RuntimeException failure;

  DemoWatcher(ClusterClient client, ServiceSettings service, DemoStory story, Progress progress) {
    this.story = story;
    this.progress = progress;
    alertTopic = service.topics().names().alerts();
    scoreCodec = WireFormat.scores(service.output().format());
    alertCodec = WireFormat.alerts(service.output().format());
    reader = new CommittedReader(client, List.of(service.topics().names().scores(), alertTopic));
    reader.follow(polled -> polled.forEach(this::take), this::fail);
  }

  private void fail(RuntimeException why) {
    failure = why;
    all.countDown();
  }

  private synchronized void take(ConsumerRecord<byte[], byte[]> entry) {
    if (entry.topic().equals(alertTopic)) {
      tell(alertCodec.decode(entry.value()));
      return;
    }
    Score score = scoreCodec.decode(entry.value());
    BitSet ticks = seen.computeIfAbsent(score.symbol(), symbol -> new BitSet());
    int sequence = Math.toIntExact(score.sequence());
    twice += ticks.get(sequence) ? 1 : 0;
    ticks.set(sequence);
    scores++;
    if (scores == story.replay().size()) {
      all.countDown();
    }
  }

  private void tell(Alert alert) {
    String injected =
        story.injected().stream()
            .filter(one -> meets(alert, one))
            .findFirst()
            .map(
                one -> {
                  found.add(one);
                  return "  [planted: " + one.kind().label() + "]";
                })
            .orElse("");
    if (injected.isEmpty() && alert.status() == Alert.Status.OPENED) {
      falseAlerts++;
    }
    Alert.Peak peak = alert.peak();
    progress.say(
        "%-8s %-7s %-6s %s  seen %.2f, expected %.2f (%.2f to %.2f)  1 in 10^%.1f by %s%s",
        alert.severity(),
        alert.status(),
        alert.symbol(),
        Instant.EPOCH.plus(peak.eventTimeMicros(), ChronoUnit.MICROS),
        peak.price(),
        peak.expectedPrice(),
        peak.lowerPrice(),
        peak.upperPrice(),
        peak.score(),
        peak.statistic(),
        injected);
  }

  /**
   * Whether an alert's peak, or its opening, lies on an injected anomaly. Sequences count from 1.
   */
  private static boolean meets(Alert alert, InjectedAnomaly injected) {
    return alert.symbol().equals(injected.symbol())
        && (within(alert.peak().sequence(), injected) || within(alert.openedSequence(), injected));
  }

  private static boolean within(long sequence, InjectedAnomaly injected) {
    return sequence > injected.firstTick() && sequence <= injected.lastTick() + 1 + GRACE_TICKS;
  }

  /** Waits until as many scores are there as ticks were replayed. */
  boolean awaitAll(Duration patience) throws InterruptedException {
    boolean done = all.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (failure != null) {
      throw failure;
    }
    return done;
  }

  /** Prints the verdict. */
  synchronized boolean verdict(boolean complete) {
    long distinct = seen.values().stream().mapToLong(BitSet::cardinality).sum();
    boolean exact = complete && twice == 0 && distinct == story.replay().size();
    progress.say("%d of %d ticks scored, %d of them twice", distinct, story.replay().size(), twice);
    for (InjectedAnomaly injected : story.injected()) {
      progress.say(
          "%-6s %-16s planted at tick %d: %s",
          injected.symbol(),
          injected.kind().label(),
          injected.firstTick() + 1,
          found.contains(injected) ? "alerted" : "MISSED");
    }
    progress.say("%d alerts on ticks that were not planted", falseAlerts);
    boolean good = exact && found.containsAll(story.injected());
    progress.line(good ? "demo: good" : "demo: NOT GOOD");
    return good;
  }

  @Override
  public void close() {
    reader.close();
  }
}
