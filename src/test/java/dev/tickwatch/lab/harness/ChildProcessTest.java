package dev.tickwatch.lab.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class ChildProcessTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern PORT = Pattern.compile("listening on (\\d+)");

  @TempDir Path directory;

  /** Says where it listens, and ends when somebody has connected. */
  static final class Listener {
    public static void main(String[] args) throws IOException {
      try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        System.out.println("listening on " + server.getLocalPort());
        server.accept().close();
      }
      System.exit(7);
    }
  }

  /** Gives back what it is asked, twice. */
  static final class Echo {
    public static void main(String[] args) throws IOException {
      try (ParentLine parent = ParentLine.connect(args)) {
        for (Optional<String> asked = parent.next(String.class);
            asked.isPresent();
            asked = parent.next(String.class)) {
          if (asked.get().equals("fail")) {
            throw new IllegalStateException("told to");
          }
          parent.answer(asked.get() + asked.get());
        }
      }
    }
  }

  private Path log() {
    return directory.resolve("log");
  }

  @Test
  void tellsItsPortByALine() throws Exception {
    try (ChildProcess child =
        ChildProcess.start(Listener.class, List.of(), ChildProcess.SMALL_JVM, log())) {
      int port = Integer.parseInt(child.awaitLine(PORT, PATIENCE).group(1));
      new Socket(InetAddress.getLoopbackAddress(), port).close();

      assertThat(child.awaitEnd()).isEqualTo(7);
      assertThatThrownBy(child::requireAlive)
          .isInstanceOf(HarnessException.class)
          .hasMessageContaining("status 7");
      assertThatThrownBy(() -> child.awaitLine(Pattern.compile("never said"), PATIENCE))
          .isInstanceOf(HarnessException.class)
          .hasMessageContaining("Listener has ended");
    }
  }

  @Test
  void answersIsFrozenAndGoesOn() {
    try (AskedProcess child = AskedProcess.start(Echo.class, ChildProcess.SMALL_JVM, log())) {
      assertThat(child.ask("a", String.class)).isEqualTo("aa");
      child.process().freeze();
      child.tell("b");
      child.process().thaw();
      assertThat(child.answer(String.class)).isEqualTo("bb");
    }
  }

  @Test
  void tellsWhatItPrintedLastWhenItFails() {
    try (AskedProcess child = AskedProcess.start(Echo.class, ChildProcess.SMALL_JVM, log())) {
      assertThatThrownBy(() -> child.ask("fail", String.class))
          .isInstanceOf(HarnessException.class)
          .hasMessageContainingAll("Echo ended", "told to");
    }
  }

  @Test
  void endsWhenItIsFrozenAndClosed() throws InterruptedException {
    AskedProcess child = AskedProcess.start(Echo.class, ChildProcess.SMALL_JVM, log());
    child.process().freeze();

    child.close();

    assertThat(child.process().awaitEnd()).isZero();
  }
}
