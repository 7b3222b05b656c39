package dev.tickwatch.app.service;

import dev.tickwatch.io.catalog.DirectoryCatalog;
import dev.tickwatch.io.catalog.ModelCatalog;
import dev.tickwatch.io.catalog.TopicCatalog;
import dev.tickwatch.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;

/** The catalog of models that the settings name. */
final class Catalogs {
  private Catalogs() {}

  /**
   * Opens it; touches no network.
   *
   * @throws SettingsException when there is no such file or directory
   */
  static ModelCatalog open(ServiceSettings settings) {
    ServiceSettings.Model model = settings.model();
    if (model.path().isPresent()) {
      Path path = model.path().get();
      if (!Files.exists(path)) {
        throw new SettingsException(
            List.of("model.path is '" + path + "'; there is no such file or directory"));
      }
      return new DirectoryCatalog(path, model.name());
    }
    return new TopicCatalog(
        new HashMap<>(settings.kafka()), model.topic().orElseThrow(), model.name());
  }

  /** Where it is, for messages. */
  static String where(ServiceSettings settings) {
    ServiceSettings.Model model = settings.model();
    return model
        .path()
        .map(path -> "model.path '" + path + "'")
        .orElseGet(
            () -> "model.topic '" + model.topic().orElseThrow() + "', name '" + model.name() + "'");
  }
}
