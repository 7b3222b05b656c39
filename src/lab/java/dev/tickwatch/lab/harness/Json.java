package dev.tickwatch.lab.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Records of the lab as JSON: on lines between processes, and in files of results. */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private Json() {}

  /** On one line. */
  static String line(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads a value.
   *
   * @throws HarnessException when it is not the JSON of one
   */
  static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new HarnessException("not the JSON of a " + type.getSimpleName() + ": " + json, e);
    }
  }

  /**
   * Reads a file of results.
   *
   * @throws JsonProcessingException when it is damaged
   * @throws IOException when it cannot be read
   */
  public static <T> T read(Path file, Class<T> type) throws IOException {
    return MAPPER.readValue(Files.readString(file), type);
  }

  /**
   * A number on the outermost level of a file; 0 where there is none.
   *
   * @throws JsonProcessingException when it is damaged
   * @throws IOException when it cannot be read
   */
  public static int number(Path file, String field) throws IOException {
    return MAPPER.readTree(Files.readString(file)).path(field).asInt();
  }

  /**
   * Writes a file of results, on many lines; its directory is created. Who reads it meanwhile sees
   * the whole file of before, or the whole new one.
   *
   * @throws UncheckedIOException when it cannot be written
   */
  public static void write(Path file, Object value) {
    try {
      Path absolute = file.toAbsolutePath();
      Files.createDirectories(absolute.getParent());
      Path beside = absolute.resolveSibling(absolute.getFileName() + ".new");
      Files.writeString(
          beside,
          MAPPER.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value) + "\n");
      Files.move(beside, absolute, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
