package dev.tickwatch.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwatch.broker.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StreamClientsIT {
  private static final Map<TopicPartition, OffsetAndMetadata> OFFSETS =
      Map.of(new TopicPartition("ticks", 0), new OffsetAndMetadata(7));
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path directory;
  private EmbeddedKafka kafka;
  private Producer<byte[], byte[]> producer;
  private ConsumerGroupMetadata group;

  @BeforeEach
  void begin() {
    kafka = EmbeddedKafka.start(directory.resolve("kafka"));
    kafka.createTopic("ticks", 1, Map.of());
    kafka.createTopic("scores", 1, Map.of());
    StreamClients clients = new StreamClients();
    try (Consumer<byte[], byte[]> consumer =
        clients.getConsumer(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id", "group"))) {
      group = consumer.groupMetadata();
    }
    producer =
        clients.getProducer(
            Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "transactional.id",
                "test",
                "linger.ms",
                3_600_000,
                "delivery.timeout.ms",
                Integer.MAX_VALUE,
                "max.block.ms",
                5_000));
    producer.initTransactions();
    producer.beginTransaction();
  }

  @AfterEach
  void end() {
    producer.close(Duration.ZERO);
    kafka.close();
  }

  private Future<RecordMetadata> send(String topic) {
    return producer.send(new ProducerRecord<>(topic, new byte[] {1}));
  }

  @Test
  void waitsForTheRecordsOfAllTasksAsTheirOffsetsFollow() {
    Future<RecordMetadata> ofOneTask = send("scores");
    producer.flush();
    Future<RecordMetadata> ofAnother = send("scores");
    producer.flush();
    assertThat(ofOneTask).isNotDone();

    producer.sendOffsetsToTransaction(OFFSETS, group);

    assertThat(ofOneTask).isDone();
    assertThat(ofAnother).isDone();
    producer.commitTransaction();
    try (CommittedRecords scores = new CommittedRecords(kafka.bootstrapServers(), "scores")) {
      scores.awaitCount(2, PATIENCE);
    }
  }

  @Test
  void endsNoTransactionBeforeItsRecordsAreWritten() {
    Future<RecordMetadata> withoutOffsets = send("scores");
    producer.flush();
    producer.commitTransaction();
    assertThat(withoutOffsets).isDone();
  }

  /** Kafka Streams takes up its tasks anew for this error, and ends the stream for others. */
  @Test
  void tellsOfARecordThatDidNotGetThroughInTime() {
    var unused = send("missing");

    assertThatThrownBy(() -> producer.sendOffsetsToTransaction(OFFSETS, group))
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining("missing");
    assertThatThrownBy(producer::commitTransaction).isInstanceOf(TimeoutException.class);
    producer.abortTransaction();
  }
}
