package dev.tickwatch.app.web;

import java.util.List;
import java.util.Map;

/** Whether the service does its work. Thread-safe. */
@FunctionalInterface
public interface Health {

  /** The state now. */
  Report report();

  /**
   * A state.
   *
   * @param alive false when only a restart can help
   * @param problems why the service is not ready; empty when it is
   * @param details for a person to read, by name
   */
  record Report(boolean alive, List<String> problems, Map<String, String> details) {

    /** Copies list and map. */
    public Report {
      problems = List.copyOf(problems);
      details = Map.copyOf(details);
    }

    /** Whether ticks are being scored. */
    public boolean ready() {
      return alive && problems.isEmpty();
    }
  }
}
