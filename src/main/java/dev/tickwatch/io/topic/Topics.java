package dev.tickwatch.io.topic;

import dev.tickwatch.io.topic.TopicException.Cause;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics of one cluster. Thread-safe; who opens closes. */
public final class Topics implements AutoCloseable {

  /** How long a broker may take to answer. */
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Admin admin;
  private final String servers;

  private Topics(Admin admin, String servers) {
    this.admin = admin;
    this.servers = servers;
  }

  /**
   * Prepares to ask; no broker is asked yet.
   *
   * @param client Kafka client properties, {@code bootstrap.servers} among them
   * @throws TopicException when a property is wrong or no server name resolves
   */
  public static Topics of(Map<String, Object> client) {
    String servers = servers(client);
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    try {
      return new Topics(Admin.create(settings), servers);
    } catch (KafkaException e) {
      throw unusable(client, e);
    }
  }

  /** What a person reads when a Kafka client cannot be made of its properties. */
  public static TopicException unusable(Map<String, Object> client, KafkaException failure) {
    return new TopicException(
        Cause.REQUEST,
        "cannot connect to Kafka at " + servers(client) + ": " + reason(root(failure)),
        failure);
  }

  /** The servers that client properties name. */
  public static String servers(Map<String, Object> client) {
    return String.valueOf(client.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
  }

  /**
   * How many partitions a topic has; empty when there is no such topic.
   *
   * @throws TopicException when the cluster does not answer or refuses
   */
  public Optional<Integer> partitions(String topic) {
    try {
      return Optional.of(
          await(admin.describeTopics(List.of(topic)).topicNameValues().get(topic))
              .partitions()
              .size());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw explain(servers, "look at topic '" + topic + "'", e.getCause());
    }
  }

  /**
   * How many partitions a topic has.
   *
   * @throws TopicException also when there is no such topic
   */
  public int require(String topic) {
    return partitions(topic)
        .orElseThrow(
            () ->
                new TopicException(
                    Cause.REQUEST, "topic '" + topic + "' does not exist on " + servers, null));
  }

  /**
   * Creates a topic, and returns once it can be written to. It has as many replicas as the cluster
   * gives by default.
   *
   * @param config topic settings such as {@code cleanup.policy}; may be empty
   * @return false when it was there already, and was left as it is
   * @throws TopicException when the cluster does not answer or refuses
   */
  public boolean create(String topic, int partitions, Map<String, String> config) {
    NewTopic wanted = new NewTopic(topic, Optional.of(partitions), Optional.empty());
    try {
      await(admin.createTopics(List.of(wanted.configs(config))).all());
      NewTopicLeaders.await(admin, List.of(topic), partitions);
      return true;
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw explain(servers, "create topic '" + topic + "'", e.getCause());
    }
  }

  /**
   * The value of a topic's setting such as {@code cleanup.policy}; empty when the cluster does not
   * say, for example because the question is not allowed.
   */
  public Optional<String> setting(String topic, String key) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      ConfigEntry entry =
          await(admin.describeConfigs(List.of(resource)).all()).get(resource).get(key);
      return entry == null ? Optional.empty() : Optional.ofNullable(entry.value());
    } catch (ExecutionException e) {
      return Optional.empty();
    }
  }

  /**
   * What a person reads about a failure of a Kafka client.
   *
   * @param servers that the client was to talk to
   * @param action what was tried, such as {@code read topic 'x'}
   */
  public static TopicException explain(String servers, String action, Throwable failure) {
    Throwable root = root(failure);
    if (root instanceof TimeoutException) {
      return new TopicException(
          Cause.CLUSTER, "no Kafka broker at " + servers + " answers: cannot " + action, failure);
    }
    Cause fault =
        root instanceof ConfigException || root instanceof InvalidTopicException
            ? Cause.REQUEST
            : Cause.CLUSTER;
    return new TopicException(
        fault, "cannot " + action + " (Kafka at " + servers + "): " + reason(root), failure);
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getClass() == KafkaException.class && root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String reason(Throwable root) {
    String message =
        root.getMessage() == null ? "" : root.getMessage().lines().findFirst().orElse("");
    boolean speaksForItself = root instanceof KafkaException && !message.isEmpty();
    return speaksForItself ? message : root.getClass().getSimpleName() + ": " + message;
  }

  private static <T> T await(KafkaFuture<T> future) throws ExecutionException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static TopicException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new TopicException(Cause.CLUSTER, "interrupted while waiting for Kafka", e);
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
