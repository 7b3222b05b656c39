/**
 * What a model says about itself, in its own file.
 *
 * <p>{@link dev.tickwatch.model.manifest.Manifest} travels inside the ONNX file; {@link
 * dev.tickwatch.model.manifest.ModelFile} reads it and refuses what does not fit before any runtime
 * is started.
 */
package dev.tickwatch.model.manifest;
