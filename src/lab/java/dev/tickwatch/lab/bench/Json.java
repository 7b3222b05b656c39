package dev.tickwatch.lab.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Records of this package as JSON. */
final class Json {
  private static final ObjectMapper LINES = JsonMapper.builder().build();
  private static final ObjectMapper PAGES =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  /** On one line. */
  static String line(Object value) {
    return write(LINES, value);
  }

  /** On many, for people. */
  static String page(Object value) {
    return write(PAGES, value) + "\n";
  }

  /**
   * A number on the outermost level; 0 where there is none.
   *
   * @throws JsonProcessingException when it is no JSON
   */
  static int number(String json, String field) throws JsonProcessingException {
    return LINES.readTree(json).path(field).asInt();
  }

  static <T> T read(String json, Class<T> type) {
    try {
      return LINES.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new BenchException("not the JSON of a " + type.getSimpleName() + ": " + json, e);
    }
  }

  private static String write(ObjectMapper mapper, Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
