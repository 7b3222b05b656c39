package dev.tickwatch.app.service;

import dev.tickwatch.io.catalog.ModelArtifact;
import dev.tickwatch.io.catalog.ModelCatalog;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.manifest.ModelException;
import dev.tickwatch.model.scoring.ScoringException;
import dev.tickwatch.model.scoring.SharedModel;
import dev.tickwatch.model.scoring.WindowScorer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the first model, then looks for newer ones on a thread of its own and puts each in the
 * place of the one before. A model that does not fit is refused once, and the one in use stays.
 * Closing ends the thread and closes the catalog and the model in use.
 */
final class ModelWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelWatch.class);
  private static final Duration REMIND = Duration.ofMinutes(1);

  private final ModelCatalog catalog;
  private final String where;
  private final Opener opener;
  private final Duration interval;
  private final Listener listener;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::watch, "tickwatch-models");
  private volatile SharedModel shared;
  private volatile String version;
  private String seen = "";

  /** Makes a found model ready to score. */
  @FunctionalInterface
  interface Opener {
    /**
     * Opens it; the caller closes.
     *
     * @throws ModelException when it cannot be used
     * @throws ScoringException when the device is not there
     */
    WindowScorer open(byte[] model, String name);
  }

  /** Hears what becomes of models. */
  interface Listener {
    /** A model is in use now. */
    void inUse(String version);

    /** A model did not fit. */
    void refused();
  }

  /**
   * @param catalog where models are; closed with the watch
   * @param where the same in words, for log lines
   */
  ModelWatch(
      ModelCatalog catalog, String where, Opener opener, Duration interval, Listener listener) {
    this.catalog = catalog;
    this.where = where;
    this.opener = opener;
    this.interval = interval;
    this.listener = listener;
    thread.setDaemon(true);
  }

  /**
   * Waits until there is a model, and begins to look for newer ones.
   *
   * @return the model in use, which this watch closes; empty when closed before there was one
   * @throws ModelException when the first one cannot be used
   * @throws ScoringException when the device is not there
   */
  Optional<SharedModel> awaitFirst() throws InterruptedException {
    long remindAt = System.nanoTime();
    while (true) {
      Optional<ModelArtifact> found = catalog.latest();
      if (found.isPresent()) {
        begin(found.get());
        return Optional.of(shared);
      }
      if (System.nanoTime() - remindAt >= 0) {
        LOG.info("there is no model yet at {}; waiting for one", where);
        remindAt = System.nanoTime() + REMIND.toNanos();
      }
      if (closing.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
    }
  }

  private void begin(ModelArtifact found) {
    seen = found.version();
    WindowScorer scorer = opener.open(found.onnx(), found + " of " + where);
    shared = new SharedModel(scorer);
    taken(scorer.manifest(), found);
    thread.start();
  }

  private void taken(Manifest manifest, ModelArtifact found) {
    version = manifest.version();
    listener.inUse(version);
    LOG.info(
        "model {} is in use (version {}), trained on {} ticks of {} symbols up to {}",
        found,
        version,
        manifest.trainingTicks(),
        manifest.symbols().size(),
        manifest.trainedTo());
  }

  private void watch() {
    try {
      while (!closing.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      LOG.debug("no longer looking for models", e);
    }
  }

  private void look() {
    try {
      catalog.newerThan(seen).ifPresent(this::replace);
    } catch (RuntimeException e) {
      LOG.warn("cannot look for models at {}: {}", where, e.getMessage());
    }
  }

  private void replace(ModelArtifact found) {
    seen = found.version();
    try {
      WindowScorer next = opener.open(found.onnx(), found + " of " + where);
      replaceOrClose(next);
      taken(next.manifest(), found);
    } catch (ModelException | ScoringException | IllegalArgumentException e) {
      listener.refused();
      LOG.warn("refused model {}: {}; {} stays in use", found, e.getMessage(), version);
    }
  }

  private void replaceOrClose(WindowScorer next) {
    try {
      shared.replace(next);
    } catch (RuntimeException e) {
      next.close();
      throw e;
    }
  }

  /** Version of the model in use; empty before the first. */
  Optional<String> version() {
    return Optional.ofNullable(version);
  }

  /** Where models are looked for. */
  String where() {
    return where;
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(interval.plusSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    catalog.close();
    if (shared != null) {
      shared.close();
    }
  }
}
