package dev.tickwatch.settings;

import java.util.List;

/**
 * What the sources came to.
 *
 * @param settings the root record
 * @param effective each value in force, in the order of the reference
 * @param <T> the root record's type
 */
public record LoadedSettings<T extends Record>(T settings, List<Effective> effective) {

  /** Copies the list. */
  public LoadedSettings {
    effective = List.copyOf(effective);
  }

  /**
   * One value in force.
   *
   * @param text as written, or {@code ********} for a secret
   */
  public record Effective(String key, String text, Origin origin) {}
}
