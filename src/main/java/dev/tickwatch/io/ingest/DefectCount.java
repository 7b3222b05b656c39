package dev.tickwatch.io.ingest;

import dev.tickwatch.market.tick.TickDefect;
import dev.tickwatch.market.tick.TickDefect.Reason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts rejected rows or records by reason and remembers the first few. Not thread-safe. */
public final class DefectCount {
  private static final int REMEMBERED = 5;

  private final Map<Reason, Long> byReason = new EnumMap<>(Reason.class);
  private final List<String> examples = new ArrayList<>();

  /**
   * Counts one.
   *
   * @param where such as {@code line 7}
   */
  public void add(String where, TickDefect defect) {
    byReason.merge(defect.reason(), 1L, Long::sum);
    if (examples.size() < REMEMBERED) {
      examples.add(where + ": " + defect.reason().code() + ": " + defect.detail());
    }
  }

  /** All of them. */
  public long total() {
    return byReason.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Reasons that occurred. */
  public Map<Reason, Long> byReason() {
    return new EnumMap<>(byReason);
  }

  /** The first few, one line each: where, reason and detail. */
  public List<String> examples() {
    return List.copyOf(examples);
  }

  /** Such as {@code 3 rejected (bad_price 2, unparsable 1)}. */
  @Override
  public String toString() {
    if (byReason.isEmpty()) {
      return "none rejected";
    }
    return total()
        + " rejected ("
        + byReason.entrySet().stream()
            .map(entry -> entry.getKey().code() + " " + entry.getValue())
            .collect(Collectors.joining(", "))
        + ")";
  }
}
