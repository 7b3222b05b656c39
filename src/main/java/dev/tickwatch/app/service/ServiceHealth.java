package dev.tickwatch.app.service;

import dev.tickwatch.app.stream.ScoringStream;
import dev.tickwatch.app.stream.StreamState;
import dev.tickwatch.app.web.Health;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Ready while there is a model and the stream runs; alive until the stream has failed. */
final class ServiceHealth implements Health {
  private final ModelWatch models;
  private final Supplier<Optional<ScoringStream>> stream;
  private final Supplier<String> feed;

  ServiceHealth(
      ModelWatch models, Supplier<Optional<ScoringStream>> stream, Supplier<String> feed) {
    this.models = models;
    this.stream = stream;
    this.feed = feed;
  }

  @Override
  public Report report() {
    List<String> problems = new ArrayList<>();
    StreamState state = stream.get().map(ScoringStream::state).orElse(new StreamState.Created());
    if (models.version().isEmpty()) {
      problems.add("there is no model yet at " + models.where());
    }
    if (!state.isRunning()) {
      String reason =
          stream.get().flatMap(ScoringStream::failure).map(e -> ": " + e.getMessage()).orElse("");
      problems.add("the stream is " + state.label() + reason);
    }
    Map<String, String> details = new TreeMap<>();
    details.put("stream", state.label());
    details.put("live feed", feed.get());
    models.version().ifPresent(version -> details.put("model", version));
    return new Report(!(state instanceof StreamState.Failed), problems, details);
  }
}
