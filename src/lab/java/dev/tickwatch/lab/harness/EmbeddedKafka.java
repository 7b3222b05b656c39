package dev.tickwatch.lab.harness;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.slf4j.LoggerFactory;

/**
 * A Kafka node, broker and KRaft controller at once, running in this process and listening on
 * localhost only; alone, or one of a cluster. Thread-safe; who starts it closes it.
 *
 * <p>Transactions, consumer groups and compaction work as in a cluster; topics have as many
 * replicas as there are nodes, three at most. Topics are never created by use.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private static final String CLIENTS = "CLIENTS";
  private static final String CONTROLLER = "CONTROLLER";
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

  private final ControllerServer controller;
  private final BrokerServer broker;
  private final int port;
  private boolean closed;

  private EmbeddedKafka(ControllerServer controller, BrokerServer broker) {
    this.controller = controller;
    this.broker = broker;
    this.port = broker.boundPort(new ListenerName(CLIENTS));
  }

  /**
   * Starts on a free port.
   *
   * @param dataDirectory holds topics and metadata; created when absent, and continued when an
   *     earlier broker left its data there
   * @throws UncheckedIOException when the directory cannot be used
   * @throws IllegalStateException when the broker does not come up
   */
  public static EmbeddedKafka start(Path dataDirectory) {
    return start(dataDirectory, 0);
  }

  /**
   * Starts on a given port, so that clients of an earlier broker find it again.
   *
   * @param port of a {@link HeldPort}, or 0 for a free one
   */
  public static EmbeddedKafka start(Path dataDirectory, int port) {
    return start(new KafkaNode(1, dataDirectory, Uuid.randomUuid().toString(), port, 0, List.of()));
  }

  /**
   * Starts one node of a cluster; returns when the cluster has enough of them to work, and this one
   * is part of it.
   */
  public static EmbeddedKafka start(KafkaNode node) {
    Path data = node.data().toAbsolutePath();
    format(node, data);
    KafkaConfig config = new KafkaConfig(settings(node, data), false);
    var logDirectories =
        KafkaRaftServer.initializeLogDirs(config, LoggerFactory.getLogger(EmbeddedKafka.class), "");
    // A free controller port is known only once it listens; raft waits for this future.
    CompletableFuture<Map<Integer, InetSocketAddress>> voters = new CompletableFuture<>();
    if (!node.controllerPorts().isEmpty()) {
      voters.complete(voters(node));
    }
    SharedServer shared =
        new SharedServer(
            config,
            logDirectories._1(),
            Time.SYSTEM,
            new Metrics(),
            voters,
            List.of(),
            (name, fatal, action) -> new LoggingFaultHandler(name, action),
            new HeldPortSockets());
    ControllerServer controller =
        new ControllerServer(shared, KafkaRaftServer.configSchema(), logDirectories._2());
    var unused =
        controller
            .socketServerFirstBoundPortFuture()
            .thenAccept(
                bound ->
                    voters.complete(Map.of(node.id(), new InetSocketAddress("localhost", bound))));
    BrokerServer broker = new BrokerServer(shared);
    try {
      controller.startup();
      broker.startup();
    } catch (RuntimeException e) {
      stop(controller, broker);
      throw new IllegalStateException("embedded Kafka did not start on " + data, e);
    }
    return new EmbeddedKafka(controller, broker);
  }

  private static Map<Integer, InetSocketAddress> voters(KafkaNode node) {
    Map<Integer, InetSocketAddress> voters = new HashMap<>();
    for (int i = 0; i < node.controllerPorts().size(); i++) {
      voters.put(i + 1, new InetSocketAddress("localhost", node.controllerPorts().get(i)));
    }
    return voters;
  }

  private static void format(KafkaNode node, Path data) {
    try {
      Files.createDirectories(data);
      if (Files.exists(data.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
        return; // continues an earlier broker's data, with its cluster id
      }
      new Formatter()
          .setPrintStream(new PrintStream(PrintStream.nullOutputStream(), false, "UTF-8"))
          .setNodeId(node.id())
          .setClusterId(node.clusterId())
          .setControllerListenerName(CONTROLLER)
          .setMetadataLogDirectory(data.toString())
          .addDirectory(data.toString())
          .run();
    } catch (IOException e) {
      throw new UncheckedIOException("embedded Kafka cannot use " + data, e);
    } catch (Exception e) {
      throw new IllegalStateException("embedded Kafka cannot format " + data, e);
    }
  }

  private static Map<String, String> settings(KafkaNode node, Path data) {
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", String.valueOf(node.id()));
    settings.put("log.dirs", data.toString());
    settings.put(
        "listeners",
        CLIENTS
            + "://localhost:"
            + node.port()
            + ","
            + CONTROLLER
            + "://localhost:"
            + node.controllerPort());
    if (node.advertisedPort() != 0) {
      settings.put("advertised.listeners", CLIENTS + "://localhost:" + node.advertisedPort());
    }
    settings.put(
        "listener.security.protocol.map", CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
    settings.put("inter.broker.listener.name", CLIENTS);
    settings.put("controller.listener.names", CONTROLLER);
    settings.put("controller.quorum.voters", quorum(node));
    settings.put("auto.create.topics.enable", "false");
    String replicas = String.valueOf(node.replicas());
    String inSync = String.valueOf(Math.max(1, node.replicas() - 1));
    settings.put("default.replication.factor", replicas);
    settings.put("min.insync.replicas", inSync);
    settings.put("offsets.topic.replication.factor", replicas);
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.replication.factor", replicas);
    settings.put("transaction.state.log.min.isr", inSync);
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("share.coordinator.state.topic.replication.factor", replicas);
    settings.put("share.coordinator.state.topic.min.isr", inSync);
    if (node.clusterSize() > 1) {
      // A lost node is noticed sooner than after the default 9 s.
      settings.put("broker.session.timeout.ms", "5000");
      settings.put("broker.heartbeat.interval.ms", "1000");
    }
    settings.put("group.initial.rebalance.delay.ms", "0");
    // Records carry event times: those of a replay are older than any retention.
    settings.put("log.retention.ms", "-1");
    // One small process, not a server room: fewer threads, a small cleaner buffer.
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "2");
    settings.put("num.recovery.threads.per.data.dir", "1");
    settings.put("log.cleaner.dedupe.buffer.size", "4194304");
    return settings;
  }

  private static String quorum(KafkaNode node) {
    return node.controllerPorts().isEmpty()
        ? node.id() + "@0.0.0.0:0"
        : voters(node).entrySet().stream()
            .map(voter -> voter.getKey() + "@localhost:" + voter.getValue().getPort())
            .collect(Collectors.joining(","));
  }

  /** Where clients connect, {@code localhost:PORT}. */
  public String bootstrapServers() {
    return "localhost:" + port;
  }

  /**
   * Creates a topic and returns when it can be used.
   *
   * @param config topic settings such as {@code cleanup.policy}; may be empty
   * @throws HarnessException when the broker refuses, for one because the topic exists
   */
  public void createTopic(String name, int partitions, Map<String, String> config) {
    try (ClusterClient client = client()) {
      client.create(List.of(new NewTopic(name, partitions, (short) 1).configs(config)));
    }
  }

  /** A client of it; the caller closes. */
  public ClusterClient client() {
    return new ClusterClient(Map.of("bootstrap.servers", bootstrapServers()));
  }

  /** Stops the node; its data stays. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      stop(controller, broker);
    }
  }

  private static void stop(ControllerServer controller, BrokerServer broker) {
    // The broker hands over its leadership to the controller, so the controller goes last.
    broker.shutdown(STOP_PATIENCE);
    controller.shutdown();
  }
}
