package dev.tickwatch.lab.export;

import java.util.Map;

/** An exported network that can be run. */
@FunctionalInterface
public interface ExportedNetwork {

  /**
   * Runs examples.
   *
   * @param inputs {@code [count][..inputShape]}
   * @return by name, {@code [count][..shape]}; an array may be longer than that
   */
  Map<String, float[]> run(float[] inputs, int count);
}
