package dev.tickwatch.lab.harness;

import java.util.Locale;

/** Hears what is going on, a line at a time. */
@FunctionalInterface
public interface Progress {
  /** A line, as it is. */
  void line(String text);

  /** A line with values, formatted alike everywhere. */
  default void say(String format, Object... values) {
    line(String.format(Locale.ROOT, format, values));
  }
}
