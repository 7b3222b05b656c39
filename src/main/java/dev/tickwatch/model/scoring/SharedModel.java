package dev.tickwatch.model.scoring;

import dev.tickwatch.model.manifest.Manifest;

/**
 * The model in use, shared by threads and replaceable while they score. A thread takes a {@link
 * Lease} for each batch; a replaced model is closed when its last lease is returned. Thread-safe.
 */
public final class SharedModel implements AutoCloseable {
  private Held current;
  private boolean closed;

  /** Starts with a model, which it now owns. */
  public SharedModel(WindowScorer first) {
    current = new Held(first);
  }

  /** The model in use now; return the lease soon. */
  public synchronized Lease lease() {
    if (closed) {
      throw new IllegalStateException("model is closed");
    }
    current.leases++;
    return new Lease(current);
  }

  /**
   * Puts another model in its place, which it now owns.
   *
   * @throws IllegalArgumentException when windows of the running model do not fit the next one; the
   *     next one is then still the caller's to close
   */
  public synchronized void replace(WindowScorer next) {
    if (closed) {
      throw new IllegalStateException("model is closed");
    }
    requireSameWindows(current.scorer.manifest(), next.manifest());
    Held old = current;
    current = new Held(next);
    old.retire();
  }

  private static void requireSameWindows(Manifest running, Manifest coming) {
    if (running.shape().steps() != coming.shape().steps()) {
      throw refused(
          coming,
          "has windows of " + coming.shape().steps() + " ticks",
          "holds " + running.shape().steps());
    }
    if (!running.featureSettings().holdsWindowsOf(coming.featureSettings())) {
      throw refused(
          coming,
          "wants feature settings " + coming.featureSettings(),
          "holds windows of " + running.featureSettings());
    }
    if (!running.sampling().equals(coming.sampling())) {
      throw refused(coming, "wants sampling " + coming.sampling(), "samples " + running.sampling());
    }
  }

  private static IllegalArgumentException refused(Manifest coming, String wants, String service) {
    return new IllegalArgumentException(
        "model %s %s; the running service %s".formatted(coming.version(), wants, service));
  }

  /** Closes the model once its last lease is returned. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      current.retire();
    }
  }

  private static final class Held {
    private final WindowScorer scorer;
    private int leases;
    private boolean retired;

    private Held(WindowScorer scorer) {
      this.scorer = scorer;
    }

    private void retire() {
      retired = true;
      closeIfUnused();
    }

    private void closeIfUnused() {
      if (retired && leases == 0) {
        scorer.close();
      }
    }
  }

  /** The right to use a model; return it by closing. Not thread-safe. */
  public final class Lease implements AutoCloseable {
    private final Held held;
    private boolean returned;

    private Lease(Held held) {
      this.held = held;
    }

    /** The model. */
    public WindowScorer scorer() {
      return held.scorer;
    }

    @Override
    public void close() {
      synchronized (SharedModel.this) {
        if (!returned) {
          returned = true;
          held.leases--;
          held.closeIfUnused();
        }
      }
    }
  }
}
