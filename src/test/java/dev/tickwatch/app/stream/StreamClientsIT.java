package dev.tickwatch.app.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwatch.lab.harness.EmbeddedKafka;
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
  private static final StreamClients CLIENTS = new StreamClients();
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
    try (Consumer<byte[], byte[]> consumer =
        CLIENTS.getConsumer(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id", "group"))) {
      group = consumer.groupMetadata();
    }
    producer = begun("patient", Duration.ofMinutes(1));
  }

  /** Sends nothing until it is told to; its transaction has begun. */
  private Producer<byte[], byte[]> begun(String transactionalId, Duration patience) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "transactional.id",
            transactionalId,
            "linger.ms",
            3_600_000,
            "delivery.timeout.ms",
            Integer.MAX_VALUE,
            "max.block.ms",
            patience.toMillis());
    Producer<byte[], byte[]> begun = CLIENTS.getProducer(config);
    begun.initTransactions();
    begun.beginTransaction();
    return begun;
  }

  @AfterEach
  void end() {
    producer.close(Duration.ZERO);
    kafka.close();
  }

  private Future<RecordMetadata> send() {
    return producer.send(new ProducerRecord<>("scores", new byte[] {1}));
  }

  @Test
  void waitsForTheRecordsOfAllTasksAsTheirOffsetsFollow() {
    Future<RecordMetadata> ofOneTask = send();
    producer.flush();
    Future<RecordMetadata> ofAnother = send();
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
    Future<RecordMetadata> withoutOffsets = send();
    producer.flush();
    producer.commitTransaction();
    assertThat(withoutOffsets).isDone();
  }

  /** Kafka Streams takes up its tasks anew for this error, and ends the stream for others. */
  @Test
  void tellsOfARecordThatDidNotGetThroughInTime() {
    try (Producer<byte[], byte[]> impatient = begun("impatient", Duration.ofSeconds(3))) {
      var unused = impatient.send(new ProducerRecord<>("missing", new byte[] {1}));

      assertThatThrownBy(() -> impatient.sendOffsetsToTransaction(OFFSETS, group))
          .isInstanceOf(TimeoutException.class)
          .hasMessageContaining("missing");
      assertThatThrownBy(impatient::commitTransaction).isInstanceOf(TimeoutException.class);
      impatient.abortTransaction();
    }
  }
}
