package dev.tickwatch.app.stream;

import dev.tickwatch.io.topic.NewTopicLeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.StreamsConfig;

/** Looks before the start whether a broker answers and has the topics, and may create them. */
final class TopicCheck {
  /**
   * Results carry their tick's event time. Retention goes by the time of writing, or a replay of
   * last year's ticks would be deleted as soon as it is written.
   */
  private static final Map<String, String> CONFIG =
      Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");

  private static final String PATIENCE_MILLIS = String.valueOf(Duration.ofSeconds(10).toMillis());

  private final StreamSettings settings;
  private final Map<String, Object> client;
  private final String servers;

  /**
   * @param properties of Kafka Streams; its admin client's are taken from them
   */
  TopicCheck(StreamSettings settings, Properties properties) {
    this.settings = settings;
    StreamsConfig config = new StreamsConfig(properties);
    servers = String.join(",", config.getList(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG));
    client = new TreeMap<>(config.getAdminConfigs(settings.applicationId() + "-start"));
    client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
  }

  /**
   * Runs the check.
   *
   * @return partitions of the tick topic
   * @throws StreamException when no broker answers, it refuses, or a topic is missing
   */
  int run() {
    try (Admin admin = Admin.create(client)) {
      List<String> missing = missing(admin);
      if (missing.isEmpty()) {
        return partitions(admin);
      }
      if (settings.createMissingTopics().isEmpty()) {
        throw new StreamException(explain(missing));
      }
      create(admin, missing, settings.createMissingTopics().get());
      return partitions(admin);
    } catch (KafkaException e) {
      // Thrown while the client is made: a server name that does not resolve, a bad property.
      String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      throw new StreamException(
          "cannot connect to Kafka at " + servers + " (bootstrap.servers): " + reason, e);
    }
  }

  private List<String> missing(Admin admin) {
    List<String> missing = new ArrayList<>();
    describe(admin, settings.requiredTopics())
        .forEach(
            (topic, description) -> {
              try {
                answer(description, "look at topic " + topic);
              } catch (StreamException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                  throw e;
                }
                missing.add(topic);
              }
            });
    missing.sort(null);
    return missing;
  }

  private static Map<String, KafkaFuture<TopicDescription>> describe(
      Admin admin, List<String> topics) {
    return admin.describeTopics(topics).topicNameValues();
  }

  private void create(Admin admin, List<String> missing, NewTopics how) {
    Optional<Short> replication =
        how.replicationFactor() == -1
            ? Optional.empty()
            : Optional.of((short) how.replicationFactor());
    String ticks = settings.topics().ticks();
    int partitions = missing.contains(ticks) ? how.partitions() : partitions(admin);
    List<NewTopic> topics =
        missing.stream()
            .map(topic -> new NewTopic(topic, Optional.of(partitions), replication).configs(CONFIG))
            .toList();
    List<String> created = new ArrayList<>();
    admin
        .createTopics(topics)
        .values()
        .forEach(
            (topic, creation) -> {
              try {
                answer(creation, "create topic " + topic);
                created.add(topic);
              } catch (StreamException e) {
                // Another instance may have been quicker.
                if (!(e.getCause() instanceof TopicExistsException)) {
                  throw e;
                }
              }
            });
    awaitLeaders(admin, created, partitions);
  }

  private int partitions(Admin admin) {
    String ticks = settings.topics().ticks();
    return answer(describe(admin, List.of(ticks)).get(ticks), "look at topic " + ticks)
        .partitions()
        .size();
  }

  private void awaitLeaders(Admin admin, List<String> topics, int partitions) {
    try {
      NewTopicLeaders.await(admin, topics, partitions);
    } catch (ExecutionException e) {
      throw refused("look at topics " + topics, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StreamException("interrupted while waiting for new topics", e);
    }
  }

  private <T> T answer(KafkaFuture<T> future, String what) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw refused(what, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StreamException("interrupted while asking Kafka for its topics", e);
    }
  }

  private StreamException refused(String what, Throwable reason) {
    if (reason instanceof TimeoutException) {
      return new StreamException(
          "no Kafka broker answers at " + servers + " (bootstrap.servers)", reason);
    }
    return new StreamException(
        "Kafka at " + servers + " does not let us " + what + ": " + reason.getMessage(), reason);
  }

  private String explain(List<String> missing) {
    String names = missing.stream().collect(Collectors.joining(", "));
    return (missing.size() == 1 ? "topic " + names + " does" : "topics " + names + " do")
        + " not exist on "
        + servers
        + "; create "
        + (missing.size() == 1 ? "it" : "them")
        + " (kafka-topics.sh --bootstrap-server "
        + servers
        + " --create --partitions 8 --topic "
        + missing.get(0)
        + "), or set topics.create-missing";
  }
}
