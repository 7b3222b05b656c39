package dev.tickwatch.lab.chaos;

import dev.tickwatch.io.catalog.DirectoryCatalog;
import dev.tickwatch.io.catalog.ModelArtifact;
import dev.tickwatch.model.scoring.OnnxWindowScorer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The models that score in a trial: two networks that take turns where the model is swapped, and
 * else one. Not thread-safe.
 */
final class TrialModels {
  private static final String NAME = "default";

  private final Path directory;
  private final ScoringModel first;
  private final ScoringModel second;
  private final List<String> versions = new ArrayList<>();

  /**
   * Publishes the first.
   *
   * @param directory that services take them from
   * @param second may be the first again
   */
  TrialModels(Path directory, ScoringModel first, ScoringModel second) {
    this.directory = directory;
    this.first = first;
    this.second = second;
    publish(first);
  }

  /** The one that scores at first. */
  ScoringModel first() {
    return first;
  }

  /** Versions in the order in which they were published. */
  List<String> versions() {
    return List.copyOf(versions);
  }

  /**
   * Publishes the other network under a version of its own; a model that the user gave has no other
   * to take turns with.
   *
   * @param number 1 and on
   * @return its version
   */
  String publishNext(int number) {
    ScoringModel next = (number % 2 == 1 ? second : first).renamed(number % 100);
    publish(next);
    return next.version();
  }

  private void publish(ScoringModel newest) {
    try (DirectoryCatalog catalog = new DirectoryCatalog(directory, NAME)) {
      catalog.publish(new ModelArtifact(NAME, newest.version(), newest.onnx()));
    }
    versions.add(newest.version());
  }

  /** What is to be made with both networks open. */
  @FunctionalInterface
  interface Use<T> {
    /** Makes it. */
    T with(ModelChoice named);
  }

  /** Opens both, each to score the ticks whose scores name it. */
  <T> T asNamedBy(List<OutputRecord> scores, Use<T> use) {
    Map<String, String> named = new HashMap<>();
    for (OutputRecord score : scores) {
      named.putIfAbsent(score.group() + " " + score.id(), score.modelVersion());
    }
    try (OnnxWindowScorer even = first.open();
        OnnxWindowScorer odd = second.open()) {
      return use.with(
          (symbol, sequence) -> {
            int place = versions.indexOf(named.get(symbol + " " + sequence));
            return place > 0 && place % 2 == 1 ? odd : even;
          });
    }
  }
}
