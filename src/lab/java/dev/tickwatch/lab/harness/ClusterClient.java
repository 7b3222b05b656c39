package dev.tickwatch.lab.harness;

import dev.tickwatch.io.topic.NewTopicLeaders;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Topics, groups and offsets of a cluster, and producers for it. Every call throws {@link
 * HarnessException} when the cluster refuses or does not answer, or the thread is interrupted.
 * Thread-safe.
 */
public final class ClusterClient implements AutoCloseable {
  /** An answer to whether brokers are there is needed soon, or not at all. */
  private static final Duration LIVENESS = Duration.ofSeconds(2);

  private final Map<String, String> properties;
  private final Admin admin;

  /**
   * Connects when it is used first.
   *
   * @param properties of a Kafka client
   */
  public ClusterClient(Map<String, String> properties) {
    this.properties = Map.copyOf(properties);
    this.admin = Admin.create(with(Map.of()));
  }

  /** Properties of a client. */
  public Map<String, String> properties() {
    return properties;
  }

  /** The same for constructors that want objects, with more of them. */
  public Map<String, Object> with(Map<String, ?> more) {
    Map<String, Object> all = new HashMap<>(properties);
    all.putAll(more);
    return all;
  }

  /** Where clients connect first. */
  public String bootstrapServers() {
    return properties.get("bootstrap.servers");
  }

  /**
   * A producer; the caller closes.
   *
   * @param more properties
   */
  public Producer<byte[], byte[]> producer(Map<String, ?> more) {
    return new KafkaProducer<>(with(more), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Creates topics and returns when they can be used.
   *
   * @param topics of equally many partitions
   */
  public void create(List<NewTopic> topics) {
    List<String> names = topics.stream().map(NewTopic::name).toList();
    await(admin.createTopics(topics).all());
    try {
      NewTopicLeaders.await(admin, names, topics.get(0).numPartitions());
    } catch (ExecutionException e) {
      throw refused(e);
    } catch (InterruptedException e) {
      throw HarnessException.interrupted(e);
    }
  }

  /** Deletes those that are there. */
  public void delete(Collection<String> topics) {
    admin
        .deleteTopics(topics)
        .topicNameValues()
        .values()
        .forEach(deletion -> unless(UnknownTopicOrPartitionException.class, deletion));
  }

  /** Deletes every topic whose name starts so. */
  public void deleteStartingWith(String prefix) {
    delete(
        await(admin.listTopics().names()).stream()
            .filter(topic -> topic.startsWith(prefix))
            .toList());
  }

  /**
   * Deletes a consumer group that has ended. Its static members would stay for as long as their
   * sessions last, and are told to leave.
   */
  public void deleteGroup(String group) {
    Optional<ConsumerGroupDescription> left = describeGroup(group);
    if (left.isEmpty()) {
      return;
    }
    if (!left.get().members().isEmpty()) {
      await(
          admin
              .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
              .all());
    }
    unless(GroupIdNotFoundException.class, admin.deleteConsumerGroups(List.of(group)).all());
  }

  /** Whether a consumer group has so many members and has shared out the partitions. */
  boolean hasSettledWith(String group, int members) {
    return describeGroup(group)
        .filter(described -> described.groupState() == GroupState.STABLE)
        .filter(described -> described.members().size() == members)
        .isPresent();
  }

  /** Empty before its first member has come. */
  private Optional<ConsumerGroupDescription> describeGroup(String group) {
    return unless(
            GroupIdNotFoundException.class, admin.describeConsumerGroups(List.of(group)).all())
        .map(described -> described.get(group));
  }

  /** The node that leads the first partition of a topic. */
  public int leaderOf(String topic) {
    return describe(topic).partitions().get(0).leader().id();
  }

  /** The fewest that are in sync of any of its partitions. */
  int replicasInSync(String topic) {
    return describe(topic).partitions().stream().mapToInt(p -> p.isr().size()).min().orElse(0);
  }

  /** The partitions of topics. */
  List<TopicPartition> partitions(Collection<String> topics) {
    return await(admin.describeTopics(topics).allTopicNames()).values().stream()
        .flatMap(
            topic ->
                topic.partitions().stream()
                    .map(partition -> new TopicPartition(topic.name(), partition.partition())))
        .toList();
  }

  private TopicDescription describe(String topic) {
    return await(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
  }

  /** Ends of the partitions of a topic: where it has no transactions, how many records it has. */
  public Map<Integer, Long> ends(String topic) {
    Map<Integer, Long> ends = new HashMap<>();
    ends(partitions(List.of(topic))).forEach((at, end) -> ends.put(at.partition(), end));
    return ends;
  }

  /** The same; records of open transactions count. */
  Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> latest =
        partitions.stream()
            .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    await(admin.listOffsets(latest).all()).forEach((at, end) -> ends.put(at, end.offset()));
    return ends;
  }

  /** Offsets that a group has committed for a topic, by partition. */
  public Map<Integer, Long> committed(String group, String topic) {
    Map<Integer, Long> committed = new HashMap<>();
    await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .forEach(
            (partition, offset) -> {
              if (offset != null && partition.topic().equals(topic)) {
                committed.put(partition.partition(), offset.offset());
              }
            });
    return committed;
  }

  /** Brokers that are there; 0 when none answers. */
  int nodesUp() {
    var options = new DescribeClusterOptions().timeoutMs((int) LIVENESS.toMillis());
    try {
      return (int)
          admin.describeCluster(options).nodes().get().stream()
              .filter(node -> !node.equals(Node.noNode()))
              .count();
    } catch (ExecutionException e) {
      return 0;
    } catch (InterruptedException e) {
      throw HarnessException.interrupted(e);
    }
  }

  /** Empty where the cluster refuses for the reason that is given. */
  private static <T> Optional<T> unless(
      Class<? extends Exception> expected, KafkaFuture<T> future) {
    try {
      return Optional.ofNullable(await(future));
    } catch (HarnessException e) {
      if (expected.isInstance(e.getCause())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw refused(e);
    } catch (InterruptedException e) {
      throw HarnessException.interrupted(e);
    }
  }

  private static HarnessException refused(ExecutionException e) {
    return new HarnessException("Kafka refuses: " + e.getCause().getMessage(), e.getCause());
  }

  @Override
  public void close() {
    admin.close();
  }
}
