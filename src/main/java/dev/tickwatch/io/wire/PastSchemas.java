package dev.tickwatch.io.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Schemas of earlier versions, which records on topics may still be written with. They are kept in
 * {@code schemas/vN/} among the resources, and never change.
 */
final class PastSchemas {
  private static final int VERSIONS = 2;

  private PastSchemas() {}

  /**
   * Of one kind of record, oldest first.
   *
   * @param kind name of its file, such as {@code dead_letter}
   */
  static List<Schema> of(String kind) {
    List<Schema> schemas = new ArrayList<>();
    for (int version = 1; version <= VERSIONS; version++) {
      String resource = "/schemas/v" + version + "/" + kind + ".avsc";
      try (InputStream in = PastSchemas.class.getResourceAsStream(resource)) {
        schemas.add(new Schema.Parser().parse(in));
      } catch (IOException e) {
        throw new UncheckedIOException(resource, e);
      }
    }
    return schemas;
  }
}
