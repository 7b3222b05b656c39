package dev.tickwatch.lab.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A temporary directory that is gone when it is closed, and when this process ends; unless what is
 * in it is to be looked into.
 */
public final class WorkDirectory implements AutoCloseable {
  private static final int ATTEMPTS = 20;

  private final Path path;
  private final Thread sweeper;

  private WorkDirectory(Path path) {
    this.path = path;
    this.sweeper = new Thread(this::sweep, path.getFileName() + "-sweeper");
    Runtime.getRuntime().addShutdownHook(sweeper);
  }

  /**
   * Creates one.
   *
   * @param prefix of its name
   * @throws UncheckedIOException when the system refuses
   */
  public static WorkDirectory create(String prefix) {
    try {
      return new WorkDirectory(Files.createTempDirectory(prefix));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** A directory in it, which is created. */
  public Path created(String name) {
    try {
      return Files.createDirectories(path.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Leaves it there. */
  public void keep() {
    try {
      boolean unused = Runtime.getRuntime().removeShutdownHook(sweeper);
    } catch (IllegalStateException e) {
      // It runs already.
    }
  }

  @Override
  public void close() {
    sweep();
    keep();
  }

  private void sweep() {
    try {
      delete(path);
    } catch (HarnessException e) {
      // What a process still writes, the system clears.
    }
  }

  /**
   * Deletes a file, or a directory; files that come meanwhile are deleted too, as far as they are
   * seen.
   *
   * @throws HarnessException when it cannot
   */
  public static void delete(Path path) {
    for (int attempt = 1; Files.exists(path); attempt++) {
      try (Stream<Path> all = Files.walk(path)) {
        for (Path found : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(found);
        }
      } catch (IOException | UncheckedIOException e) {
        if (attempt > ATTEMPTS) {
          throw new HarnessException("cannot delete " + path + ": " + e, e);
        }
      }
    }
  }
}
