package dev.tickwatch.lab.harness;

import java.nio.file.Path;
import java.util.List;

/**
 * One node of a cluster on this machine, broker and controller at once.
 *
 * @param id 1 to the number of nodes
 * @param data holds topics and metadata; created when absent
 * @param clusterId the same for all nodes, 22 characters as of {@code Uuid.randomUuid()}; used when
 *     {@code data} is new
 * @param port that clients connect to, of a {@link HeldPort}; 0 for a free one
 * @param advertisedPort that clients are told of, such as a proxy's; 0 for {@code port}
 * @param controllerPorts of every node, in order of their ids, each of a {@link HeldPort}; empty
 *     for a cluster of one, which takes a free one
 */
public record KafkaNode(
    int id,
    Path data,
    String clusterId,
    int port,
    int advertisedPort,
    List<Integer> controllerPorts) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException when the id is not one of the cluster's
   */
  public KafkaNode {
    controllerPorts = List.copyOf(controllerPorts);
    if (id < 1 || id > Math.max(1, controllerPorts.size())) {
      throw new IllegalArgumentException(
          "node id is " + id + " in a cluster of " + Math.max(1, controllerPorts.size()));
    }
    if (advertisedPort != 0 && port == 0) {
      throw new IllegalArgumentException("a node behind a proxy needs a port of its own");
    }
  }

  /** Nodes of the cluster. */
  int clusterSize() {
    return Math.max(1, controllerPorts.size());
  }

  /** Copies of each topic: three where there are so many nodes. */
  int replicas() {
    return Math.min(3, clusterSize());
  }

  /** The port of its controller; 0 for a free one. */
  int controllerPort() {
    return controllerPorts.isEmpty() ? 0 : controllerPorts.get(id - 1);
  }
}
