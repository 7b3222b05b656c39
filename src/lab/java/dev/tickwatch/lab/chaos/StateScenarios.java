package dev.tickwatch.lab.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Faults of what is under the windows on disk. */
final class StateScenarios {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MOUNTED_MIB = 64;
  private static final int FAILED = 1;

  private StateScenarios() {}

  static void deleteState(Trial trial) throws InterruptedException {
    List<String> names = List.of("a", "b");
    List<Instance> two = names.stream().map(trial.services()::startMember).toList();
    AtomicInteger round = new AtomicInteger();
    trial.strikes(
        () -> {
          int which = trial.random().nextInt(2);
          Path state = trial.services().state(names.get(which));
          if (round.getAndIncrement() % 2 == 0) {
            two.get(which).killAnd(() -> delete(state));
          } else {
            delete(state);
            two.get(which).terminate();
          }
        });
  }

  /** Deletes a directory; files that come meanwhile are deleted too, as far as they are seen. */
  static void delete(Path directory) {
    for (int attempt = 0; Files.exists(directory); attempt++) {
      try (Stream<Path> all = Files.walk(directory)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      } catch (IOException | UncheckedIOException e) {
        if (attempt == 20) {
          throw new ChaosException("cannot delete " + directory + ": " + e, e);
        }
      }
    }
  }

  static void fillDisk(Trial trial) throws InterruptedException {
    Path disk = trial.services().state("a");
    mount(disk);
    trial.atEnd(() -> unmount(disk));
    Instance instance =
        trial
            .services()
            .startMember("a", "kafka.rocksdb.config.setter=" + SmallWrites.class.getName());
    AtomicInteger round = new AtomicInteger();
    trial.strikes(
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
          delete(filler);
        });
  }

  /** Whether this process may have a small file system of its own. */
  static boolean mayMount(Path scratch) {
    try {
      mount(scratch);
      return true;
    } catch (ChaosException e) {
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
    if (status("mount", "-t", "tmpfs", "-o", "size=" + MOUNTED_MIB + "m", "tmpfs", at.toString())
        != 0) {
      throw new ChaosException("a tmpfs cannot be mounted at " + at);
    }
  }

  private static void unmount(Path at) {
    // Lazily: a service that is being killed may still have files open.
    status("umount", "-l", at.toString());
  }

  private static int status(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (IOException e) {
      return -1; // there is no such command
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
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
