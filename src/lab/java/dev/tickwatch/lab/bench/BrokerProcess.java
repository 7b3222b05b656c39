package dev.tickwatch.lab.bench;

import dev.tickwatch.lab.broker.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;

/** The embedded broker as a process of its own. Asked for a directory, it answers its address. */
final class BrokerProcess {
  private BrokerProcess() {}

  public static void main(String[] arguments) throws IOException {
    try (ParentLine parent = ParentLine.connect(arguments)) {
      Path directory = Path.of(parent.next(String.class).orElseThrow());
      try (EmbeddedKafka broker = EmbeddedKafka.start(directory)) {
        parent.answer(broker.bootstrapServers());
        while (parent.next(String.class).isPresent()) {
          parent.answer(broker.bootstrapServers());
        }
      }
    }
    System.exit(0);
  }
}
