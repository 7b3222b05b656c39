package dev.tickwatch.lab.bench;

import dev.tickwatch.io.topic.NewTopicLeaders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The brokers that a benchmark uses: a given cluster, or one node that it starts beside itself. */
final class Cluster implements AutoCloseable {
  /** A deleted topic's files would else stay for a minute, and fill the disk. */
  private static final Map<String, String> TOPIC =
      Map.of("file.delete.delay.ms", "1000", "message.timestamp.type", "LogAppendTime");

  private final Optional<Child> node;
  private final String bootstrapServers;
  private final Admin admin;

  private Cluster(Optional<Child> node, String bootstrapServers) {
    this.node = node;
    this.bootstrapServers = bootstrapServers;
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  /** A broker in a process of its own, with its data below a directory. */
  static Cluster embedded(Path directory, List<String> jvmFlags) {
    List<String> flags = new ArrayList<>(List.of("-Xms512m", "-Xmx512m"));
    flags.addAll(jvmFlags);
    Child node = Child.start(BrokerProcess.class, flags, directory.resolve("broker.log"));
    try {
      String servers = node.ask(directory.resolve("broker").toString(), String.class);
      return new Cluster(Optional.of(node), servers);
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
  }

  /** Brokers that run already. */
  static Cluster at(String bootstrapServers) {
    return new Cluster(Optional.empty(), bootstrapServers);
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  /** CPU time of the broker, where it is ours. */
  Optional<Long> cpuNanos() {
    return node.flatMap(child -> ProcessHandle.of(child.pid()))
        .flatMap(process -> process.info().totalCpuDuration())
        .map(java.time.Duration::toNanos);
  }

  void create(List<String> topics, int partitions) {
    await(
        admin
            .createTopics(
                topics.stream()
                    .map(
                        name ->
                            new NewTopic(name, Optional.of(partitions), Optional.empty())
                                .configs(TOPIC))
                    .toList())
            .all());
    try {
      NewTopicLeaders.await(admin, topics, partitions);
    } catch (ExecutionException e) {
      throw new BenchException("topics " + topics + " did not come up", e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Deletes those that are there. */
  void delete(List<String> topics) {
    admin
        .deleteTopics(topics)
        .topicNameValues()
        .values()
        .forEach(
            deletion -> {
              try {
                await(deletion);
              } catch (BenchException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                  throw e;
                }
              }
            });
  }

  /** Forgets a consumer group whose members have left; one that lingers stays. */
  void forget(String group) {
    try {
      await(admin.deleteConsumerGroups(List.of(group)).all());
    } catch (BenchException e) {
      if (!(e.getCause() instanceof GroupNotEmptyException)
          && !(e.getCause() instanceof GroupIdNotFoundException)) {
        throw e;
      }
    }
  }

  /** Records in each partition of a topic without transactions. */
  Map<Integer, Long> ends(String topic, int partitions) {
    Map<TopicPartition, OffsetSpec> all = new HashMap<>();
    IntStream.range(0, partitions)
        .forEach(partition -> all.put(new TopicPartition(topic, partition), OffsetSpec.latest()));
    Map<Integer, Long> ends = new HashMap<>();
    await(admin.listOffsets(all).all())
        .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
    return ends;
  }

  /** Records of each partition that a group has committed as read. */
  Map<Integer, Long> committed(String group, String topic) {
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

  private static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new BenchException("Kafka refuses: " + e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static BenchException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new BenchException("interrupted", e);
  }

  @Override
  public void close() {
    admin.close();
    node.ifPresent(Child::close);
  }
}
