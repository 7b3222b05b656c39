package dev.tickwatch.detect.marketwide;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which symbols belong together: all of them, and the groups that a user names. Immutable and
 * thread-safe.
 */
public final class MarketGroups {

  /** The group of all symbols, which there always is. */
  public static final String ALL = "all";

  /** Every symbol alone in the group of all. */
  public static final MarketGroups NONE = new MarketGroups(Map.of());

  /** Groups that there may be; each has a history. */
  public static final int MOST = 1000;

  private static final List<String> ONLY_ALL = List.of(ALL);
  private static final int LONGEST_NAME = 100;

  /** The group of all comes last: it tells that a partition is through with a bucket. */
  private final Map<String, List<String>> bySymbol = new TreeMap<>();

  /**
   * @param groups names of a symbol's groups, by symbol
   * @throws IllegalArgumentException when a name is empty, too long, or that of all symbols, or
   *     when there are too many groups
   */
  public MarketGroups(Map<String, ? extends Iterable<String>> groups) {
    TreeSet<String> names = new TreeSet<>();
    groups.forEach(
        (symbol, of) -> {
          TreeSet<String> sorted = new TreeSet<>();
          of.forEach(name -> sorted.add(checked(name, symbol)));
          names.addAll(sorted);
          List<String> all = new ArrayList<>(sorted);
          all.add(ALL);
          bySymbol.put(symbol, List.copyOf(all));
        });
    if (names.size() > MOST) {
      throw new IllegalArgumentException(
          "there are %,d groups of symbols; there may be %,d".formatted(names.size(), MOST));
    }
  }

  private static String checked(String name, String symbol) {
    if (name == null || name.isBlank() || name.length() > LONGEST_NAME || name.contains("/")) {
      throw new IllegalArgumentException(
          "group '%s' of symbol %s must have 1 to %d characters, none of them a /"
              .formatted(name, symbol, LONGEST_NAME));
    }
    if (name.equals(ALL)) {
      throw new IllegalArgumentException(
          "symbol %s is put in group '%s', which all symbols are in".formatted(symbol, ALL));
    }
    return name;
  }

  /** Groups of a symbol; that of all last. */
  public List<String> of(String symbol) {
    return bySymbol.getOrDefault(symbol, ONLY_ALL);
  }

  /** Ids of the market alerts that open in a bucket, for each group of a symbol; all first. */
  public List<String> alertIds(String symbol, long bucketMicros) {
    List<String> groups = of(symbol);
    List<String> ids = new ArrayList<>(groups.size());
    for (int i = groups.size() - 1; i >= 0; i--) {
      ids.add(alertId(groups.get(i), bucketMicros));
    }
    return ids;
  }

  /** Id of the market alert of a group that opens in a bucket. */
  static String alertId(String group, long bucketMicros) {
    return "market/" + group + "/" + Instant.EPOCH.plus(bucketMicros, ChronoUnit.MICROS);
  }
}
