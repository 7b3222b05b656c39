package dev.tickwatch.lab.harness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedKafkaIT {
  private static final String TOPIC = "letters";

  @TempDir Path data;

  @Test
  void givesBackCommittedRecordsAndHidesAbortedOnes() {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(data)) {
      kafka.createTopic(TOPIC, 1, Map.of());
      try (var producer = producer(kafka, "writer")) {
        producer.initTransactions();
        send(producer, "a", true);
        send(producer, "b", false);
        send(producer, "c", true);
      }

      assertThat(read(kafka, 2)).containsExactly("a", "c");
    }
  }

  @Test
  void continuesOnTheSameDirectoryAndPort() {
    try (HeldPort port = HeldPort.any()) {
      try (EmbeddedKafka first = EmbeddedKafka.start(data, port.number())) {
        first.createTopic(TOPIC, 1, Map.of());
        try (var producer = producer(first, "writer")) {
          producer.initTransactions();
          send(producer, "a", true);
        }
      }
      try (EmbeddedKafka second = EmbeddedKafka.start(data, port.number())) {
        assertThat(second.bootstrapServers()).isEqualTo("localhost:" + port.number());
        try (var producer = producer(second, "writer")) {
          producer.initTransactions();
          send(producer, "b", true);
        }

        assertThat(read(second, 2)).containsExactly("a", "b");
      }
    }
  }

  @Test
  void refusesATopicThatExists() {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(data)) {
      kafka.createTopic(TOPIC, 1, Map.of());

      assertThatThrownBy(() -> kafka.createTopic(TOPIC, 1, Map.of()))
          .isInstanceOf(HarnessException.class)
          .hasMessageContaining("letters")
          .hasMessageContaining("already exists");
    }
  }

  /**
   * A few kilobytes on their way, and 16 MiB for who reads them: what docs/operating.md advises.
   */
  @Test
  void refusesWhatExpandsBeyondTheLimitWhereATopicKeepsRecordsUncompressed() {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(data);
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of(
                    "bootstrap.servers",
                    kafka.bootstrapServers(),
                    "compression.type",
                    "gzip",
                    "max.request.size",
                    64 << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      kafka.createTopic(TOPIC, 1, Map.of("compression.type", "uncompressed"));

      var sent = producer.send(new ProducerRecord<>(TOPIC, new byte[16 << 20]));

      assertThatThrownBy(() -> sent.get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(RecordTooLargeException.class);
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(EmbeddedKafka kafka, String transactions) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", transactions),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, String text, boolean commit) {
    producer.beginTransaction();
    var unused = producer.send(new ProducerRecord<>(TOPIC, text.getBytes(UTF_8)));
    // The producer may send the end before a record that it has not sent yet: see StreamClients.
    producer.flush();
    if (commit) {
      producer.commitTransaction();
    } else {
      producer.abortTransaction();
    }
  }

  private static List<String> read(EmbeddedKafka kafka, int count) {
    List<String> texts = new ArrayList<>();
    Instant deadline = Instant.now().plusSeconds(20);
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (texts.size() < count && Instant.now().isBefore(deadline)) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(record -> texts.add(new String(record.value(), UTF_8)));
      }
    }
    return texts;
  }
}
