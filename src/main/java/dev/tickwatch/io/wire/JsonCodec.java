package dev.tickwatch.io.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;

/**
 * One JSON object a record, as {@link JsonText} reads and writes it.
 *
 * @param <T> the value
 */
final class JsonCodec<T> implements Codec<T> {
  /** Writes the fields of a value. */
  interface Writer<T> {
    void write(JsonGenerator json, T value) throws IOException;
  }

  private final String kind;
  private final Writer<T> writer;
  private final Function<JsonFields, T> reader;

  JsonCodec(String kind, Writer<T> writer, Function<JsonFields, T> reader) {
    this.kind = kind;
    this.writer = writer;
    this.reader = reader;
  }

  @Override
  public byte[] encode(T value) {
    try (ByteArrayBuilder bytes = new ByteArrayBuilder();
        JsonGenerator json = JsonText.generator(bytes)) {
      json.writeStartObject();
      writer.write(json, value);
      json.writeEndObject();
      json.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // writes to memory only
    }
  }

  @Override
  public T decode(byte[] bytes) {
    return reader.apply(new JsonFields(JsonText.object(bytes, kind)));
  }
}
