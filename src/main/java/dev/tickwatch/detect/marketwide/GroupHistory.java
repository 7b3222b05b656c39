package dev.tickwatch.detect.marketwide;

import dev.tickwatch.detect.alert.Alert.Status;
import dev.tickwatch.detect.marketwide.MarketAlert.Peak;
import dev.tickwatch.detect.symbol.ExceedanceRates;
import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.model.window.DayPart;
import dev.tickwatch.state.StateReader;
import dev.tickwatch.state.StateWriter;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * What is usual of one group of symbols, and its open episode. Mutable; not thread-safe.
 *
 * <p>Three tests look at a bucket. <b>scores</b>: the mean score of the symbols. However much they
 * depend on each other, it is as large as s no more often than about once in 10^s buckets, as that
 * is what each of them keeps to. <b>move</b>: the median symbol's move in standard deviations that
 * were to be expected of it, as a normal value. <b>return</b>: the size of the median symbol's
 * return against what is usual in the long run, and at this part of the day; its tail falls as the
 * cube of the size, as returns of all markets do (Gopikrishnan et al., 1998). So there is a measure
 * from the first day on, without training. What the market's own past may change is what a place on
 * these axes is worth: it comes down, as far as the evidence proves, where a market passes it more
 * often ({@link ExceedanceRates}).
 */
final class GroupHistory {
  private static final byte VERSION = 1;

  /** Tests, by number. */
  static final List<String> TESTS = List.of("scores", "move", "return");

  private static final int SCORES = 0;
  private static final int MOVE = 1;
  private static final int RETURN = 2;

  /** Decades that the largest of three is worth less than each by itself; measured. */
  private static final double OF_THREE = 0.15;

  private static final double MOST_SCORE = 12;

  /** A return of {@value} times its usual size is one in 10^{@value #FIVE_TIMES_SCORE}. */
  private static final double FIVE_TIMES = 5;

  private static final double FIVE_TIMES_SCORE = 2.8;

  /** Of the tail of returns. */
  private static final double TAIL_INDEX = 3;

  /** Buckets that a usual size looks back on. */
  private static final int SPAN = 8_000;

  private static final int FEWEST_BUCKETS = 50;

  /** A return counts so many usual ones at most. */
  private static final double WINSOR = 5;

  /** The usual return is so much of the symbols' own size at least, however they cancel out. */
  private static final double LEAST_SHARE = 0.45;

  /** Buckets of a part of the day that the long run counts as. */
  private static final int PRIOR = 20;

  private static final int FEWEST_OPENINGS = 10;

  /** What an opening is taken for until so many are known. */
  private static final double OPENING = 10;

  private static final int PART_SPAN = 500;

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private final ExceedanceRates rates;
  private int buckets;
  private int openings;
  private double usual;
  private long before = Long.MIN_VALUE;
  private final float[] factors = new float[DayPart.COUNT];
  private final short[] seen = new short[DayPart.COUNT];
  private MarketEpisode episode;

  GroupHistory() {
    rates = new ExceedanceRates(TESTS.size());
  }

  /**
   * Judges the next bucket and learns from it.
   *
   * @param leftOut partitions of which nothing is known
   */
  Optional<MarketAlert> judge(
      String group,
      long bucketMicros,
      BucketSummary summary,
      int leftOut,
      MarketSettings settings,
      TradingCalendar calendar) {
    if (summary.symbols() < settings.fewestSymbols()) {
      return Optional.empty();
    }
    int part = DayPart.of(calendar, before == Long.MIN_VALUE ? bucketMicros : before, bucketMicros);
    double size = Math.abs(summary.medianReturn());
    boolean opening = isOpening(part);
    double expected = expected(part, opening);
    double[] scores = new double[TESTS.size()];
    scores[SCORES] = summary.meanScore();
    scores[MOVE] =
        Math.min(
            MOST_SCORE,
            -Math.log10(2 * NORMAL.survivalProbability(Math.abs(summary.medianMove()))));
    scores[RETURN] = expected == 0 ? 0 : returnScore(size / expected);
    int strongest = SCORES;
    double[] own = new double[TESTS.size()];
    for (int i = 0; i < own.length; i++) {
      own[i] = rates.own(i, scores[i]);
      strongest = own[i] > own[strongest] ? i : strongest;
    }
    double pooled = Math.max(0, own[strongest] - OF_THREE);
    double score = rates.own(TESTS.size(), pooled);
    rates.learn(scores, pooled);
    learn(part, opening, size, summary.meanReturnSize());
    before = bucketMicros;
    Peak bucket =
        new Peak(
            bucketMicros,
            summary.symbols(),
            summary.beyond(),
            summary.meanScore(),
            summary.medianMove(),
            summary.medianReturn(),
            expected,
            TESTS.get(strongest),
            score,
            Math.pow(10, -score),
            leftOut);
    MarketEpisode.Change change =
        MarketEpisode.after(episode, group, bucket, summary.furthest(), settings);
    episode = change.episode();
    if (change.alert().filter(alert -> alert.status() == Status.ACCEPTED).isPresent()) {
      rates.accept();
    }
    return change.alert();
  }

  private static double returnScore(double times) {
    return times <= 0
        ? 0
        : Math.max(
            0,
            Math.min(MOST_SCORE, FIVE_TIMES_SCORE + TAIL_INDEX * Math.log10(times / FIVE_TIMES)));
  }

  /** Of bars of a day every one follows a close, and so none is apart from the others. */
  private boolean isOpening(int part) {
    return DayPart.followsClose(part) && openings < buckets;
  }

  /** Mean size of the median return; 0 while it is not known. */
  private double expected(int part, boolean opening) {
    if (buckets < FEWEST_BUCKETS || !(usual > 0)) {
      return 0;
    }
    if (opening) {
      return usual * (seen[part] < FEWEST_OPENINGS ? OPENING : factors[part]);
    }
    // Half of what the hour explains: more would hide moves in lively hours, less the calm ones'.
    double factor = (PRIOR + seen[part] * factors[part]) / (PRIOR + seen[part]);
    return usual * Math.sqrt(factor);
  }

  private void learn(int part, boolean opening, double size, double meanSize) {
    openings = Math.min(SPAN, openings + (DayPart.followsClose(part) ? 1 : 0));
    if (usual > 0 && buckets >= FEWEST_BUCKETS) {
      double known = seen[part] == 0 ? 1 : factors[part];
      double times = Math.min(size / usual, WINSOR * Math.max(1, known) * 2);
      seen[part] = (short) Math.min(PART_SPAN, seen[part] + 1);
      factors[part] += (float) ((times - factors[part]) / seen[part]);
    }
    if (!opening) {
      buckets = Math.min(SPAN, buckets + 1);
      double least = LEAST_SHARE * meanSize;
      double most = buckets > FEWEST_BUCKETS ? WINSOR * Math.max(usual, least) : Double.MAX_VALUE;
      usual += (Math.max(least, Math.min(size, most)) - usual) / buckets;
    }
  }

  /** A new array. */
  byte[] toBytes() {
    StateWriter writer = new StateWriter();
    rates.visit(writer);
    byte[] rateBytes = writer.toBytes();
    ByteBuffer to =
        ByteBuffer.allocate(
            1
                + rateBytes.length
                + 2 * Integer.BYTES
                + Double.BYTES
                + Long.BYTES
                + DayPart.COUNT * (Float.BYTES + Short.BYTES)
                + 1
                + (episode == null ? 0 : episode.encodedSize()));
    to.put(VERSION);
    to.put(rateBytes);
    to.putInt(buckets).putInt(openings).putDouble(usual).putLong(before);
    for (int i = 0; i < DayPart.COUNT; i++) {
      to.putFloat(factors[i]).putShort(seen[i]);
    }
    to.put((byte) (episode == null ? 0 : 1));
    if (episode != null) {
      episode.encode(to);
    }
    return to.array();
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IllegalArgumentException when it cannot be
   */
  static GroupHistory fromBytes(byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    try {
      byte version = from.get();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "history of a market has version " + version + "; this Tickwatch reads " + VERSION);
      }
      return new GroupHistory(from);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException(
          "history of a market of " + bytes.length + " bytes is damaged", e);
    }
  }

  private GroupHistory(ByteBuffer from) {
    rates = new ExceedanceRates(TESTS.size());
    rates.visit(new StateReader(from));
    buckets = from.getInt();
    openings = from.getInt();
    usual = from.getDouble();
    before = from.getLong();
    for (int i = 0; i < DayPart.COUNT; i++) {
      factors[i] = from.getFloat();
      seen[i] = from.getShort();
    }
    episode = from.get() == 0 ? null : MarketEpisode.read(from);
  }
}
