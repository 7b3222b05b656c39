/**
 * Where models are kept and found.
 *
 * <p>A {@link dev.tickwatch.io.catalog.ModelCatalog} holds {@link
 * dev.tickwatch.io.catalog.ModelArtifact}s: a directory of files ({@link
 * dev.tickwatch.io.catalog.DirectoryCatalog}) or a compacted topic ({@link
 * dev.tickwatch.io.catalog.TopicCatalog}). The service asks for the latest model at its start and
 * then now and again for a newer one. What is in the bytes is for others to judge: publishing and
 * finding do not open a model.
 */
package dev.tickwatch.io.catalog;
