package dev.tickwatch.service;

import dev.tickwatch.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** One ONNX file, or a directory of which the file changed last is the newest model. */
final class FileModels implements ModelSource {
  private static final String ENDING = ".onnx";

  private final Path path;

  /**
   * @throws ServiceException when there is neither file nor directory
   */
  FileModels(Path path) {
    this.path = path;
    if (!Files.exists(path)) {
      throw new ServiceException(
          "model.path is '" + path + "'; there is no such file or directory");
    }
  }

  @Override
  public Optional<Found> newest() {
    if (!Files.isDirectory(path)) {
      return Files.exists(path) ? Optional.of(found(path)) : Optional.empty();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(ENDING))
          .max(Comparator.comparing(FileModels::changed).thenComparing(Path::getFileName))
          .map(FileModels::found);
    } catch (IOException e) {
      throw new ModelException("directory " + path + " cannot be listed: " + e, e);
    }
  }

  private static Found found(Path file) {
    return new Found(file + "@" + changed(file), file.toString(), () -> content(file));
  }

  /** A file that is gone again is as old as can be. */
  private static long changed(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (NoSuchFileException e) {
      return Long.MIN_VALUE;
    } catch (IOException e) {
      throw new ModelException("model file " + file + " cannot be looked at: " + e, e);
    }
  }

  private static byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ModelException("model file " + file + " cannot be read: " + e, e);
    }
  }

  @Override
  public String where() {
    return "model.path '" + path + "'";
  }
}
