package dev.tickwatch.io.catalog;

import dev.tickwatch.io.topic.TopicException;
import dev.tickwatch.io.topic.Topics;
import dev.tickwatch.model.manifest.ModelFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Models in a compacted topic: the key is the model's name, the value its ONNX file, the header
 * {@value #VERSION_HEADER} its version. The latest model is the one that was published last; a null
 * value takes the model away. Thread-safe: asks one at a time.
 *
 * <p>Asked again, it reads only what was published since. Who opens closes.
 */
public final class TopicCatalog implements ModelCatalog {

  /** The header with a model's version, UTF-8. */
  public static final String VERSION_HEADER = "version";

  /** The largest model that {@link #topicConfig()} lets into the topic. */
  public static final int MAX_MODEL_BYTES = ModelFile.MAX_BYTES;

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final Map<String, Object> client;
  private final String topic;
  private final String name;
  private Consumer<byte[], byte[]> consumer;
  private List<TopicPartition> partitions;
  private ModelArtifact latest;

  /**
   * @param client Kafka client properties, {@code bootstrap.servers} among them
   * @param topic that models are published to
   * @param name of the models, the key of their records
   * @throws IllegalArgumentException when the name has odd characters
   */
  public TopicCatalog(Map<String, Object> client, String topic, String name) {
    this.client = Map.copyOf(client);
    this.topic = topic;
    this.name = ModelArtifact.checked("model name", name);
  }

  /** How a topic for models is to be created: compacted, with room for large records. */
  public static Map<String, String> topicConfig() {
    return Map.of(
        "cleanup.policy", "compact", "max.message.bytes", String.valueOf(MAX_MODEL_BYTES));
  }

  @Override
  public synchronized Optional<ModelArtifact> latest() {
    try {
      if (consumer == null) {
        open();
      }
      catchUp();
      return Optional.ofNullable(latest);
    } catch (KafkaException e) {
      throw Topics.explain(Topics.servers(client), "read models from topic '" + topic + "'", e);
    }
  }

  @Override
  public Optional<ModelArtifact> newerThan(String version) {
    return latest().filter(model -> !model.version().equals(version));
  }

  private void open() {
    int count;
    try (Topics topics = Topics.of(client)) {
      count = topics.require(topic);
    }
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    partitions = IntStream.range(0, count).mapToObj(i -> new TopicPartition(topic, i)).toList();
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  private void catchUp() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, Topics.PATIENCE);
    startOverWhereRecreated(ends);
    long deadline = System.nanoTime() + SILENCE.toNanos();
    while (isBehind(ends)) {
      for (ConsumerRecord<byte[], byte[]> published : consumer.poll(POLL)) {
        deadline = System.nanoTime() + SILENCE.toNanos();
        if (published.key() != null
            && name.equals(new String(published.key(), StandardCharsets.UTF_8))) {
          latest = published.value() == null ? null : model(published);
        }
      }
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("no records for " + SILENCE);
      }
    }
  }

  /** A position beyond the end means that the topic was deleted and created again. */
  private void startOverWhereRecreated(Map<TopicPartition, Long> ends) {
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      if (consumer.position(end.getKey(), Topics.PATIENCE) > end.getValue()) {
        consumer.seekToBeginning(List.of(end.getKey()));
        latest = null;
      }
    }
  }

  private boolean isBehind(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey(), Topics.PATIENCE) < end.getValue());
  }

  private ModelArtifact model(ConsumerRecord<byte[], byte[]> published) {
    Header version = published.headers().lastHeader(VERSION_HEADER);
    if (version == null || version.value() == null) {
      return ModelArtifact.unversioned(name, published.value());
    }
    String text = new String(version.value(), StandardCharsets.UTF_8);
    try {
      return new ModelArtifact(name, text, published.value());
    } catch (IllegalArgumentException e) {
      return ModelArtifact.unversioned(name, published.value()); // another program's header
    }
  }

  @Override
  public void publish(ModelArtifact model) {
    if (!model.name().equals(name)) {
      throw new IllegalArgumentException(
          "model " + model + " does not belong in the catalog of " + name);
    }
    try (Topics topics = Topics.of(client)) {
      topics.require(topic);
    }
    byte[] key = name.getBytes(StandardCharsets.UTF_8);
    var published = new ProducerRecord<>(topic, key, model.onnx());
    published.headers().add(VERSION_HEADER, model.version().getBytes(StandardCharsets.UTF_8));
    try (Producer<byte[], byte[]> producer = producer()) {
      producer.send(published).get();
    } catch (ExecutionException e) {
      throw failed(model, e.getCause());
    } catch (KafkaException e) {
      throw failed(model, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(model, e);
    }
  }

  private Producer<byte[], byte[]> producer() {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_MODEL_BYTES + (1 << 16));
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) MAX_MODEL_BYTES + (1 << 20));
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Topics.PATIENCE.toMillis());
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) Topics.PATIENCE.toMillis());
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) SILENCE.toMillis());
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private TopicException failed(ModelArtifact model, Throwable cause) {
    if (cause instanceof RecordTooLargeException) {
      return new TopicException(
          TopicException.Cause.REQUEST,
          "model "
              + model
              + " has "
              + model.bytes()
              + " bytes, more than topic '"
              + topic
              + "' takes: raise its max.message.bytes",
          cause);
    }
    return Topics.explain(
        Topics.servers(client), "publish model " + model + " to topic '" + topic + "'", cause);
  }

  @Override
  public synchronized void close() {
    if (consumer != null) {
      consumer.close();
      consumer = null;
    }
  }
}
