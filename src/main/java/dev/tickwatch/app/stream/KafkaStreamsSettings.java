package dev.tickwatch.app.stream;

import dev.tickwatch.app.stream.StreamSettings.GroupProtocol;
import dev.tickwatch.app.stream.StreamSettings.Guarantee;
import dev.tickwatch.settings.ByteSize;
import dev.tickwatch.settings.Setting;
import dev.tickwatch.settings.SettingsLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How Kafka Streams runs.
 *
 * @param applicationId names consumer group, state and transactions
 * @param commitInterval time between transactions; 1 ms to 60 s
 * @param stateDir where windows are kept on disk; kept over restarts it makes them quick
 * @param processingGuarantee what is promised of the output topics
 * @param groupInstanceId name of this instance that outlives restarts, so that a restart causes no
 *     rebalance; needs the classic protocol
 * @param groupProtocol how members agree on who reads what
 * @param cacheSize memory for windows that await their write to the store, over all threads. What
 *     two commits have between them is enough; more slows down each look into it
 */
@Setting("Kafka Streams.")
public record KafkaStreamsSettings(
    @Setting(
            value =
                "Names the service: instances that share it share the partitions; consumer group,"
                    + " changelog topics and state directories carry it.",
            byDefault = "tickwatch",
            matching = KafkaName.FORM,
            allowed = KafkaName.ALLOWED)
        String applicationId,
    @Setting(
            value = "How often results are committed; the larger part of the delay.",
            byDefault = "50ms",
            min = "1ms",
            max = "1m")
        Duration commitInterval,
    @Setting(value = "Where windows are kept on disk. Keep it over restarts.", byDefault = "state")
        Path stateDir,
    @Setting(
            value = "Whether every tick gives its results exactly once, or at least once.",
            byDefault = "exactly-once")
        Guarantee processingGuarantee,
    @Setting(
            value =
                "A name for this instance that stays over restarts, so that a restart does not"
                    + " move partitions. Classic group protocol only.",
            matching = KafkaName.FORM,
            allowed = KafkaName.ALLOWED)
        Optional<String> groupInstanceId,
    @Setting(
            value = "Consumer group protocol; `streams` needs brokers of Kafka 4.2 or newer.",
            byDefault = "classic")
        GroupProtocol groupProtocol,
    @Setting(
            value = "Memory for windows not yet written to disk, for all threads together.",
            byDefault = "8MiB",
            min = "0B",
            max = "64GiB")
        ByteSize cacheSize) {

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** Commits each 50 ms, 8 MiB of cache, exactly once. */
  public static final KafkaStreamsSettings DEFAULT =
      SettingsLoader.defaults(KafkaStreamsSettings.class);

  /**
   * @throws IllegalArgumentException when a value is out of bounds
   */
  public KafkaStreamsSettings {
    KafkaName.require("application id", applicationId);
    if (commitInterval.compareTo(SHORTEST) < 0 || commitInterval.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "commit interval must be %s to %s, not %s".formatted(SHORTEST, LONGEST, commitInterval));
    }
    Objects.requireNonNull(stateDir);
    Objects.requireNonNull(processingGuarantee);
    Objects.requireNonNull(cacheSize);
    groupInstanceId.ifPresent(id -> KafkaName.require("group instance id", id));
    if (groupInstanceId.isPresent() && groupProtocol == GroupProtocol.STREAMS) {
      throw new IllegalArgumentException(
          "streams.group-instance-id is '%s'; must not be set with streams.group-protocol streams"
              .formatted(groupInstanceId.get()));
    }
  }

  /** The same under another application id. */
  public KafkaStreamsSettings named(String other) {
    return new KafkaStreamsSettings(
        other,
        commitInterval,
        stateDir,
        processingGuarantee,
        groupInstanceId,
        groupProtocol,
        cacheSize);
  }

  /** The same with another state directory. */
  public KafkaStreamsSettings in(Path other) {
    return new KafkaStreamsSettings(
        applicationId,
        commitInterval,
        other,
        processingGuarantee,
        groupInstanceId,
        groupProtocol,
        cacheSize);
  }

  /** The same, promising something else. */
  public KafkaStreamsSettings promising(Guarantee other) {
    return new KafkaStreamsSettings(
        applicationId, commitInterval, stateDir, other, groupInstanceId, groupProtocol, cacheSize);
  }
}
