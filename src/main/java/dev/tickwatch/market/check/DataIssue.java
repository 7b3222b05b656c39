package dev.tickwatch.market.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be wrong with the data of a tick. */
public enum DataIssue {
  /** The tick before this one was far off, and this one undid it. */
  STRAY_PRINT(0),
  /** No tick came for far longer than usual, while the market was open and event time went on. */
  STALE_FEED(1),
  /** Price and size of the tick before, over and over. */
  DUPLICATE_BURST(2),
  /** The bid is above the ask. */
  CROSSED_QUOTE(3),
  /** The feed says that the price was not made in the market at that moment. */
  OFF_MARKET_CONDITION(4),
  /** The price is ten or a hundred times what it was, or that part of it. */
  DECIMAL_SHIFT(5),
  /** Over a closed market the price changed by a ratio at which shares are split or merged. */
  SPLIT_LIKE_RATIO(6),
  /** Within one session, this tick came far later after the one before than is usual. */
  GAP_IN_FEED(7);

  private static final DataIssue[] ALL = values();

  private final String code = name().toLowerCase(Locale.ROOT);
  private final int bit;

  DataIssue(int bit) {
    this.bit = bit;
  }

  /** Stable lower-case code. */
  public String code() {
    return code;
  }

  /** The reason of a code. */
  public static Optional<DataIssue> ofCode(String code) {
    for (DataIssue reason : ALL) {
      if (reason.code().equals(code)) {
        return Optional.of(reason);
      }
    }
    return Optional.empty();
  }

  /** Its bit among the flags of a tick, which stand in stored states: never to change. */
  public int flag() {
    return 1 << bit;
  }

  /** The reasons whose bits are set. */
  public static List<DataIssue> of(int flags) {
    if (flags == 0) {
      return List.of();
    }
    List<DataIssue> reasons = new ArrayList<>();
    for (DataIssue reason : ALL) {
      if ((flags & reason.flag()) != 0) {
        reasons.add(reason);
      }
    }
    return List.copyOf(reasons);
  }
}
