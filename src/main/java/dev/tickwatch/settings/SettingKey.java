package dev.tickwatch.settings;

import java.lang.reflect.Type;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One key that can be set.
 *
 * @param key in full, such as {@code scoring.batch-size}; for a free map, the prefix of its keys
 * @param type of the record component
 * @param setting its documentation
 */
record SettingKey(String key, Type type, Setting setting) {
  static final String ENVIRONMENT_PREFIX = "TICKWATCH_";

  /** Whether every key below this one is allowed. */
  boolean isFreeMap() {
    return ValueReader.valueClass(type) == Map.class;
  }

  boolean isOptional() {
    return type instanceof java.lang.reflect.ParameterizedType generic
        && generic.getRawType() == Optional.class;
  }

  /** The variable that sets it; for a free map, the prefix of the variables. */
  String environmentName() {
    return ENVIRONMENT_PREFIX + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }

  /**
   * The value of a text.
   *
   * @throws IllegalArgumentException whose message says what would be allowed
   */
  Object read(String text) {
    if (text.isEmpty() && !isOptional()) {
      throw new IllegalArgumentException(expected());
    }
    Object value;
    try {
      value = readUnbounded(text);
    } catch (IllegalArgumentException e) {
      throw setting.allowed().isEmpty() && range().isEmpty()
          ? e
          : new IllegalArgumentException(expected(), e);
    }
    boolean absent = isOptional() && text.isEmpty();
    if (!absent && !isAllowed(value, text)) {
      throw new IllegalArgumentException(expected());
    }
    return value;
  }

  private boolean isAllowed(Object value, String text) {
    return !outside(value instanceof Optional<?> given ? given.orElseThrow() : value)
        && (setting.matching().isEmpty() || text.matches(setting.matching()));
  }

  /**
   * The value of a text, whatever its bounds.
   *
   * @throws IllegalArgumentException whose message says what could be read
   */
  Object readUnbounded(String text) {
    if (isOptional() && text.isEmpty()) {
      return Optional.empty();
    }
    Object value = ValueReader.read(ValueReader.valueClass(type), text);
    return isOptional() ? Optional.of(value) : value;
  }

  /** The allowed values in words: "a whole number from 1 to 4096". */
  String expected() {
    if (!setting.allowed().isEmpty()) {
      return setting.allowed();
    }
    Class<?> value = ValueReader.valueClass(type);
    return value.isEnum() ? "one of " + ValueReader.choices(value) : noun() + range();
  }

  /** The type in a word or two, for the reference. */
  String typeName() {
    Class<?> value = ValueReader.valueClass(type);
    if (value == Map.class) {
      return "text";
    }
    return value.isEnum() ? "choice" : noun().replaceFirst("^an? ", "");
  }

  private String noun() {
    Class<?> value = ValueReader.valueClass(type);
    return switch (value.getSimpleName()) {
      case "int", "long" -> "a whole number";
      case "double" -> "a number";
      case "boolean" -> "true or false";
      case "Duration" -> "a duration";
      case "ByteSize" -> "a size";
      case "Instant" -> "a time";
      case "Path" -> "a path";
      default -> "text";
    };
  }

  private String range() {
    if (!setting.min().isEmpty() && !setting.max().isEmpty()) {
      return " from " + setting.min() + " to " + setting.max();
    }
    if (!setting.min().isEmpty()) {
      return " of " + setting.min() + " or more";
    }
    return setting.max().isEmpty() ? "" : " of " + setting.max() + " or less";
  }

  private boolean outside(Object value) {
    return compare(value, setting.min()) < 0 || compare(setting.max(), value) < 0;
  }

  private int compare(Object value, String bound) {
    return bound.isEmpty() ? 0 : compareValues(value, bound(bound));
  }

  private int compare(String bound, Object value) {
    return bound.isEmpty() ? 0 : compareValues(bound(bound), value);
  }

  private Object bound(String text) {
    return ValueReader.read(ValueReader.valueClass(type), text);
  }

  @SuppressWarnings("unchecked") // bounds are only written for types that compare with themselves
  private static int compareValues(Object left, Object right) {
    return ((Comparable<Object>) left).compareTo(right);
  }
}
