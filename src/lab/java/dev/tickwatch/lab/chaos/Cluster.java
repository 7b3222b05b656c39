package dev.tickwatch.lab.chaos;

import dev.tickwatch.io.topic.NewTopicLeaders;
import dev.tickwatch.lab.broker.BrokerProcess;
import dev.tickwatch.lab.broker.KafkaNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * The brokers: others', or nodes in processes of their own, which keep their data when they are
 * killed. Closing kills the nodes.
 */
final class Cluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long PAUSE_MILLIS = 200;

  private final Map<String, String> client;
  private final List<KafkaNode> nodes;
  private final Map<Integer, JavaProcess> running = new HashMap<>();
  private final Path logs;
  private final TcpProxy proxy;

  private Cluster(Map<String, String> client, List<KafkaNode> nodes, Path logs, TcpProxy proxy) {
    this.client = client;
    this.nodes = nodes;
    this.logs = logs;
    this.proxy = proxy;
  }

  /** A cluster that is there. */
  static Cluster given(Map<String, String> client) {
    return new Cluster(client, List.of(), Path.of(""), null);
  }

  /** Starts so many nodes; returns when they work. */
  static Cluster start(Path directory, int size) throws InterruptedException {
    return start(directory, size, false);
  }

  /** Starts one node that clients reach through a proxy only. */
  static Cluster startBehindProxy(Path directory) throws InterruptedException {
    return start(directory, 1, true);
  }

  private static Cluster start(Path directory, int size, boolean proxied)
      throws InterruptedException {
    List<Integer> ports = freePorts(2 * size);
    TcpProxy proxy = proxied ? new TcpProxy(ports.get(0)) : null;
    String id = Uuid.randomUuid().toString();
    List<KafkaNode> nodes = new ArrayList<>();
    List<String> servers = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      nodes.add(
          new KafkaNode(
              i + 1,
              directory.resolve("node-" + (i + 1)),
              id,
              ports.get(i),
              proxied ? proxy.port() : 0,
              ports.subList(size, 2 * size)));
      servers.add("localhost:" + (proxied ? proxy.port() : ports.get(i)));
    }
    Cluster cluster =
        new Cluster(
            Map.of("bootstrap.servers", String.join(",", servers)), nodes, directory, proxy);
    for (KafkaNode node : nodes) {
      cluster.startNode(node.id());
    }
    cluster.awaitNodes();
    return cluster;
  }

  /** All at once, so that no two are the same. */
  private static List<Integer> freePorts(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new ChaosException("no free ports for brokers: " + e.getMessage(), e);
    }
  }

  /** Properties of a client. */
  Map<String, String> client() {
    return client;
  }

  /** The same for constructors that want objects, with more of them. */
  Map<String, Object> client(Map<String, String> more) {
    Map<String, Object> all = new HashMap<>(client);
    all.putAll(more);
    return all;
  }

  /** The proxy in front of the only node. */
  TcpProxy proxy() {
    return proxy;
  }

  /** Creates topics and waits for their leaders. */
  void create(List<NewTopic> topics) throws InterruptedException {
    try (Admin admin = Admin.create(client(Map.of()))) {
      admin.createTopics(topics).all().get();
      NewTopicLeaders.await(
          admin, topics.stream().map(NewTopic::name).toList(), topics.get(0).numPartitions());
    } catch (ExecutionException e) {
      throw new ChaosException("topics were not created: " + e.getCause().getMessage(), e);
    }
  }

  /**
   * Deletes every topic whose name starts so, and a consumer group that has ended. Its static
   * members stay for as long as their sessions last, unless they are told to leave.
   */
  void delete(String prefix, String group) throws InterruptedException {
    try (Admin admin = Admin.create(client(Map.of()))) {
      admin
          .deleteTopics(
              admin.listTopics().names().get().stream()
                  .filter(topic -> topic.startsWith(prefix))
                  .toList())
          .all()
          .get();
      var left = described(admin, group);
      if (left.isEmpty()) {
        return;
      }
      if (!left.get().members().isEmpty()) {
        admin
            .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
            .all()
            .get();
      }
      admin.deleteConsumerGroups(List.of(group)).all().get();
    } catch (ExecutionException e) {
      throw new ChaosException(
          "topics %s* and group %s were not all deleted: %s"
              .formatted(prefix, group, e.getCause().getMessage()),
          e);
    }
  }

  /** The node that leads the first partition of a topic. */
  int leaderOf(String topic) throws InterruptedException {
    return describe(topic).partitions().get(0).leader().id();
  }

  /** Waits until every replica of a topic is in sync again. */
  void awaitInSync(String topic) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (describe(topic).partitions().stream().anyMatch(p -> p.isr().size() < nodes.size())) {
      waitOrGiveUp(deadline, "every replica of " + topic + " to be in sync");
    }
  }

  /** Waits until a consumer group has so many members and has shared out the partitions. */
  void awaitMembers(String group, int members) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (Admin admin = Admin.create(client(Map.of()))) {
      while (true) {
        var described = described(admin, group);
        if (described.isPresent()
            && described.get().groupState() == GroupState.STABLE
            && described.get().members().size() == members) {
          return;
        }
        waitOrGiveUp(deadline, members + " members in group " + group + "; there are " + described);
      }
    } catch (ExecutionException e) {
      throw new ChaosException(
          "group " + group + " cannot be described: " + e.getCause().getMessage(), e);
    }
  }

  /** Empty before its first member has come. */
  private static Optional<ConsumerGroupDescription> described(Admin admin, String group)
      throws InterruptedException, ExecutionException {
    try {
      return Optional.of(admin.describeConsumerGroups(List.of(group)).all().get().get(group));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private TopicDescription describe(String topic) throws InterruptedException {
    try (Admin admin = Admin.create(client(Map.of()))) {
      return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
    } catch (ExecutionException e) {
      throw new ChaosException(
          "topic " + topic + " cannot be described: " + e.getCause().getMessage(), e);
    }
  }

  /** SIGKILL to a node. */
  void killNode(int id) throws InterruptedException {
    JavaProcess process = running.remove(id);
    process.kill();
    process.awaitEnd();
  }

  /** Starts a node on the data that it has. */
  void startNode(int id) {
    KafkaNode node = nodes.get(id - 1);
    running.put(
        id,
        JavaProcess.start(
            BrokerProcess.class.getName(),
            BrokerProcess.arguments(node),
            List.of(),
            logs.resolve("node-" + id + ".log")));
  }

  /** Waits until every node is known to be up. */
  void awaitNodes() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (nodesUp() < nodes.size()) {
      for (Map.Entry<Integer, JavaProcess> node : running.entrySet()) {
        if (!node.getValue().isAlive()) {
          throw new ChaosException(
              "broker " + node.getKey() + " has ended; see " + logs.resolve("node-*.log"));
        }
      }
      waitOrGiveUp(deadline, nodes.size() + " brokers; see " + logs);
    }
  }

  private int nodesUp() throws InterruptedException {
    try (Admin admin =
        Admin.create(
            client(Map.of("request.timeout.ms", "2000", "default.api.timeout.ms", "2000")))) {
      return admin.describeCluster().nodes().get().stream()
          .filter(node -> !node.equals(Node.noNode()))
          .toList()
          .size();
    } catch (ExecutionException e) {
      return 0;
    }
  }

  private static void waitOrGiveUp(long deadline, String what) throws InterruptedException {
    if (System.nanoTime() > deadline) {
      throw new ChaosException("waited " + PATIENCE.toSeconds() + " s for " + what);
    }
    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
  }

  @Override
  public void close() {
    running.values().forEach(JavaProcess::kill);
    if (proxy != null) {
      proxy.close();
    }
  }
}
