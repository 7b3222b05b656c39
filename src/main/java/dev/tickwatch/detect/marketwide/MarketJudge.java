package dev.tickwatch.detect.marketwide;

import dev.tickwatch.market.calendar.TradingCalendar;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Joins what the partitions tell of each bucket, and judges it once all have: a bucket is over when
 * every partition has told of it or of a later one. Those that are left out are not waited for; the
 * next that is heard of one takes it in again. What is told of a bucket that was judged is lost,
 * and counted. Mutable; not thread-safe.
 */
public final class MarketJudge {
  private static final byte VERSION = 1;
  private static final long NONE = Long.MIN_VALUE;

  /** Beyond it the oldest bucket is judged with what is known of it. */
  static final int MOST_WAITING = 10_000;

  private static final String PARTITIONS = "partitions";
  private static final String HISTORY = "history/";
  private static final String BUCKET = "bucket/";

  private final MarketSettings settings;
  private final TradingCalendar calendar;
  private final MarketStore store;
  private long[] told;
  private boolean[] leftOut;
  private long judged = NONE;
  private long lost;

  /** Summaries so far, by bucket and group. */
  private final TreeMap<Long, TreeMap<String, BucketSummary>> waiting = new TreeMap<>();

  private final Map<String, GroupHistory> histories = new HashMap<>();

  /**
   * Goes on with what is in the store.
   *
   * @param calendar by which the day has its parts
   * @param partitions that tell of buckets
   * @throws IllegalArgumentException when a stored value cannot be read; the message says why
   */
  public MarketJudge(
      MarketSettings settings, TradingCalendar calendar, int partitions, MarketStore store) {
    this.settings = settings;
    this.calendar = calendar;
    this.store = store;
    told = new long[partitions];
    Arrays.fill(told, NONE);
    leftOut = new boolean[partitions];
    store.forEach(this::read);
  }

  private void read(String key, byte[] value) {
    if (key.equals(PARTITIONS)) {
      readPartitions(value);
    } else if (key.startsWith(HISTORY)) {
      histories.put(key.substring(HISTORY.length()), GroupHistory.fromBytes(value));
    } else {
      String[] parts = key.substring(BUCKET.length()).split("/", 2);
      waiting
          .computeIfAbsent(Long.valueOf(parts[0]), any -> new TreeMap<>())
          .put(parts[1], BucketSummary.fromBytes(value));
    }
  }

  /** There may be more by now, and never fewer. */
  private void readPartitions(byte[] value) {
    ByteBuffer from = ByteBuffer.wrap(value);
    try {
      byte version = from.get();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "the market's partitions have version "
                + version
                + "; this Tickwatch reads "
                + VERSION);
      }
      judged = from.getLong();
      int stored = from.getInt();
      grow(stored);
      for (int i = 0; i < stored; i++) {
        told[i] = from.getLong();
        leftOut[i] = from.get() != 0;
      }
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("what is stored of the market's partitions is damaged", e);
    }
  }

  private void grow(int partitions) {
    int before = told.length;
    if (partitions > before) {
      told = Arrays.copyOf(told, partitions);
      Arrays.fill(told, before, partitions, NONE);
      leftOut = Arrays.copyOf(leftOut, partitions);
    }
  }

  private void storePartitions() {
    ByteBuffer to =
        ByteBuffer.allocate(1 + Long.BYTES + Integer.BYTES + told.length * (Long.BYTES + 1));
    to.put(VERSION).putLong(judged).putInt(told.length);
    for (int i = 0; i < told.length; i++) {
      to.putLong(told[i]).put((byte) (leftOut[i] ? 1 : 0));
    }
    store.put(PARTITIONS, to.array());
  }

  /**
   * Takes what a partition tells, as {@link MarketBuckets.Receiver} heard it there.
   *
   * @param alerts receives what comes of it
   */
  public void take(
      int partition,
      String group,
      long bucketMicros,
      BucketSummary summary,
      Consumer<MarketAlert> alerts) {
    grow(partition + 1);
    if (bucketMicros <= judged) {
      lost += group.equals(MarketGroups.ALL) ? summary.symbols() : 0; // each once
    } else {
      waiting
          .computeIfAbsent(bucketMicros, any -> new TreeMap<>())
          .computeIfAbsent(group, any -> new BucketSummary())
          .merge(summary);
      String key = BUCKET + bucketMicros + "/" + group;
      store.put(key, waiting.get(bucketMicros).get(group).toBytes());
    }
    if (group.equals(MarketGroups.ALL)) {
      told[partition] = bucketMicros; // one that went back from a wrong clock is waited for again
      leftOut[partition] = false;
      judgeWhatIsOver(alerts);
      storePartitions();
    }
  }

  /** Whether buckets wait for a partition. */
  public boolean waitsFor(int partition) {
    return !waiting.isEmpty() && !leftOut[partition] && told[partition] < waiting.firstKey();
  }

  /** Partitions that are known. */
  public int partitions() {
    return told.length;
  }

  /** Waits for a partition no longer, until it is heard again. */
  public void leaveOut(int partition, Consumer<MarketAlert> alerts) {
    leftOut[partition] = true;
    judgeWhatIsOver(alerts);
    storePartitions();
  }

  /** Symbols that were told of too late since this object was made. */
  public long lost() {
    return lost;
  }

  /** Judges all that waits; nothing more is to come. */
  public void finish(Consumer<MarketAlert> alerts) {
    while (!waiting.isEmpty()) {
      judgeOldest(alerts);
    }
  }

  private void judgeWhatIsOver(Consumer<MarketAlert> alerts) {
    long over = Long.MAX_VALUE;
    for (int i = 0; i < told.length; i++) {
      over = leftOut[i] ? over : Math.min(over, told[i]);
    }
    while (!waiting.isEmpty() && (waiting.firstKey() <= over || waiting.size() > MOST_WAITING)) {
      judgeOldest(alerts);
    }
  }

  private void judgeOldest(Consumer<MarketAlert> alerts) {
    var oldest = waiting.pollFirstEntry();
    judged = oldest.getKey();
    int missing = 0;
    for (boolean out : leftOut) {
      missing += out ? 1 : 0;
    }
    for (var entry : oldest.getValue().entrySet()) {
      String group = entry.getKey();
      GroupHistory history = histories.computeIfAbsent(group, any -> new GroupHistory());
      Optional<MarketAlert> alert =
          history.judge(group, judged, entry.getValue(), missing, settings, calendar);
      alert.ifPresent(alerts);
      store.put(HISTORY + group, history.toBytes());
      store.delete(BUCKET + judged + "/" + group);
    }
  }
}
