package dev.tickwatch.settings;

import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Text to the type of a record component. Besides the types named here, any type with a static
 * {@code parse(String)} that throws {@link IllegalArgumentException} can be read.
 */
final class ValueReader {
  private ValueReader() {}

  /** The type inside an {@link Optional}, as a primitive where there is one, or the type itself. */
  static Class<?> valueClass(Type type) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
      Class<?> inside = (Class<?>) generic.getActualTypeArguments()[0];
      return MethodType.methodType(inside).unwrap().returnType();
    }
    return type instanceof ParameterizedType generic
        ? (Class<?>) generic.getRawType()
        : (Class<?>) type;
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException whose message says what would be allowed, as in "a whole
   *     number"
   */
  static Object read(Class<?> type, String text) {
    if (type == String.class) {
      return text;
    }
    if (type == Set.class) {
      return texts(text);
    }
    if (type == Path.class) {
      return Path.of(text);
    }
    if (type == boolean.class) {
      return bool(text);
    }
    if (type == int.class || type == long.class || type == double.class) {
      return number(type, text);
    }
    if (type == Duration.class) {
      return DurationText.parse(text);
    }
    if (type == Instant.class) {
      return instant(text);
    }
    return type.isEnum() ? constant(type, text) : parsed(type, text);
  }

  /** How an enum's constant is written: {@code EXACTLY_ONCE} as {@code exactly-once}. */
  static String written(Object constant) {
    return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The constants of an enum, as they are written. */
  static String choices(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(ValueReader::written)
        .collect(Collectors.joining(", "));
  }

  /** Texts with commas between; {@code none} for none. */
  private static Set<String> texts(String text) {
    return text.equals("none")
        ? Set.of()
        : Arrays.stream(text.split(",", -1))
            .map(String::strip)
            .filter(single -> !single.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("true or false");
    };
  }

  private static Object number(Class<?> type, String text) {
    try {
      if (type == int.class) {
        return Integer.valueOf(text);
      }
      return type == long.class ? (Object) Long.valueOf(text) : (Object) finite(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(type == double.class ? "a number" : "a whole number", e);
    }
  }

  private static Double finite(String text) {
    double value = Double.parseDouble(text);
    if (!Double.isFinite(value)) {
      throw new NumberFormatException(text);
    }
    return value;
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (java.time.DateTimeException e) {
      throw new IllegalArgumentException("a time such as 2013-11-28T10:15:00Z", e);
    }
  }

  private static Object constant(Class<?> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> written(constant).equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("one of " + choices(type)));
  }

  private static Object parsed(Class<?> type, String text) {
    try {
      Method parse = type.getMethod("parse", String.class);
      if (!Modifier.isStatic(parse.getModifiers())) {
        throw new IllegalStateException(type + " has no static parse(String)");
      }
      return parse.invoke(null, text);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw new IllegalStateException(type + ".parse failed for '" + text + "'", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " has no static parse(String)", e);
    }
  }
}
