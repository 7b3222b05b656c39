package dev.tickwatch.detect.marketwide;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tickwatch.detect.alert.Alert.Severity;
import dev.tickwatch.detect.alert.Alert.Status;
import dev.tickwatch.detect.alert.AlertPolicy;
import dev.tickwatch.detect.marketwide.MarketAlert.Member;
import dev.tickwatch.detect.marketwide.MarketAlert.Peak;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The open episode of a group: which buckets were anomalous, and the one that was most. Mutable;
 * not thread-safe.
 */
final class MarketEpisode {
  private static final int PEAK =
      Long.BYTES
          + 3 * Integer.BYTES
          + BucketSummary.LEVELS.size() * Integer.BYTES
          + 6 * Double.BYTES;

  private final List<Long> covers = new ArrayList<>();
  private int judged;
  private int quiet;
  private Peak peak;
  private List<Member> members = List.of();

  private MarketEpisode() {}

  /**
   * What a bucket made of an episode.
   *
   * @param episode still open, or null
   * @param alert where there is something to tell
   */
  record Change(MarketEpisode episode, Optional<MarketAlert> alert) {}

  /**
   * The change that a bucket makes.
   *
   * @param open the open episode, or null
   * @param members the symbols that moved most in the bucket
   */
  static Change after(
      MarketEpisode open,
      String group,
      Peak bucket,
      List<Member> members,
      MarketSettings settings) {
    boolean anomalous = bucket.episodeRate() <= settings.policy().threshold();
    if (open == null && !anomalous) {
      return new Change(null, Optional.empty());
    }
    MarketEpisode episode = open == null ? new MarketEpisode() : open;
    Optional<Status> status = episode.take(bucket, members, anomalous, settings.policy());
    boolean over = status.filter(s -> s == Status.CLOSED || s == Status.ACCEPTED).isPresent();
    return new Change(
        over ? null : episode,
        status.map(told -> episode.alert(group, told, bucket.bucketMicros(), settings)));
  }

  private Optional<Status> take(
      Peak bucket, List<Member> named, boolean anomalous, AlertPolicy policy) {
    boolean opens = peak == null;
    judged += opens ? 0 : 1;
    if (!anomalous) {
      quiet++;
      return quiet < policy.quietTicks() ? Optional.empty() : Optional.of(Status.CLOSED);
    }
    covers.add(bucket.bucketMicros());
    quiet = 0;
    if (opens || bucket.score() > peak.score()) {
      peak = bucket;
      members = named;
    }
    if (opens) {
      return Optional.of(Status.OPENED);
    }
    return Optional.of(judged >= policy.acceptTicks() ? Status.ACCEPTED : Status.UPDATED);
  }

  private MarketAlert alert(
      String group, Status status, long bucketMicros, MarketSettings settings) {
    AlertPolicy policy = settings.policy();
    List<String> ids = covers.stream().map(at -> MarketGroups.alertId(group, at)).toList();
    return new MarketAlert(
        ids.get(0),
        group,
        status,
        policy.isCritical(peak.episodeRate()) ? Severity.CRITICAL : Severity.WARNING,
        ids,
        covers.get(0),
        bucketMicros,
        settings.bucketMicros(),
        policy.budgetTicks(),
        policy.threshold(),
        peak,
        members);
  }

  int encodedSize() {
    int size = 4 * Integer.BYTES + covers.size() * Long.BYTES + PEAK;
    for (Member member : members) {
      size += Integer.BYTES + member.symbol().getBytes(UTF_8).length + 3 * Double.BYTES;
    }
    return size;
  }

  void encode(ByteBuffer to) {
    to.putInt(judged).putInt(quiet).putInt(covers.size());
    covers.forEach(to::putLong);
    to.putLong(peak.bucketMicros()).putInt(peak.symbols());
    peak.beyond().forEach(to::putInt);
    to.putDouble(peak.meanScore()).putDouble(peak.medianMove()).putDouble(peak.medianReturn());
    to.putDouble(peak.usualReturn()).putInt(GroupHistory.TESTS.indexOf(peak.statistic()));
    to.putDouble(peak.score()).putDouble(peak.episodeRate()).putInt(peak.partitionsLeftOut());
    to.putInt(members.size());
    for (Member member : members) {
      Members.encode(member, member.symbol().getBytes(UTF_8), to);
    }
  }

  /** Reads what {@link #encode} wrote. */
  static MarketEpisode read(ByteBuffer from) {
    MarketEpisode episode = new MarketEpisode();
    episode.judged = from.getInt();
    episode.quiet = from.getInt();
    int covers = from.getInt();
    for (int i = 0; i < covers; i++) {
      episode.covers.add(from.getLong());
    }
    episode.peak = readPeak(from);
    int members = from.getInt();
    List<Member> all = new ArrayList<>();
    for (int i = 0; i < members; i++) {
      all.add(Members.read(from));
    }
    episode.members = List.copyOf(all);
    return episode;
  }

  private static Peak readPeak(ByteBuffer from) {
    long bucket = from.getLong();
    int symbols = from.getInt();
    List<Integer> beyond = new ArrayList<>();
    for (int i = 0; i < BucketSummary.LEVELS.size(); i++) {
      beyond.add(from.getInt());
    }
    return new Peak(
        bucket,
        symbols,
        beyond,
        from.getDouble(),
        from.getDouble(),
        from.getDouble(),
        from.getDouble(),
        GroupHistory.TESTS.get(from.getInt()),
        from.getDouble(),
        from.getDouble(),
        from.getInt());
  }
}
