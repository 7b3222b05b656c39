package dev.tickwatch.app.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tickwatch.detect.marketwide.MarketAlert;
import dev.tickwatch.detect.marketwide.MarketJudge;
import dev.tickwatch.detect.marketwide.MarketSettings;
import dev.tickwatch.detect.marketwide.MarketStore;
import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.model.scoring.SharedModel;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Judges the market by what the tasks that score tell of it. The one task of its sub-topology: the
 * topic that leads to it has one partition. What was taken is stored before the call ends.
 *
 * <p>Results depend on the order within each partition's buckets alone, not on which partition is
 * ahead, unless one of them is idle for longer than is allowed.
 */
final class JudgeMarkets implements Processor<byte[], byte[], byte[], Object> {
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final MarketSettings settings;
  private final SharedModel model;
  private final IntSupplier partitions;
  private final StreamObserver observer;
  private ProcessorContext<byte[], Object> context;
  private MarketJudge judge;
  private final Map<Integer, Long> heardAtMillis = new HashMap<>();
  private long lost;
  private Cancellable timer;

  /**
   * @param model whose calendar the market keeps to
   * @param partitions of the tick topic; asked when the task starts
   */
  JudgeMarkets(
      MarketSettings settings, SharedModel model, IntSupplier partitions, StreamObserver observer) {
    this.settings = settings;
    this.model = model;
    this.partitions = partitions;
    this.observer = observer;
  }

  @Override
  public void init(ProcessorContext<byte[], Object> context) {
    this.context = context;
    TradingCalendar calendar;
    try (SharedModel.Lease lease = model.lease()) {
      calendar = lease.scorer().manifest().calendar();
    }
    KeyValueStore<String, byte[]> store = context.getStateStore(ScoringTopology.MARKETS);
    try {
      judge = new MarketJudge(settings, calendar, partitions.getAsInt(), new Stored(store));
    } catch (IllegalArgumentException e) {
      throw new StreamException(
          "application '" + context.applicationId() + "' cannot continue: " + e.getMessage(), e);
    }
    heardAtMillis.clear();
    lost = 0;
    keepTime();
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    PartitionBucket bucket;
    try {
      bucket = PartitionBucket.decode(record.value());
    } catch (IllegalArgumentException e) {
      throw new StreamException(
          "application '" + context.applicationId() + "' cannot continue: " + e.getMessage(), e);
    }
    heardAtMillis.put(bucket.partition(), context.currentSystemTimeMs());
    judge.take(
        bucket.partition(),
        new String(record.key(), UTF_8),
        bucket.bucketMicros(),
        bucket.summary(),
        this::alert);
    if (judge.lost() > lost) {
      observer.marketTooLate(judge.lost() - lost);
      lost = judge.lost();
    }
    keepTime();
  }

  private void alert(MarketAlert alert) {
    observer.marketAlerted(alert);
    long timestamp = ScoreTicks.recordTime(alert.updatedAtMicros(), context.currentSystemTimeMs());
    context.forward(
        new Record<>(alert.group().getBytes(UTF_8), alert, timestamp),
        ScoringTopology.MARKET_ALERTS);
  }

  /** Looks at the clock while a partition is waited for. */
  private void keepTime() {
    boolean waits = false;
    long now = context.currentSystemTimeMs();
    for (int partition = 0; partition < judge.partitions(); partition++) {
      if (judge.waitsFor(partition)) {
        waits = true;
        heardAtMillis.putIfAbsent(partition, now);
      }
    }
    if (waits && timer == null) {
      timer = context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, this::leaveOutTheIdle);
    } else if (!waits) {
      stopTimer();
    }
  }

  private void leaveOutTheIdle(long now) {
    for (int partition = 0; partition < judge.partitions(); partition++) {
      if (judge.waitsFor(partition)
          && now - heardAtMillis.getOrDefault(partition, now) >= settings.idle().toMillis()) {
        judge.leaveOut(partition, this::alert);
      }
    }
    keepTime();
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  /** May be followed by {@link #init} on this same instance. */
  @Override
  public void close() {
    stopTimer();
    judge = null;
  }

  /** The task's store. */
  private record Stored(KeyValueStore<String, byte[]> store) implements MarketStore {
    @Override
    public void put(String key, byte[] value) {
      store.put(key, value);
    }

    @Override
    public void delete(String key) {
      store.delete(key);
    }

    @Override
    public void forEach(BiConsumer<String, byte[]> receiver) {
      try (var all = store.all()) {
        all.forEachRemaining(entry -> receiver.accept(entry.key, entry.value));
      }
    }
  }
}
