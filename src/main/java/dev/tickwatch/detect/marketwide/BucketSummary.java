package dev.tickwatch.detect.marketwide;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tickwatch.detect.marketwide.MarketAlert.Member;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * What the symbols of a group did in one bucket: of any number of them in bounded space, and the
 * same whatever the order in which symbols, or summaries of some of them, are added. Mutable; not
 * thread-safe.
 */
public final class BucketSummary {
  private static final byte VERSION = 1;

  /** Scores that symbols are counted beyond. */
  static final List<Double> LEVELS = List.of(1.0, 2.0, 3.0, 4.0);

  /** Symbols that are named. */
  static final int MOST_NAMED = 20;

  /** A symbol's score counts no further, so that one alone is no market. */
  private static final double MOST_SCORE = 6;

  /** Sums are of whole numbers: those do not depend on the order. */
  private static final double SCORE_UNIT = 1e-6;

  private static final double RETURN_UNIT = 1e-9;
  private static final double MOST_RETURN = 10;

  private static final Comparator<Member> FURTHEST_FIRST =
      Comparator.comparingDouble((Member member) -> -Math.abs(member.move()))
          .thenComparingDouble(member -> -member.score())
          .thenComparing(Member::symbol);

  private int symbols;
  private final int[] beyond = new int[LEVELS.size()];
  private long scores;
  private long returnSizes;
  private final Bins moves = new Bins(Bins.Scale.MOVE);
  private final Bins returns = new Bins(Bins.Scale.LOG_RETURN);
  private final TreeSet<Member> furthest = new TreeSet<>(FURTHEST_FIRST);

  /** Of no symbol yet. */
  public BucketSummary() {}

  /** Adds a symbol. */
  void add(Member member) {
    symbols++;
    for (int i = 0; i < beyond.length; i++) {
      beyond[i] += member.score() >= LEVELS.get(i) ? 1 : 0;
    }
    scores += Math.round(Math.min(MOST_SCORE, member.score()) / SCORE_UNIT);
    returnSizes += Math.round(Math.min(MOST_RETURN, Math.abs(member.logReturn())) / RETURN_UNIT);
    moves.add(member.move());
    returns.add(member.logReturn());
    name(member);
  }

  private void name(Member member) {
    furthest.add(member);
    if (furthest.size() > MOST_NAMED) {
      furthest.pollLast();
    }
  }

  /** Adds the symbols of another. */
  void merge(BucketSummary other) {
    symbols += other.symbols;
    for (int i = 0; i < beyond.length; i++) {
      beyond[i] += other.beyond[i];
    }
    scores += other.scores;
    returnSizes += other.returnSizes;
    moves.merge(other.moves);
    returns.merge(other.returns);
    other.furthest.forEach(this::name);
  }

  /** Symbols that were added. */
  public int symbols() {
    return symbols;
  }

  /** Symbols at or beyond each of {@link #LEVELS}. */
  List<Integer> beyond() {
    List<Integer> all = new ArrayList<>();
    for (int count : beyond) {
      all.add(count);
    }
    return all;
  }

  /** Mean over symbols. */
  double meanScore() {
    return symbols == 0 ? 0 : scores * SCORE_UNIT / symbols;
  }

  /** Of the median symbol, in standard deviations that were to be expected of it. */
  double medianMove() {
    return moves.median();
  }

  /** Of the median symbol. */
  double medianReturn() {
    return returns.median();
  }

  /** Mean size over symbols. */
  double meanReturnSize() {
    return symbols == 0 ? 0 : returnSizes * RETURN_UNIT / symbols;
  }

  /** The symbols that moved most, {@value #MOST_NAMED} at most. */
  List<Member> furthest() {
    return List.copyOf(furthest);
  }

  /** A new array. */
  public byte[] toBytes() {
    int size = 1 + Integer.BYTES + beyond.length * Integer.BYTES + 2 * Long.BYTES + 1;
    List<byte[]> names = furthest.stream().map(member -> member.symbol().getBytes(UTF_8)).toList();
    for (byte[] name : names) {
      size += Integer.BYTES + name.length + 3 * Double.BYTES;
    }
    ByteBuffer to = ByteBuffer.allocate(size + moves.encodedSize() + returns.encodedSize());
    to.put(VERSION).putInt(symbols);
    for (int count : beyond) {
      to.putInt(count);
    }
    to.putLong(scores).putLong(returnSizes);
    moves.encode(to);
    returns.encode(to);
    to.put((byte) furthest.size());
    int i = 0;
    for (Member member : furthest) {
      Members.encode(member, names.get(i++), to);
    }
    return to.array();
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IllegalArgumentException when it cannot be
   */
  public static BucketSummary fromBytes(byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    try {
      byte version = from.get();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "summary of a bucket has version " + version + "; this Tickwatch reads " + VERSION);
      }
      BucketSummary summary = new BucketSummary();
      summary.symbols = from.getInt();
      for (int i = 0; i < summary.beyond.length; i++) {
        summary.beyond[i] = from.getInt();
      }
      summary.scores = from.getLong();
      summary.returnSizes = from.getLong();
      summary.moves.read(from);
      summary.returns.read(from);
      int named = from.get();
      for (int i = 0; i < named; i++) {
        summary.furthest.add(Members.read(from));
      }
      return summary;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException(
          "summary of a bucket of " + bytes.length + " bytes is damaged", e);
    }
  }
}
