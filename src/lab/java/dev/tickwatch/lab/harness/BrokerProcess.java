package dev.tickwatch.lab.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A Kafka node in a process of its own, which can be killed and keeps its data. It ends with the
 * process that started it. Not thread-safe.
 */
public final class BrokerProcess implements AutoCloseable {
  private final AskedProcess child;
  private boolean up;

  private BrokerProcess(AskedProcess child) {
    this.child = child;
  }

  /**
   * Starts one; returns before it works, as it may have to wait for other nodes.
   *
   * @param log gets what it prints
   */
  static BrokerProcess start(KafkaNode node, List<String> jvmFlags, Path log) {
    AskedProcess child = AskedProcess.start(BrokerProcess.class, jvmFlags, log);
    child.tell(node);
    return new BrokerProcess(child);
  }

  /**
   * Waits until it works.
   *
   * @throws HarnessException when it does not start; with the end of what it printed
   */
  void awaitUp() {
    if (!up) {
      String unused = child.answer(String.class);
      up = true;
    }
  }

  /** CPU time that it has used; empty where the system does not tell. */
  Optional<Duration> cpuTime() {
    return child.process().cpuTime();
  }

  /** Kills it: what ends a node is meant to be sudden. */
  @Override
  public void close() {
    child.process().kill();
    child.close();
  }

  /** The other side: told a {@link KafkaNode}, it runs it and answers its address. */
  public static void main(String[] arguments) throws IOException {
    try (ParentLine parent = ParentLine.connect(arguments)) {
      KafkaNode node = parent.next(KafkaNode.class).orElseThrow();
      try (EmbeddedKafka broker = EmbeddedKafka.start(node)) {
        parent.answer(broker.bootstrapServers());
        while (parent.next(String.class).isPresent()) {
          parent.answer(broker.bootstrapServers());
        }
      }
    }
    System.exit(0);
  }
}
