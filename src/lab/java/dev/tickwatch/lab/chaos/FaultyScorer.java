package dev.tickwatch.lab.chaos;

import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.ScoringException;
import dev.tickwatch.model.scoring.WindowScorer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A scorer that fails when told to: by a file in a directory, which the first call to find it takes
 * away.
 */
final class FaultyScorer implements WindowScorer {
  /** The next call throws. */
  static final String THROW = "throw";

  /** The next call does not return. */
  static final String HANG = "hang";

  /** Every call takes as many milliseconds longer as the file says. */
  static final String SLOW = "slow";

  private final WindowScorer scorer;
  private final Path orders;
  private final long slowMillis;

  /**
   * @param scorer closed with this one
   * @param orders directory of the files
   */
  FaultyScorer(WindowScorer scorer, Path orders) {
    this.scorer = scorer;
    this.orders = orders;
    slowMillis = slowMillis(orders.resolve(SLOW));
  }

  private static long slowMillis(Path file) {
    try {
      return Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Manifest manifest() {
    return scorer.manifest();
  }

  @Override
  public void score(ScoreBatch batch) {
    if (taken(THROW)) {
      throw new ScoringException("model " + manifest().version() + " was told to fail");
    }
    if (taken(HANG)) {
      hang();
    }
    if (slowMillis > 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(slowMillis));
    }
    scorer.score(batch);
  }

  private boolean taken(String order) {
    try {
      return Files.deleteIfExists(orders.resolve(order));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As native code does: interrupts are of no use. */
  @SuppressWarnings("InfiniteLoopStatement") // that is what it is for
  private static void hang() {
    while (true) {
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      Thread.interrupted();
    }
  }

  @Override
  public void close() {
    scorer.close();
  }
}
