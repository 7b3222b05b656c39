package dev.tickwatch.app.web;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.marketwide.MarketAlert;
import dev.tickwatch.detect.symbol.Forecast;
import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.io.wire.Codec;
import dev.tickwatch.io.wire.MalformedRecordException;
import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the result topics onto a board, on a thread of its own: committed records only, from a
 * little before the end, without a consumer group. Partitions that come later are taken up. Closing
 * ends the thread and the consumer.
 */
public final class LiveFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration REFRESH = Duration.ofSeconds(10);
  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final String CONSUMER = "consumer.";
  private static final List<String> OTHER_CLIENTS =
      List.of(
          CONSUMER,
          "main.consumer.",
          "restore.consumer.",
          "global.consumer.",
          "producer.",
          "admin.");

  private final Topics topics;
  private final Decoders decoders;
  private final LiveBoard board;
  private final Consumer<byte[], byte[]> consumer;
  private final Thread thread = new Thread(this::read, "tickwatch-live-feed");
  private final Set<TopicPartition> assigned = new java.util.LinkedHashSet<>();
  private volatile boolean closed;
  private volatile String state = "waiting for topics";
  private long malformed;

  /**
   * Which topics are read, and how far back.
   *
   * @param marketAlerts empty where the market is not watched
   * @param history records before the end of each partition that the feed begins with
   */
  public record Topics(
      String scores, String forecasts, String alerts, Optional<String> marketAlerts, int history) {
    List<String> names() {
      List<String> names = new ArrayList<>(List.of(scores, forecasts, alerts));
      marketAlerts.ifPresent(names::add);
      return names;
    }
  }

  private record Decoders(
      Codec<Score> scores,
      Codec<Forecast> forecasts,
      Codec<Alert> alerts,
      Codec<MarketAlert> marketAlerts) {}

  /** With a consumer that it now owns; starts with {@link #start}. */
  LiveFeed(
      Topics topics,
      RecordFormat format,
      LiveBoard board,
      Supplier<Consumer<byte[], byte[]>> open) {
    this.topics = topics;
    this.decoders =
        new Decoders(
            WireFormat.scores(format),
            WireFormat.forecasts(format),
            WireFormat.alerts(format),
            WireFormat.marketAlerts(format));
    this.board = board;
    this.consumer = open.get();
    thread.setDaemon(true);
  }

  /**
   * With Kafka client settings as the user gave them; starts with {@link #start}.
   *
   * @throws KafkaException when a client setting is wrong
   */
  public static LiveFeed of(
      Map<String, String> kafka, Topics topics, RecordFormat format, LiveBoard board) {
    Map<String, Object> settings = consumerSettings(kafka);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "tickwatch-live-feed");
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    return new LiveFeed(
        topics,
        format,
        board,
        () ->
            new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  /** As Kafka Streams reads them: those for other clients left out, those for consumers first. */
  private static Map<String, Object> consumerSettings(Map<String, String> kafka) {
    Map<String, Object> settings = new HashMap<>();
    kafka.forEach(
        (key, value) -> {
          if (OTHER_CLIENTS.stream().noneMatch(key::startsWith)) {
            settings.put(key, value);
          }
        });
    kafka.forEach(
        (key, value) -> {
          if (key.startsWith(CONSUMER)) {
            settings.put(key.substring(CONSUMER.length()), value);
          }
        });
    return settings;
  }

  /** Begins to read. */
  public void start() {
    thread.start();
  }

  /** What the feed does now, for a person to read. */
  public String state() {
    return state;
  }

  private void read() {
    try (consumer) {
      long refreshAt = System.nanoTime();
      while (!closed) {
        if (System.nanoTime() - refreshAt >= 0) {
          refreshPartitions();
          Duration wait = assigned.isEmpty() ? Duration.ofSeconds(1) : REFRESH;
          refreshAt = System.nanoTime() + wait.toNanos();
        }
        poll();
      }
    } catch (WakeupException e) {
      LOG.debug("live feed closed", e);
    } catch (KafkaException e) {
      state = "failed: " + e.getMessage();
      LOG.error("the live page gets no more updates: {}", e.toString());
      LOG.debug("where that happened", e);
    }
  }

  private void poll() throws WakeupException {
    if (assigned.isEmpty()) {
      pause();
      return;
    }
    try {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        take(record);
      }
    } catch (RetriableException e) {
      LOG.warn("live feed: {}", e.toString());
    }
  }

  private void pause() {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private void refreshPartitions() {
    List<TopicPartition> added = new ArrayList<>();
    try {
      for (String topic : topics.names()) {
        List<PartitionInfo> partitions = consumer.partitionsFor(topic);
        for (PartitionInfo partition : partitions == null ? List.<PartitionInfo>of() : partitions) {
          TopicPartition found = new TopicPartition(topic, partition.partition());
          if (!assigned.contains(found)) {
            added.add(found);
          }
        }
      }
    } catch (RetriableException e) {
      LOG.debug("topics are not there yet", e);
    }
    if (!added.isEmpty()) {
      begin(added);
    }
  }

  private void begin(Collection<TopicPartition> added) {
    assigned.addAll(added);
    consumer.assign(assigned);
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(added);
    Map<TopicPartition, Long> ends = consumer.endOffsets(added);
    for (TopicPartition partition : added) {
      long from = Math.max(beginnings.get(partition), ends.get(partition) - topics.history());
      consumer.seek(partition, from);
    }
    state = "reading " + assigned.size() + " partitions";
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      if (record.topic().equals(topics.scores())) {
        board.accept(decoders.scores().decode(record.value()));
      } else if (record.topic().equals(topics.forecasts())) {
        board.accept(decoders.forecasts().decode(record.value()));
      } else if (record.topic().equals(topics.marketAlerts().orElse(null))) {
        board.accept(decoders.marketAlerts().decode(record.value()));
      } else {
        board.accept(decoders.alerts().decode(record.value()));
      }
    } catch (MalformedRecordException e) {
      // Once in a while, or a topic of another format would fill the log.
      if (malformed++ % 1000 == 0) {
        LOG.warn(
            "live feed: {}-{} offset {} is not what Tickwatch writes: {}",
            record.topic(),
            record.partition(),
            record.offset(),
            e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    if (!thread.isAlive()) {
      return;
    }
    try {
      thread.join(CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
