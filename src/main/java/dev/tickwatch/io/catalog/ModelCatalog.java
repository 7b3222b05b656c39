package dev.tickwatch.io.catalog;

import java.util.Optional;

/** Models of one name. Thread-safe; who opens closes. */
public interface ModelCatalog extends AutoCloseable {

  /**
   * The model to use now, or empty when there is none.
   *
   * @throws dev.tickwatch.model.manifest.ModelException when a directory cannot be read
   * @throws dev.tickwatch.io.topic.TopicException when a topic cannot be read
   */
  Optional<ModelArtifact> latest();

  /**
   * The latest model, where it is another than the one in use. Cheap when nothing changed; made to
   * be asked every few seconds.
   *
   * @param version in use, as {@link ModelArtifact#version()} told it
   * @throws dev.tickwatch.model.manifest.ModelException when a directory cannot be read
   * @throws dev.tickwatch.io.topic.TopicException when a topic cannot be read
   */
  Optional<ModelArtifact> newerThan(String version);

  /**
   * Adds a model. Readers see it whole or not at all.
   *
   * @throws IllegalArgumentException when it has another name than the catalog's models
   * @throws dev.tickwatch.model.manifest.ModelException when a directory cannot be written
   * @throws dev.tickwatch.io.topic.TopicException when a topic cannot be written
   */
  void publish(ModelArtifact model);

  @Override
  void close();
}
