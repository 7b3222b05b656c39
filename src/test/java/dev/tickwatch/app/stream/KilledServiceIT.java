package dev.tickwatch.app.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.Thoroughness;
import dev.tickwatch.lab.harness.EmbeddedKafka;
import dev.tickwatch.market.tick.Tick;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service is killed with SIGKILL again and again while ticks keep coming. */
final class KilledServiceIT {
  private static final int KILLS = Thoroughness.choose(2, 4);
  private static final int PROGRESS_BEFORE_A_KILL = 3_000;
  private static final int TICKS_ON_THE_WAY = 5_000;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final StreamTopics TOPICS = StreamTopics.DEFAULT;

  @TempDir Path directory;

  /** Sends ticks so that there are always some that have no score yet. */
  private static final class Feed {
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Tick> arrivals = Arrivals.of(12, 10_000);
    private int sent;

    private Feed(KafkaProducer<byte[], byte[]> producer) {
      this.producer = producer;
    }

    private void keepAhead(int scored) {
      for (; sent < scored + TICKS_ON_THE_WAY; sent++) {
        var unused = producer.send(Arrivals.record(TOPICS.ticks(), arrivals.get(sent)));
      }
    }

    private List<Tick> sent() {
      return arrivals.subList(0, sent);
    }
  }

  /** Scores of ticks, and of bars that are kept open over the kills. */
  @ParameterizedTest
  @ValueSource(strings = {"", "2s"})
  void losesNothingScoresNothingTwiceAndKeepsTheOrder(String bars) throws Exception {
    int ticksEach = bars.isEmpty() ? 1 : 2;
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"));
        KafkaProducer<byte[], byte[]> producer = Arrivals.producer(kafka.bootstrapServers())) {
      TOPICS.all().forEach(topic -> kafka.createTopic(topic, 4, Map.of()));
      Feed feed = new Feed(producer);
      try (CommittedRecords scores =
          new CommittedRecords(kafka.bootstrapServers(), TOPICS.scores())) {
        for (int kill = 0; kill < KILLS; kill++) {
          int goal = scores.count() + PROGRESS_BEFORE_A_KILL;
          runUntil(goal, bars, kafka, scores, () -> feed.keepAhead(ticksEach * scores.count()));
          assertThat(feed.sent().size()).as("ticks before kill").isGreaterThan(scores.count());
        }
        var rules = ScoringProcess.bars(bars);
        StraightLine expected =
            new StraightLine(
                ScoringProcess.scorer(rules), ScoringProcess.DETECTOR, rules, feed.sent());
        runUntil(expected.count(), bars, kafka, scores, () -> {});

        expected.assertScores(scores.all());
      }
    }
  }

  /** Starts the service, waits for so many scores in all, and kills it. */
  private void runUntil(
      int goal, String bars, EmbeddedKafka kafka, CommittedRecords scores, Runnable meanwhile)
      throws IOException, InterruptedException {
    Path log = directory.resolve("service.log");
    Process service =
        ScoringProcess.start(kafka.bootstrapServers(), directory.resolve("state"), bars, log);
    try {
      scores.awaitCount(goal, PATIENCE, meanwhile);
    } finally {
      service.destroyForcibly().waitFor();
    }
    assertThat(service.exitValue()).as(Files.readString(log)).isEqualTo(128 + 9);
  }
}
