package dev.tickwatch.lab.broker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A node in a process of its own, so that it can be killed. */
public final class BrokerProcess {
  private BrokerProcess() {}

  /** The arguments that {@link #main} wants for a node. */
  public static List<String> arguments(KafkaNode node) {
    String controllers =
        String.join(",", node.controllerPorts().stream().map(String::valueOf).toList());
    return List.of(
        String.valueOf(node.id()),
        node.data().toString(),
        node.clusterId(),
        String.valueOf(node.port()),
        String.valueOf(node.advertisedPort()),
        controllers);
  }

  /**
   * Runs a node until the process is killed, or its standard input ends: with the process that
   * started it.
   *
   * @param args as of {@link #arguments}
   * @throws IllegalStateException when the node does not start
   */
  public static void main(String[] args) throws IOException {
    List<Integer> controllers =
        Arrays.stream(args[5].split(",")).filter(p -> !p.isEmpty()).map(Integer::valueOf).toList();
    KafkaNode node =
        new KafkaNode(
            Integer.parseInt(args[0]),
            Path.of(args[1]),
            args[2],
            Integer.parseInt(args[3]),
            Integer.parseInt(args[4]),
            controllers);
    // Not closed: what ends this process is meant to be sudden.
    EmbeddedKafka unused = EmbeddedKafka.start(node);
    while (System.in.read() >= 0) {
      // Nothing is said to it.
    }
    Runtime.getRuntime().halt(0);
  }
}
