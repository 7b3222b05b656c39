package dev.tickwatch.model.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a model file. */
public final class ModelFile {

  /** The largest model; one with 256 units and 1,024 steps has a fifth of it. */
  public static final int MAX_BYTES = 64 << 20;

  private ModelFile() {}

  /**
   * Reads a file.
   *
   * @throws ModelException when it is larger than {@link #MAX_BYTES}
   * @throws IOException when it cannot be read
   */
  public static byte[] read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      requireSize(bytes.length, "file " + file);
      return bytes;
    }
  }

  /**
   * Refuses a size that no model has.
   *
   * @param name of the model, for the message
   * @throws ModelException when it is larger than {@link #MAX_BYTES}
   */
  public static void requireSize(long bytes, String name) {
    if (bytes > MAX_BYTES) {
      throw new ModelException(
          "model " + name + " is larger than the " + MAX_BYTES + " bytes that a model may have");
    }
  }
}
