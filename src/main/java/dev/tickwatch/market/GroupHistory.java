package dev.tickwatch.market;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tickwatch.alert.Alert.Severity;
import dev.tickwatch.alert.Alert.Status;
import dev.tickwatch.alert.AlertPolicy;
import dev.tickwatch.calendar.TradingCalendar;
import dev.tickwatch.detection.ExceedanceRates;
import dev.tickwatch.market.MarketAlert.Member;
import dev.tickwatch.market.MarketAlert.Peak;
import dev.tickwatch.window.DayPart;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
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
  private static final List<String> TESTS = List.of("scores", "move", "return");

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
  private Episode episode;

  /** An open episode. */
  private static final class Episode {
    private final List<Long> covers = new ArrayList<>();
    private int judged;
    private int quiet;
    private Peak peak;
    private List<Member> members = List.of();
  }

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
    return after(group, bucket, summary, settings);
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

  private Optional<MarketAlert> after(
      String group, Peak bucket, BucketSummary summary, MarketSettings settings) {
    AlertPolicy policy = settings.policy();
    boolean anomalous = bucket.episodeRate() <= policy.threshold();
    if (episode == null) {
      if (!anomalous) {
        return Optional.empty();
      }
      episode = new Episode();
      deepen(bucket, summary);
      return Optional.of(alert(group, Status.OPENED, bucket, settings));
    }
    episode.judged++;
    if (anomalous) {
      deepen(bucket, summary);
      boolean accepted = episode.judged >= policy.acceptTicks();
      MarketAlert alert =
          alert(group, accepted ? Status.ACCEPTED : Status.UPDATED, bucket, settings);
      if (accepted) {
        episode = null;
        rates.accept();
      }
      return Optional.of(alert);
    }
    episode.quiet++;
    if (episode.quiet < policy.quietTicks()) {
      return Optional.empty();
    }
    MarketAlert closed = alert(group, Status.CLOSED, bucket, settings);
    episode = null;
    return Optional.of(closed);
  }

  private void deepen(Peak bucket, BucketSummary summary) {
    episode.covers.add(bucket.bucketMicros());
    episode.quiet = 0;
    if (episode.peak == null || bucket.score() > episode.peak.score()) {
      episode.peak = bucket;
      episode.members = summary.furthest();
    }
  }

  private MarketAlert alert(String group, Status status, Peak bucket, MarketSettings settings) {
    AlertPolicy policy = settings.policy();
    List<String> covers =
        episode.covers.stream().map(at -> MarketGroups.alertId(group, at)).toList();
    return new MarketAlert(
        covers.get(0),
        group,
        status,
        policy.isCritical(episode.peak.episodeRate()) ? Severity.CRITICAL : Severity.WARNING,
        covers,
        episode.covers.get(0),
        bucket.bucketMicros(),
        settings.bucketMicros(),
        policy.budgetTicks(),
        policy.threshold(),
        episode.peak,
        episode.members);
  }

  /** A new array. */
  byte[] toBytes() {
    ByteBuffer to =
        ByteBuffer.allocate(
            1
                + ExceedanceRates.encodedSize(TESTS.size())
                + 2 * Integer.BYTES
                + Double.BYTES
                + Long.BYTES
                + DayPart.COUNT * (Float.BYTES + Short.BYTES)
                + 1
                + (episode == null ? 0 : EpisodeForm.size(episode)));
    to.put(VERSION);
    rates.encode(to);
    to.putInt(buckets).putInt(openings).putDouble(usual).putLong(before);
    for (int i = 0; i < DayPart.COUNT; i++) {
      to.putFloat(factors[i]).putShort(seen[i]);
    }
    to.put((byte) (episode == null ? 0 : 1));
    if (episode != null) {
      EpisodeForm.encode(episode, to);
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
    rates = new ExceedanceRates(TESTS.size(), from);
    buckets = from.getInt();
    openings = from.getInt();
    usual = from.getDouble();
    before = from.getLong();
    for (int i = 0; i < DayPart.COUNT; i++) {
      factors[i] = from.getFloat();
      seen[i] = from.getShort();
    }
    episode = from.get() == 0 ? null : EpisodeForm.read(from);
  }

  /** Bytes of an open episode. */
  private static final class EpisodeForm {
    private static final int PEAK = 2 * Long.BYTES + 2 * Integer.BYTES + 6 * Double.BYTES;

    private EpisodeForm() {}

    static int size(Episode episode) {
      int members = 0;
      for (Member member : episode.members) {
        members += Integer.BYTES + member.symbol().getBytes(UTF_8).length + 3 * Double.BYTES;
      }
      return 4 * Integer.BYTES
          + episode.covers.size() * Long.BYTES
          + PEAK
          + BucketSummary.LEVELS.size() * Integer.BYTES
          + members;
    }

    static void encode(Episode episode, ByteBuffer to) {
      to.putInt(episode.judged).putInt(episode.quiet).putInt(episode.covers.size());
      episode.covers.forEach(to::putLong);
      Peak peak = episode.peak;
      to.putLong(peak.bucketMicros()).putInt(peak.symbols());
      peak.beyond().forEach(to::putInt);
      to.putDouble(peak.meanScore()).putDouble(peak.medianMove()).putDouble(peak.medianReturn());
      to.putDouble(peak.usualReturn()).putLong(TESTS.indexOf(peak.statistic()));
      to.putDouble(peak.score()).putDouble(peak.episodeRate()).putInt(peak.partitionsLeftOut());
      to.putInt(episode.members.size());
      for (Member member : episode.members) {
        Members.encode(member, member.symbol().getBytes(UTF_8), to);
      }
    }

    static Episode read(ByteBuffer from) {
      Episode episode = new Episode();
      episode.judged = from.getInt();
      episode.quiet = from.getInt();
      int covers = from.getInt();
      for (int i = 0; i < covers; i++) {
        episode.covers.add(from.getLong());
      }
      long bucket = from.getLong();
      int symbols = from.getInt();
      List<Integer> beyond = new ArrayList<>();
      for (int i = 0; i < BucketSummary.LEVELS.size(); i++) {
        beyond.add(from.getInt());
      }
      episode.peak =
          new Peak(
              bucket,
              symbols,
              beyond,
              from.getDouble(),
              from.getDouble(),
              from.getDouble(),
              from.getDouble(),
              TESTS.get((int) from.getLong()),
              from.getDouble(),
              from.getDouble(),
              from.getInt());
      int members = from.getInt();
      List<Member> all = new ArrayList<>();
      for (int i = 0; i < members; i++) {
        all.add(Members.read(from));
      }
      episode.members = List.copyOf(all);
      return episode;
    }
  }
}
