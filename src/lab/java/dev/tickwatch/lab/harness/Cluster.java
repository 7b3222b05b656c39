package dev.tickwatch.lab.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;

/**
 * The brokers that something is tried on: others', or nodes in processes of their own, which keep
 * data and ports when they are killed. Closing kills the nodes. Not thread-safe.
 */
public final class Cluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final ClusterClient client;
  private final Nodes nodes;

  /**
   * Nodes that are started here.
   *
   * @param proxy in front of the only node; null where there is none
   */
  private record Nodes(
      List<KafkaNode> all,
      Map<Integer, BrokerProcess> running,
      List<HeldPort> ports,
      TcpProxy proxy,
      List<String> jvmFlags,
      Path logs) {}

  private Cluster(ClusterClient client, Nodes nodes) {
    this.client = client;
    this.nodes = nodes;
  }

  /**
   * One that is there, and is left alone.
   *
   * @param client properties of a client of it
   */
  public static Cluster given(Map<String, String> client) {
    return new Cluster(
        new ClusterClient(client),
        new Nodes(List.of(), Map.of(), List.of(), null, List.of(), Path.of("")));
  }

  /**
   * Starts so many nodes; returns when they work.
   *
   * @param directory for their data and logs
   * @throws HarnessException when they do not start
   */
  public static Cluster start(Path directory, int size, List<String> jvmFlags) {
    return start(directory, size, jvmFlags, false);
  }

  /** Starts one node that clients reach through a proxy only. */
  public static Cluster startBehindProxy(Path directory, List<String> jvmFlags) {
    return start(directory, 1, jvmFlags, true);
  }

  private static Cluster start(
      Path directory, int size, List<String> jvmFlags, boolean behindProxy) {
    // Of clients, and of controllers: those of a quorum must be known before the first one starts.
    List<HeldPort> ports = Stream.generate(HeldPort::any).limit(2L * size).toList();
    List<Integer> numbers = ports.stream().map(HeldPort::number).toList();
    TcpProxy proxy = behindProxy ? new TcpProxy(numbers.get(0)) : null;
    String id = Uuid.randomUuid().toString();
    List<KafkaNode> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      all.add(
          new KafkaNode(
              i + 1,
              directory.resolve("node-" + (i + 1)),
              id,
              numbers.get(i),
              behindProxy ? proxy.port() : 0,
              numbers.subList(size, 2 * size)));
    }
    String servers =
        behindProxy
            ? "localhost:" + proxy.port()
            : numbers.subList(0, size).stream()
                .map(port -> "localhost:" + port)
                .collect(Collectors.joining(","));
    Cluster cluster =
        new Cluster(
            new ClusterClient(Map.of("bootstrap.servers", servers)),
            new Nodes(all, new HashMap<>(), ports, proxy, jvmFlags, directory));
    try {
      all.forEach(node -> cluster.startNode(node.id()));
      cluster.awaitNodes();
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** A client of it, which is closed with it. */
  public ClusterClient client() {
    return client;
  }

  /** The proxy in front of the only node. */
  public TcpProxy proxy() {
    return nodes.proxy;
  }

  /** CPU time of its nodes' processes; empty where it is others', or the system does not tell. */
  public Optional<Duration> cpuTime() {
    return nodes.running.values().stream()
        .map(BrokerProcess::cpuTime)
        .reduce((a, b) -> a.flatMap(one -> b.map(one::plus)))
        .orElse(Optional.empty());
  }

  /** SIGKILL to a node; returns when it has ended. */
  public void killNode(int id) {
    nodes.running.remove(id).close();
  }

  /** Starts a node on the data and the ports that it has; returns before it works. */
  public void startNode(int id) {
    Path log = nodes.logs.resolve("node-" + id + ".log");
    nodes.running.put(id, BrokerProcess.start(nodes.all.get(id - 1), nodes.jvmFlags, log));
  }

  /**
   * Waits until every node works and clients see it.
   *
   * @throws HarnessException when one has ended, or they do not see it
   */
  public void awaitNodes() {
    nodes.running.values().forEach(BrokerProcess::awaitUp);
    Wait.until(
        () -> client.nodesUp() >= nodes.all.size(),
        PATIENCE,
        PAUSE,
        () -> nodes.all.size() + " brokers; see " + nodes.logs);
  }

  /** Waits until every replica of a topic is in sync again. */
  public void awaitInSync(String topic) {
    Wait.until(
        () -> client.replicasInSync(topic) >= nodes.all.size(),
        PATIENCE,
        PAUSE,
        () -> "every replica of " + topic + " to be in sync");
  }

  /** Waits until a consumer group has so many members and has shared out the partitions. */
  public void awaitMembers(String group, int members) {
    Wait.until(
        () -> client.hasSettledWith(group, members),
        PATIENCE,
        PAUSE,
        () -> members + " members in group " + group);
  }

  @Override
  public void close() {
    client.close();
    nodes.running.values().forEach(BrokerProcess::close);
    if (nodes.proxy != null) {
      nodes.proxy.close();
    }
    nodes.ports.forEach(HeldPort::close);
  }
}
