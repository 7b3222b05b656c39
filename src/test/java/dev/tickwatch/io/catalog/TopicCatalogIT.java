package dev.tickwatch.io.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwatch.io.topic.TopicException;
import dev.tickwatch.io.topic.Topics;
import dev.tickwatch.lab.harness.EmbeddedKafka;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicCatalogIT {
  @TempDir private static Path data;
  private static EmbeddedKafka kafka;
  private static Map<String, Object> client;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start(data);
    client = Map.of("bootstrap.servers", kafka.bootstrapServers());
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void publishesAndFindsTheLatestOfItsName() {
    kafka.createTopic("models", 3, TopicCatalog.topicConfig());
    byte[] large = bytes(3 << 20);
    try (ModelCatalog publisher = new TopicCatalog(client, "models", "default");
        ModelCatalog other = new TopicCatalog(client, "models", "other");
        ModelCatalog reader = new TopicCatalog(client, "models", "default")) {
      assertThat(reader.latest()).isEmpty();
      publisher.publish(new ModelArtifact("default", "1", bytes(10)));
      other.publish(new ModelArtifact("other", "9", bytes(10)));
      assertThat(reader.newerThan("none").orElseThrow().version()).isEqualTo("1");
      assertThat(reader.newerThan("1")).isEmpty();
      publisher.publish(new ModelArtifact("default", "2", large));
      ModelArtifact second = reader.newerThan("1").orElseThrow();
      assertThat(second.version()).isEqualTo("2");
      assertThat(second.onnx()).isEqualTo(large);
      publisher.publish(new ModelArtifact("default", "1", bytes(10)));
      assertThat(reader.newerThan("2").orElseThrow().version()).isEqualTo("1");
      assertThat(reader.latest().orElseThrow().version()).isEqualTo("1");
    }
    try (ModelCatalog late = new TopicCatalog(client, "models", "other")) {
      assertThat(late.latest().orElseThrow().toString()).isEqualTo("other 9");
    }
  }

  @Test
  void namesATopicThatIsNotThereAndModelsThatAreTooLarge() {
    try (ModelCatalog missing = new TopicCatalog(client, "nowhere", "default")) {
      assertThatThrownBy(missing::latest)
          .isInstanceOf(TopicException.class)
          .hasMessage("topic 'nowhere' does not exist on " + kafka.bootstrapServers());
      assertThatThrownBy(() -> missing.publish(new ModelArtifact("default", "1", bytes(1))))
          .hasMessageStartingWith("topic 'nowhere' does not exist");
    }
    kafka.createTopic("small", 1, Map.of());
    try (ModelCatalog small = new TopicCatalog(client, "small", "default")) {
      assertThatThrownBy(() -> small.publish(new ModelArtifact("default", "1", bytes(2 << 20))))
          .isInstanceOf(TopicException.class)
          .hasMessageContaining("2097152 bytes, more than topic 'small' takes")
          .hasMessageContaining("max.message.bytes");
    }
  }

  @Test
  void tellsTheSettingsOfATopic() {
    try (Topics topics = Topics.of(client)) {
      assertThat(topics.create("compacted", 2, TopicCatalog.topicConfig())).isTrue();
      assertThat(topics.create("compacted", 5, Map.of())).isFalse();
      assertThat(topics.require("compacted")).isEqualTo(2);
      assertThat(topics.setting("compacted", "cleanup.policy")).contains("compact");
      assertThat(topics.partitions("nowhere")).isEmpty();
    }
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
