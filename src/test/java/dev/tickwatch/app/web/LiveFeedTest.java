package dev.tickwatch.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LiveFeedTest {
  private static final LiveFeed.Topics TOPICS =
      new LiveFeed.Topics("scores", "casts", "alerts", Optional.of("market"), 2);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final LiveBoard board = new LiveBoard(LiveBoard.Limits.DEFAULT, Clock.systemUTC());
  private final AtomicLong offsets = new AtomicLong();
  private LiveFeed feed;

  @AfterEach
  void close() {
    feed.close();
  }

  @ParameterizedTest
  @EnumSource
  void putsResultsOfEitherFormatOnTheBoard(RecordFormat format) {
    topicsWithEnd(0);
    start(format);
    send("scores", WireFormat.scores(format).encode(Samples.score("A", 1, 4)));
    send("casts", WireFormat.forecasts(format).encode(Samples.forecast("A", 1)));
    send("market", WireFormat.marketAlerts(format).encode(Samples.marketAlert()));
    send("alerts", WireFormat.alerts(format).encode(Samples.alert("A", 1, Alert.Status.OPENED)));

    await().until(() -> board.alertsAfter(0).alerts().size() == 1);
    await().until(() -> board.marketAlertsAfter(0).alerts().size() == 1);
    assertThat(board.marketAlertsAfter(0).alerts()).containsExactly(Samples.marketAlert());
    LiveBoard.Slice slice = board.slice("A", 0).orElseThrow();
    assertThat(slice.scores()).containsExactly(Samples.score("A", 1, 4));
    assertThat(slice.forecast()).isEqualTo(Samples.forecast("A", 1));
  }

  @Test
  void beginsALittleBeforeTheEnd() {
    topicsWithEnd(10);
    start(RecordFormat.AVRO);

    await().until(() -> feed.state().startsWith("reading"));
    assertThat(consumer.position(new TopicPartition("scores", 0))).isEqualTo(8);
  }

  @Test
  void goesOnAfterBytesThatAreNoResult() {
    topicsWithEnd(0);
    start(RecordFormat.AVRO);
    send("scores", "not avro".getBytes(StandardCharsets.UTF_8));
    send("scores", null);
    send("scores", WireFormat.scores(RecordFormat.AVRO).encode(Samples.score("A", 2, 1)));

    await().until(() -> board.slice("A", 0).isPresent());
    assertThat(board.slice("A", 0).orElseThrow().scores())
        .extracting(Score::sequence)
        .containsExactly(2L);
  }

  @Test
  void waitsForTopics() {
    start(RecordFormat.AVRO);
    assertThat(feed.state()).isEqualTo("waiting for topics");
    topicsWithEnd(0);

    await().until(() -> feed.state().equals("reading 4 partitions"));
  }

  @Test
  void saysWhyItStopped() {
    topicsWithEnd(0);
    consumer.setPollException(new KafkaException("no access to topic scores"));
    start(RecordFormat.AVRO);

    await().until(() -> feed.state().equals("failed: no access to topic scores"));
  }

  @Test
  void closesItsConsumer() {
    topicsWithEnd(0);
    start(RecordFormat.AVRO);
    feed.close();

    assertThat(consumer.closed()).isTrue();
  }

  private void start(RecordFormat format) {
    feed = new LiveFeed(TOPICS, format, board, () -> consumer);
    feed.start();
  }

  private void topicsWithEnd(long end) {
    offsets.set(end);
    Node node = new Node(0, "localhost", 9092);
    for (String topic : TOPICS.names()) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.updateBeginningOffsets(Map.of(partition, 0L));
      consumer.updateEndOffsets(Map.of(partition, end));
    }
    for (String topic : TOPICS.names()) {
      consumer.updatePartitions(
          topic, List.of(new PartitionInfo(topic, 0, node, new Node[0], new Node[0])));
    }
  }

  private void send(String topic, byte[] value) {
    await().until(() -> feed.state().startsWith("reading"));
    consumer.addRecord(new ConsumerRecord<>(topic, 0, offsets.getAndIncrement(), null, value));
  }
}
