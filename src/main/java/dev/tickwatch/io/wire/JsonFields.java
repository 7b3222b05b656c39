package dev.tickwatch.io.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;

/** Reads fields of one JSON object; every failure names the field and its value. */
final class JsonFields {
  private final JsonNode object;

  JsonFields(JsonNode object) {
    this.object = object;
  }

  /** Whether a field is there and not null. */
  boolean has(String name) {
    return object.hasNonNull(name);
  }

  /** Texts of an array; none when absent or null. */
  List<String> texts(String name) {
    if (!object.hasNonNull(name)) {
      return List.of();
    }
    JsonNode array = require(name, JsonNode::isArray, "an array");
    List<String> texts = new ArrayList<>(array.size());
    for (JsonNode element : array) {
      if (!element.isTextual()) {
        throw MalformedRecordException.field(name, JsonText.shown(element), "an array of texts");
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  /** Text that must be there. */
  String text(String name) {
    return require(name, JsonNode::isTextual, "text").textValue();
  }

  /** Text, or null when absent or null. */
  String textOrNull(String name) {
    return object.hasNonNull(name) ? text(name) : null;
  }

  /** A number; NaN when absent or null. */
  double number(String name) {
    return object.hasNonNull(name)
        ? require(name, JsonNode::isNumber, "a number").doubleValue()
        : Double.NaN;
  }

  /** An integer that must be there. */
  long integer(String name) {
    return require(
            name, node -> node.isIntegralNumber() && node.canConvertToLong(), "a 64-bit integer")
        .longValue();
  }

  /** A small integer that must be there. */
  int smallInteger(String name) {
    return require(
            name, node -> node.isIntegralNumber() && node.canConvertToInt(), "a 32-bit integer")
        .intValue();
  }

  /** Small integers of an array that must be there. */
  List<Integer> smallIntegers(String name) {
    List<Integer> numbers = new ArrayList<>();
    for (JsonNode element : require(name, JsonNode::isArray, "an array")) {
      if (!element.isIntegralNumber() || !element.canConvertToInt()) {
        throw MalformedRecordException.field(
            name, JsonText.shown(element), "an array of 32-bit integers");
      }
      numbers.add(element.intValue());
    }
    return numbers;
  }

  /** A boolean that must be there. */
  boolean flag(String name) {
    return require(name, JsonNode::isBoolean, "true or false").booleanValue();
  }

  /** A boolean; false when absent or null. */
  boolean flagOrFalse(String name) {
    return object.hasNonNull(name) && flag(name);
  }

  /** Microseconds since the epoch of an ISO-8601 time that must be there. */
  long micros(String name) {
    try {
      return EventTimes.DEFAULT.micros(text(name));
    } catch (DateTimeException e) {
      throw MalformedRecordException.field(name, text(name), "an ISO-8601 time");
    }
  }

  /** Milliseconds since the epoch of an ISO-8601 UTC time that must be there. */
  long millis(String name) {
    try {
      return Instant.parse(text(name)).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw MalformedRecordException.field(name, text(name), "an ISO-8601 UTC time");
    }
  }

  /** A constant that must be there. */
  <E extends Enum<E>> E constant(String name, Class<E> type) {
    String text = text(name);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    throw MalformedRecordException.field(name, text, "one of " + List.of(type.getEnumConstants()));
  }

  /** Base64 bytes, or null when absent or null. */
  byte[] bytesOrNull(String name) {
    if (!object.hasNonNull(name)) {
      return null;
    }
    String text = text(name);
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw MalformedRecordException.field(name, text, "base64");
    }
  }

  /** An object that must be there. */
  JsonFields object(String name) {
    return new JsonFields(require(name, JsonNode::isObject, "an object"));
  }

  /** Objects of an array that must be there. */
  List<JsonFields> objects(String name) {
    JsonNode array = require(name, JsonNode::isArray, "an array");
    List<JsonFields> elements = new ArrayList<>(array.size());
    for (JsonNode element : array) {
      if (!element.isObject()) {
        throw MalformedRecordException.field(name, JsonText.shown(element), "an array of objects");
      }
      elements.add(new JsonFields(element));
    }
    return elements;
  }

  private JsonNode require(String name, Predicate<JsonNode> kind, String wanted) {
    JsonNode node = object.get(name);
    if (node == null || node.isNull()) {
      throw new MalformedRecordException("field '" + name + "' is missing");
    }
    if (!kind.test(node)) {
      throw MalformedRecordException.field(name, JsonText.shown(node), wanted);
    }
    return node;
  }
}
