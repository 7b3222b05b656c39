package dev.tickwatch.model.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tickwatch.market.calendar.TradingCalendar;
import java.io.IOException;

/** A manifest as JSON: times and durations as ISO-8601 text. */
public final class ManifestJson {
  /** Calibration makes most of a manifest; it has some hundred kilobytes. */
  private static final int MAX_CHARACTERS = 8 << 20;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxDocumentLength(MAX_CHARACTERS)
                          .maxNestingDepth(32)
                          .maxStringLength(65_536)
                          .build())
                  .build())
          .addModule(new JavaTimeModule())
          .addModule(calendars())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private static final int MOST_OF_MESSAGE = 1_000;

  private ManifestJson() {}

  /** Calendars are written by name. */
  private static SimpleModule calendars() {
    return new SimpleModule()
        .addSerializer(
            TradingCalendar.class,
            new StdSerializer<>(TradingCalendar.class) {
              private static final long serialVersionUID = 1L;

              @Override
              public void serialize(
                  TradingCalendar calendar, JsonGenerator to, SerializerProvider provider)
                  throws IOException {
                to.writeString(calendar.name());
              }
            })
        .addDeserializer(
            TradingCalendar.class,
            new StdDeserializer<>(TradingCalendar.class) {
              private static final long serialVersionUID = 1L;

              @Override
              public TradingCalendar deserialize(JsonParser from, DeserializationContext context)
                  throws IOException {
                return TradingCalendar.named(from.getValueAsString());
              }
            });
  }

  /** One line of JSON. */
  public static String write(Manifest manifest) {
    try {
      return MAPPER.writeValueAsString(manifest);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a manifest could not be written", e);
    }
  }

  /**
   * Reads a manifest.
   *
   * @throws ModelException when the text is not one, or not one that this Tickwatch can use; the
   *     message says why
   */
  public static Manifest read(String json) {
    if (json.length() > MAX_CHARACTERS) {
      throw new ModelException("manifest is longer than " + MAX_CHARACTERS + " characters");
    }
    Manifest manifest;
    try {
      manifest = MAPPER.readValue(json, Manifest.class);
    } catch (JsonMappingException e) {
      if (e.getCause() instanceof ModelException refused) {
        throw refused;
      }
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new ModelException("manifest does not fit: " + firstLine(cause), e);
    } catch (JsonProcessingException e) {
      throw new ModelException("manifest is not JSON: " + e.getOriginalMessage(), e);
    }
    if (manifest == null) {
      throw new ModelException("manifest is null");
    }
    return manifest;
  }

  private static String firstLine(Throwable cause) {
    String message = cause.getMessage();
    return message == null
        ? "a value is missing"
        : message.lines().findFirst().orElse("").transform(ManifestJson::shortened);
  }

  private static String shortened(String text) {
    return text.length() > MOST_OF_MESSAGE ? text.substring(0, MOST_OF_MESSAGE) + "…" : text;
  }
}
