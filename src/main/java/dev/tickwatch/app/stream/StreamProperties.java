package dev.tickwatch.app.stream;

import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;

/** The properties of Kafka Streams: the user's own client properties, and those that follow. */
final class StreamProperties {

  /** Follow from {@link StreamSettings} or from how the topology works. */
  private static final Set<String> OURS =
      Set.of(
          StreamsConfig.APPLICATION_ID_CONFIG,
          StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
          StreamsConfig.NUM_STREAM_THREADS_CONFIG,
          StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
          StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
          StreamsConfig.STATE_DIR_CONFIG,
          StreamsConfig.GROUP_PROTOCOL_CONFIG,
          StreamsConfig.POLL_MS_CONFIG,
          StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG,
          StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG,
          StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
          StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
          StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG,
          ConsumerConfig.GROUP_ID_CONFIG,
          ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
          ProducerConfig.TRANSACTIONAL_ID_CONFIG,
          ConsumerConfig.ISOLATION_LEVEL_CONFIG);

  /** Kafka Streams' own default of 100 ms would hold results back between commits. */
  private static final String PRODUCER_LINGER_MS = "5";

  /**
   * Bytes. A request takes one batch of each partition: with Kafka's own 16 KiB, what thousands of
   * symbols changed between two commits takes dozens of requests, for which each commit waits.
   */
  private static final String PRODUCER_BATCH_SIZE = "262144";

  private StreamProperties() {}

  /**
   * Puts them together.
   *
   * @param kafka client properties by Kafka's names, {@code bootstrap.servers} among them
   * @throws IllegalArgumentException when that one is missing, or one is not the user's to set
   */
  static Properties of(StreamSettings settings, Map<String, String> kafka) {
    String servers = kafka.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    if (servers == null || servers.isBlank()) {
      throw new IllegalArgumentException("Kafka property 'bootstrap.servers' is missing");
    }
    for (String key : kafka.keySet()) {
      if (OURS.contains(key)) {
        throw new IllegalArgumentException(
            "Kafka property '"
                + key
                + "' (value '"
                + kafka.get(key)
                + "') cannot be set: it follows from the stream's own settings");
      }
    }
    Properties properties = new Properties();
    putUnlessGiven(properties, kafka, ProducerConfig.LINGER_MS_CONFIG, PRODUCER_LINGER_MS);
    putUnlessGiven(properties, kafka, ProducerConfig.BATCH_SIZE_CONFIG, PRODUCER_BATCH_SIZE);
    // A task has one partition: there is no other to wait for, and asking takes time at each tick.
    properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    properties.putAll(kafka);
    KafkaStreamsSettings engine = settings.engine();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, engine.processingGuarantee().code());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, engine.commitInterval().toMillis());
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, engine.cacheSize().bytes());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, engine.stateDir().toString());
    properties.put(
        StreamsConfig.GROUP_PROTOCOL_CONFIG,
        engine.groupProtocol() == StreamSettings.GroupProtocol.STREAMS ? "streams" : "classic");
    engine
        .groupInstanceId()
        .ifPresent(
            id ->
                properties.put(
                    StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), id));
    // A longer poll would delay the linger timer.
    properties.put(StreamsConfig.POLL_MS_CONFIG, settings.batching().linger().toMillis());
    properties.put(
        StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class.getName());
    properties.put(
        StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class.getName());
    // Bad data never throws; what does is a bug, and ends the stream.
    properties.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, FailTheStream.class.getName());
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    // The repartition topic takes whatever time the tick topic took: refused, it would end the
    // stream again at every restart.
    properties.put(
        StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG),
        String.valueOf(Long.MAX_VALUE));
    return properties;
  }

  private static void putUnlessGiven(
      Properties properties, Map<String, String> kafka, String key, String value) {
    String prefixed = StreamsConfig.producerPrefix(key);
    if (!kafka.containsKey(key) && !kafka.containsKey(prefixed)) {
      properties.put(prefixed, value);
    }
  }
}
