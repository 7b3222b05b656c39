package dev.tickwatch.lab.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.lab.harness.ChildProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class InstanceTest {
  private static final int KILLED = 128 + 9;
  private static final int TERMINATED = 128 + 15;

  /** A process that ends when it is told to. */
  static final class Sleeper {
    public static void main(String[] args) throws InterruptedException {
      new CountDownLatch(1).await();
    }
  }

  @Test
  void anEndIsCountedWhenTheStrikeReturns(@TempDir Path directory) throws InterruptedException {
    try (Instance instance = new Instance("sleeper", () -> sleeper(directory))) {
      for (int round = 1; round <= 3; round++) {
        instance.kill();
        assertThat(instance.ends().get(KILLED)).isEqualTo(round);
      }
      instance.terminate();
      assertThat(instance.ends()).isEqualTo(Map.of(KILLED, 3, TERMINATED, 1));
    }
  }

  private static ChildProcess sleeper(Path directory) {
    return ChildProcess.start(
        Sleeper.class, List.of(), ChildProcess.SMALL_JVM, directory.resolve("log"));
  }
}
