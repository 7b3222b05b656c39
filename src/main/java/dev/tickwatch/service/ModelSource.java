package dev.tickwatch.service;

import java.util.Optional;
import java.util.function.Supplier;

/** Where the service's models come from. Used by one thread. */
interface ModelSource extends AutoCloseable {

  /**
   * The newest model there is now; empty while there is none.
   *
   * @throws dev.tickwatch.model.ModelException when they cannot be looked for
   */
  Optional<Found> newest();

  /** Where it looks, for log lines, such as {@code model.path models}. */
  String where();

  @Override
  default void close() {}

  /**
   * A model.
   *
   * @param id tells it from those before and after
   * @param name of the file or record, for messages
   * @param content reads the ONNX file; throws a {@link dev.tickwatch.model.ModelException} when it
   *     cannot
   */
  record Found(String id, String name, Supplier<byte[]> content) {}
}
