package dev.tickwatch.detect.marketwide;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tickwatch.detect.marketwide.MarketAlert.Member;
import dev.tickwatch.detect.symbol.BucketMove;
import dev.tickwatch.detect.symbol.Detection;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gathers what the symbols of one partition do in the bucket that is under way. The bucket ends
 * with the first scored tick beyond it: then it is given out, and what comes for it later counts no
 * more here, as no late tick does. What a symbol did is in its state; only which bucket is under
 * way is to be kept besides ({@link #toBytes}). Mutable; not thread-safe.
 *
 * <p>One symbol's wrong clock does not stop the others: a bucket far ahead that only its opener has
 * ticked in is left again once {@value #ENOUGH_BEHIND} ticks have come from before it, and that
 * symbol opens none again so far ahead.
 */
public final class MarketBuckets {
  private static final byte VERSION = 1;
  private static final long NONE = Long.MIN_VALUE;

  /** Buckets ahead that are far. */
  private static final int FAR = 30;

  private static final int ENOUGH_BEHIND = 5;

  /** Hears of buckets that are over. */
  @FunctionalInterface
  public interface Receiver {
    /**
     * A group's share of a bucket; that of the group of all symbols comes last and is always there.
     *
     * @param bucketMicros begin of the bucket
     */
    void over(String group, long bucketMicros, BucketSummary summary);
  }

  private final MarketSettings settings;

  /** Symbols that ticked in the bucket that is under way, and some that have gone on. */
  private final Map<String, BucketMove> moves = new HashMap<>();

  private long open = NONE;
  private long given = NONE;

  /** Who opened a bucket far ahead that nobody else has ticked in; empty else. */
  private String opener = "";

  private int behind;

  /** Whose far bucket was left last; it opens none again. Empty where there was none. */
  private String suspect = "";

  private boolean changed;

  /** No bucket is under way. */
  public MarketBuckets(MarketSettings settings) {
    this.settings = settings;
  }

  /**
   * Reads what {@link #toBytes} wrote; the symbols are to be made {@linkplain #know known}.
   *
   * @throws IllegalArgumentException when it cannot be read
   */
  public MarketBuckets(MarketSettings settings, byte[] stored) {
    this(settings);
    ByteBuffer from = ByteBuffer.wrap(stored);
    try {
      byte version = from.get();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "the market's bucket has version " + version + "; this Tickwatch reads " + VERSION);
      }
      open = from.getLong();
      given = from.getLong();
      behind = from.getInt();
      opener = text(from);
      suspect = text(from);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("the market's bucket is damaged", e);
    }
  }

  private static String text(ByteBuffer from) {
    int length = from.getInt();
    if (length < 0 || length > from.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] text = new byte[length];
    from.get(text);
    return new String(text, UTF_8);
  }

  /** A new array. */
  public byte[] toBytes() {
    byte[] openedBy = opener.getBytes(UTF_8);
    byte[] suspected = suspect.getBytes(UTF_8);
    ByteBuffer to =
        ByteBuffer.allocate(
            1 + 2 * Long.BYTES + 3 * Integer.BYTES + openedBy.length + suspected.length);
    to.put(VERSION).putLong(open).putLong(given).putInt(behind);
    to.putInt(openedBy.length).put(openedBy).putInt(suspected.length).put(suspected);
    changed = false;
    return to.array();
  }

  /** Whether {@link #toBytes} would give other bytes than before. */
  public boolean changed() {
    return changed;
  }

  /** A symbol's state as it was read from its store. */
  public void know(String symbol, BucketMove move) {
    if (move.bucketMicros() == open) {
      moves.put(symbol, move);
    }
  }

  /**
   * Takes a scored tick.
   *
   * @param move of the symbol's state, which changes
   */
  public void take(BucketMove move, Detection detection, Receiver receiver) {
    if (detection.score().late()) {
      return;
    }
    String symbol = detection.score().symbol();
    long bucket = settings.bucketOf(detection.score().eventTimeMicros());
    boolean far = open != NONE && (bucket - open) / settings.bucketMicros() > FAR;
    if (far && suspect.equals(symbol)) {
      return;
    }
    if (bucket > open) {
      goOn(bucket, symbol, far, receiver);
    } else if (bucket < open && !goBack(bucket)) {
      return;
    } else if (bucket == open && !opener.isEmpty() && !opener.equals(symbol)) {
      opener = "";
      changed = true;
    }
    if (bucket > given) {
      move.add(bucket, detection.move(), detection.score().score());
      moves.put(symbol, move);
    }
  }

  private void goOn(long bucket, String symbol, boolean far, Receiver receiver) {
    boolean aloneAhead = behind > 0 && opener.equals(symbol);
    if (!aloneAhead) {
      if (open != NONE && open > given) {
        give(receiver);
        given = open;
      }
      opener = far ? symbol : "";
      behind = 0;
    }
    open = bucket;
    moves.clear();
    changed = true;
  }

  private boolean goBack(long bucket) {
    if (opener.isEmpty()) {
      return false;
    }
    behind++;
    changed = true;
    if (behind < ENOUGH_BEHIND) {
      return false;
    }
    suspect = opener;
    opener = "";
    behind = 0;
    open = bucket;
    given = bucket; // the rest of it is no whole one
    moves.clear();
    return true;
  }

  private void give(Receiver receiver) {
    Map<String, BucketSummary> groups = new TreeMap<>();
    BucketSummary all = new BucketSummary();
    moves.forEach(
        (symbol, move) -> {
          if (move.bucketMicros() == open) {
            Member member = new Member(symbol, move.score(), move.move(), move.logReturn());
            for (String group : settings.groups().of(symbol)) {
              BucketSummary summary =
                  group.equals(MarketGroups.ALL)
                      ? all
                      : groups.computeIfAbsent(group, any -> new BucketSummary());
              summary.add(member);
            }
          }
        });
    groups.forEach((group, summary) -> receiver.over(group, open, summary));
    receiver.over(MarketGroups.ALL, open, all);
  }
}
