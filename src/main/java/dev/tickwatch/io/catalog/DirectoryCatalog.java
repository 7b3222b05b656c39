package dev.tickwatch.io.catalog;

import dev.tickwatch.model.manifest.ModelException;
import dev.tickwatch.model.manifest.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Models in a directory, as files {@code NAME-VERSION.onnx}; or one ONNX file.
 *
 * <p>In a directory the text file {@code NAME.current} holds the version of the latest model:
 * publishing writes it, and to go back to an older model, write that one's version there. Without
 * this file the version that sorts last is the latest: versions begin with the time of their last
 * training tick. Where no file has the catalog's name, a single other {@code .onnx} file will do;
 * its version is then a hash of its bytes, and so is the version of a catalog that is one file: it
 * changes with the content.
 *
 * <p>Files are written beside and moved into place. Thread-safe.
 */
public final class DirectoryCatalog implements ModelCatalog {
  private static final String SUFFIX = ".onnx";

  /** More than a version has. */
  private static final int MOST_OF_POINTER = 1024;

  private final Path path;
  private final String name;
  private Seen seen;

  /** A file as it was when it was last read, to tell cheaply that it is still the same. */
  private record Seen(Path file, FileTime modified, long size, String version) {}

  /**
   * @param path a directory, or one ONNX file; looked at when asked for a model
   * @param name of the models, the beginning of their file names
   * @throws IllegalArgumentException when the name has characters that file names should not have
   */
  public DirectoryCatalog(Path path, String name) {
    this.path = path;
    this.name = ModelArtifact.checked("model name", name);
  }

  @Override
  public synchronized Optional<ModelArtifact> latest() {
    return latestFile().map(this::read);
  }

  @Override
  public synchronized Optional<ModelArtifact> newerThan(String version) {
    return latestFile()
        .filter(file -> !unchanged(file, version))
        .map(this::read)
        .filter(model -> !model.version().equals(version));
  }

  private boolean unchanged(Path file, String version) {
    try {
      return seen != null
          && seen.file.equals(file)
          && seen.version.equals(version)
          && seen.size == Files.size(file)
          && seen.modified.equals(Files.getLastModifiedTime(file));
    } catch (IOException e) {
      return false; // reading it will say why
    }
  }

  private Optional<Path> latestFile() {
    try {
      return find();
    } catch (IOException | IllegalArgumentException e) {
      throw new ModelException("model directory " + path + " cannot be read: " + e.getMessage(), e);
    }
  }

  private Optional<Path> find() throws IOException {
    if (Files.isRegularFile(path)) {
      return Optional.of(path);
    }
    if (!Files.isDirectory(path)) {
      throw new ModelException("there is no model file or directory " + path);
    }
    Path pointer = pointer();
    if (Files.exists(pointer)) {
      String version = version(pointer);
      Path current = file(ModelArtifact.checked("model version", version));
      if (!Files.exists(current)) {
        throw new ModelException(pointer + " names " + version + ", but there is no " + current);
      }
      return Optional.of(current);
    }
    return withoutPointer();
  }

  private static String version(Path pointer) throws IOException {
    try (InputStream in = Files.newInputStream(pointer)) {
      byte[] text = in.readNBytes(MOST_OF_POINTER);
      return new String(text, StandardCharsets.UTF_8).strip();
    }
  }

  private Path pointer() {
    return path.resolve(name + ".current");
  }

  private Path file(String version) {
    return path.resolve(name + "-" + version + SUFFIX);
  }

  private Optional<Path> withoutPointer() throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.list(path)) {
      all =
          files
              .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
              .filter(Files::isRegularFile)
              .toList();
    }
    Optional<Path> named =
        all.stream().filter(file -> versionOf(file).isPresent()).max(byVersion());
    if (named.isPresent() || all.isEmpty()) {
      return named;
    }
    if (all.size() > 1) {
      throw new ModelException(
          path + " holds " + all.size() + " models, and none is named " + name + "-VERSION.onnx");
    }
    return Optional.of(all.get(0));
  }

  private Comparator<Path> byVersion() {
    return Comparator.comparing(file -> versionOf(file).orElse(""));
  }

  /** The version in a file's name; empty when the file is not of this name. */
  private Optional<String> versionOf(Path file) {
    String text = file.getFileName().toString();
    String prefix = name + "-";
    boolean ours =
        text.startsWith(prefix)
            && text.endsWith(SUFFIX)
            && text.length() > prefix.length() + SUFFIX.length();
    return ours
        ? Optional.of(text.substring(prefix.length(), text.length() - SUFFIX.length()))
        : Optional.empty();
  }

  private ModelArtifact read(Path file) {
    try {
      FileTime modified = Files.getLastModifiedTime(file);
      byte[] onnx = ModelFile.read(file);
      ModelArtifact model =
          versionOf(file)
              .filter(version -> !file.equals(path))
              .map(version -> new ModelArtifact(name, version, onnx))
              .orElseGet(() -> ModelArtifact.unversioned(name, onnx));
      seen = new Seen(file, modified, onnx.length, model.version());
      return model;
    } catch (IOException | IllegalArgumentException e) {
      throw new ModelException("model file " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized void publish(ModelArtifact model) {
    if (!model.name().equals(name)) {
      throw new IllegalArgumentException(
          "model " + model + " does not belong in the catalog of " + name);
    }
    Path target = file(model.version());
    try {
      Files.createDirectories(path);
      write(target, model.onnx());
      write(pointer(), (model.version() + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new ModelException("model file " + target + " cannot be written: " + e, e);
    }
  }

  private void write(Path target, byte[] bytes) throws IOException {
    // Not createTempFile: only its owner could read such a file.
    Path beside = path.resolve("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      Files.write(beside, bytes, StandardOpenOption.CREATE_NEW);
      try {
        Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  @Override
  public void close() {}
}
