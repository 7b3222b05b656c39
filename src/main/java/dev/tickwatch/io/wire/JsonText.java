package dev.tickwatch.io.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * JSON objects in UTF-8. Refuses duplicate keys, anything after the object, and sizes and depths
 * that no record has.
 */
final class JsonText {
  /**
   * Above the largest Kafka record that a default broker takes, twice as base64 in a dead letter.
   */
  private static final int MAX_BYTES = 8 << 20;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(64)
                          .maxStringLength(MAX_BYTES)
                          .maxNumberLength(100)
                          .maxNameLength(1_000)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                  // The same shortest digits on every Java version: Double.toString changed in 19.
                  .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                  // Some feeds write NaN for "none": it must reach the check, which names it.
                  .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                  .build())
          .build();
  private static final ObjectReader READER =
      MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private JsonText() {}

  /** Writes to a stream. */
  static JsonGenerator generator(OutputStream out) throws IOException {
    return MAPPER.createGenerator(out);
  }

  /** The bytes of an object. */
  static byte[] write(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e); // a tree of values can always be written
    }
  }

  /** A node as error messages show it. */
  static String shown(JsonNode node) {
    return node.isTextual() ? node.textValue() : node.toString();
  }

  /**
   * The object that bytes hold.
   *
   * @param kind of record, for the message
   * @throws MalformedRecordException when they are not one JSON object
   */
  static JsonNode object(byte[] bytes, String kind) {
    if (bytes.length > MAX_BYTES) {
      throw new MalformedRecordException(
          "JSON " + kind + " has " + bytes.length + " bytes; at most " + MAX_BYTES + " are read");
    }
    JsonNode node;
    try {
      node = READER.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw new MalformedRecordException("not JSON: " + explain(e), e);
    } catch (IOException e) {
      throw new MalformedRecordException("not JSON: " + e.getMessage(), e);
    }
    if (!node.isObject()) {
      throw new MalformedRecordException(
          "JSON " + kind + " is not an object but " + Excerpt.of(node.toString()));
    }
    return node;
  }

  private static String explain(JsonProcessingException e) {
    String message = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
    return e.getLocation() == null
        ? message
        : message + " (at byte " + e.getLocation().getByteOffset() + ")";
  }
}
