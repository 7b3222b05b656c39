package dev.tickwatch.settings;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of memory.
 *
 * @param bytes zero or more
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,12}) ?(|B|KiB|MiB|GiB)");
  private static final long MOST = 1L << 60;
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB"};
  private static final long STEP = 1024;

  /**
   * Reads {@code 65536}, {@code 64KiB}, {@code 64MiB} or {@code 1GiB}; an exbibyte at most.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static ByteSize parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a size such as 64MiB, 512KiB or 1GiB");
    }
    long size = Long.parseLong(matcher.group(1));
    for (String unit : UNITS) {
      if (matcher.group(2).isEmpty() || unit.equals(matcher.group(2))) {
        return new ByteSize(size);
      }
      if (size > MOST / STEP) {
        throw new IllegalArgumentException("a size of an exbibyte or less");
      }
      size *= STEP;
    }
    throw new IllegalStateException(matcher.group(2));
  }

  @Override
  public int compareTo(ByteSize other) {
    return Long.compare(bytes, other.bytes);
  }

  /** In the largest unit that divides it. */
  @Override
  public String toString() {
    long size = bytes;
    int unit = 0;
    while (size != 0 && size % STEP == 0 && unit < UNITS.length - 1) {
      size /= STEP;
      unit++;
    }
    return String.format(Locale.ROOT, "%d%s", size, UNITS[unit]);
  }
}
