package dev.tickwatch.service;

/** The source of models that the settings name. */
final class ModelSources {
  private ModelSources() {}

  /**
   * @throws ServiceException when it cannot be one
   */
  static ModelSource of(ServiceSettings settings) {
    return settings
        .model()
        .path()
        .<ModelSource>map(FileModels::new)
        .orElseThrow(() -> new ServiceException("model.topic: not yet"));
  }
}
