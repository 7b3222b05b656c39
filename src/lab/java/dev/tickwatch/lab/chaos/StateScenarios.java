package dev.tickwatch.lab.chaos;

import dev.tickwatch.lab.harness.HarnessException;
import dev.tickwatch.lab.harness.SystemCommand;
import dev.tickwatch.lab.harness.WorkDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Faults of what is under the windows on disk. */
final class StateScenarios {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MOUNTED_MIB = 64;
  private static final int FAILED = 1;

  private StateScenarios() {}

  static void deleteState(Trial trial) throws InterruptedException {
    List<String> names = List.of("a", "b");
    List<Instance> two = names.stream().map(trial.services()::startStaticMember).toList();
    AtomicInteger round = new AtomicInteger();
    trial.injectEachRound(
        () -> {
          int which = trial.random().nextInt(2);
          Path state = trial.services().state(names.get(which));
          if (round.getAndIncrement() % 2 == 0) {
            two.get(which).killAnd(() -> WorkDirectory.delete(state));
          } else {
            WorkDirectory.delete(state);
            two.get(which).terminate();
          }
        });
  }

  static void fillDisk(Trial trial) throws InterruptedException {
    Path disk = trial.services().state("a");
    mount(disk);
    trial.atEnd(() -> unmount(disk));
    Instance instance =
        trial
            .services()
            .startStaticMember("a", "kafka.rocksdb.config.setter=" + SmallWrites.class.getName());
    AtomicInteger round = new AtomicInteger();
    trial.injectEachRound(
        () -> {
          Path filler = disk.resolve("filler");
          int failures = instance.ends().getOrDefault(FAILED, 0);
          fill(filler);
          if (round.getAndIncrement() % 2 == 0) {
            trial.feedUntil(
                () -> instance.ends().getOrDefault(FAILED, 0) > failures, "the service's end");
          } else {
            instance.kill();
            instance.awaitEnds(FAILED, failures + 1, PATIENCE);
          }
          WorkDirectory.delete(filler);
        });
  }

  /** Whether this process may have a small file system of its own. */
  static boolean mayMount(Path scratch) {
    try {
      mount(scratch);
      return true;
    } catch (HarnessException e) {
      return false;
    } finally {
      unmount(scratch);
    }
  }

  private static void mount(Path at) {
    try {
      Files.createDirectories(at);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String size = "size=" + MOUNTED_MIB + "m";
    SystemCommand mount =
        SystemCommand.run("mount", "-t", "tmpfs", "-o", size, "tmpfs", at.toString());
    if (!mount.succeeded()) {
      throw new HarnessException("a tmpfs cannot be mounted at " + at + ": " + mount.output());
    }
  }

  private static void unmount(Path at) {
    // Lazily: a service that is being killed may still have files open.
    SystemCommand unused = SystemCommand.run("umount", "-l", at.toString());
  }

  private static void fill(Path file) {
    byte[] block = new byte[64 * 1024];
    try (var out = Files.newOutputStream(file)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      // The disk is full, as it was to be; or the service will go on, and the trial say so.
    }
  }
}
