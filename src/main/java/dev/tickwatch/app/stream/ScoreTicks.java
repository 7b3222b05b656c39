package dev.tickwatch.app.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.marketwide.BucketSummary;
import dev.tickwatch.detect.marketwide.MarketBuckets;
import dev.tickwatch.detect.marketwide.MarketSettings;
import dev.tickwatch.detect.symbol.Detection;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.detect.symbol.SymbolState;
import dev.tickwatch.detect.symbol.TickLife;
import dev.tickwatch.market.check.DataIssue;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.market.tick.TickDefect;
import dev.tickwatch.market.tick.TickDefect.Reason;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.SharedModel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Scores the ticks of one task's partitions in the batches that its thread shares.
 *
 * <p>A tick is admitted to its symbol's state and stored as pending before the call ends, so a
 * commit at any moment holds every tick that was read: scored, or in the stored tail. Results
 * arrive in the outbox whenever the thread's batch is scored, perhaps in another task's call; they
 * are forwarded, and the shrunken tails stored, in this task's own next call. What a task leaves
 * unscored when it closes is queued again by {@link #init} wherever its store lands.
 *
 * <p>Forwards {@link Score}, {@link dev.tickwatch.detect.symbol.Forecast}, {@link
 * dev.tickwatch.detect.alert.Alert} and {@link dev.tickwatch.io.wire.DeadLetter}, each to its sink,
 * and what its symbols did in a bucket of the market ({@link PartitionBucket}) on to {@link
 * JudgeMarkets}.
 */
final class ScoreTicks implements Processor<byte[], ParsedTick, byte[], Object> {
  private static final long UNKNOWN = -1;

  /** A tick that was left unscored; it was one of so many of its symbol. */
  private record Unscored(CachedSymbol symbol, int index, int of) {
    long arrival() {
      return symbol.state().arrival(index);
    }
  }

  /** What a tick gave, whose it was, and the timestamp of its record. */
  private record Result(CachedSymbol symbol, Detection detection, long recordMillis) {}

  private final SharedModel model;
  private final Detector detector;
  private final Supplier<BatchedScoring> scorings;
  private final Duration linger;
  private final StreamObserver observer;

  /** Null where the market is not watched. */
  private final MarketSettings market;

  private final ArrayDeque<Result> outbox = new ArrayDeque<>();
  private ProcessorContext<byte[], Object> context;
  private BatchedScoring scoring;
  private SymbolCache symbols;
  private Manifest manifest;
  private TickLife<CachedSymbol> life;

  /** The record that is processed. */
  private Record<byte[], ParsedTick> current;

  private KeyValueStore<String, byte[]> marketStore;
  private MarketBuckets marketBuckets;
  private Cancellable timer;

  /**
   * @param scorings gives that of the calling thread
   * @param market how what the symbols do is gathered for the judge of the market, if at all
   */
  ScoreTicks(
      SharedModel model,
      Detector detector,
      Supplier<BatchedScoring> scorings,
      Duration linger,
      Optional<MarketSettings> market,
      StreamObserver observer) {
    this.model = model;
    this.detector = detector;
    this.scorings = scorings;
    this.linger = linger;
    this.market = market.orElse(null);
    this.observer = observer;
  }

  @Override
  public void init(ProcessorContext<byte[], Object> context) {
    this.context = context;
    scoring = scorings.get();
    try (SharedModel.Lease lease = model.lease()) {
      manifest = lease.scorer().manifest();
    }
    symbols =
        new SymbolCache(
            context.getStateStore(ScoringTopology.WINDOWS),
            manifest,
            detector.dataCheck(manifest),
            context.applicationId(),
            observer,
            SymbolCache.CAPACITY);
    life = new TickLife<>(new Host(), Optional.of(detector.silenceWatch(manifest)));
    if (market != null) {
      marketStore = context.getStateStore(ScoringTopology.MARKET_BUCKET);
      byte[] stored = marketStore.get(ScoringTopology.MARKET_BUCKET);
      marketBuckets = stored == null ? new MarketBuckets(market) : marketBuckets(stored);
    }
    List<Unscored> unscored = new ArrayList<>();
    symbols.forEachStored(symbol -> restore(symbol, unscored));
    // In the order in which they came, as what they say of the market depends on it.
    unscored.sort(Comparator.comparingLong(Unscored::arrival));
    unscored.forEach(
        one -> {
          // A batch that fills up on the way takes ticks off the tail.
          int taken = one.of() - one.symbol().state().pending();
          queue(one.symbol(), one.index() - taken, UNKNOWN);
        });
    armTimer();
  }

  private MarketBuckets marketBuckets(byte[] stored) {
    try {
      return new MarketBuckets(market, stored);
    } catch (IllegalArgumentException e) {
      throw new StreamException(
          "application '" + context.applicationId() + "' cannot continue: " + e.getMessage(), e);
    }
  }

  private void restore(CachedSymbol symbol, List<Unscored> unscored) {
    life.restored(symbol);
    if (market != null) {
      marketBuckets.know(symbol.name(), symbol.state().move());
    }
    int pending = symbol.state().pending();
    for (int index = 0; index < pending; index++) {
      unscored.add(new Unscored(symbol, index, pending));
    }
  }

  @Override
  public void process(Record<byte[], ParsedTick> record) {
    forwardResults();
    current = record;
    Tick tick = record.value().tick();
    life.accept(symbols.get(tick.symbol()), tick);
    current = null;
    deliver();
    armTimer();
  }

  /** In a store, in batches that other tasks of the thread fill too. */
  private final class Host implements TickLife.Host<CachedSymbol> {
    @Override
    public String name(CachedSymbol symbol) {
      return symbol.name();
    }

    @Override
    public SymbolState state(CachedSymbol symbol) {
      return symbol.state();
    }

    @Override
    public SymbolState changing(String name) {
      CachedSymbol symbol = symbols.get(name);
      symbols.markChanged(symbol);
      return symbol.state();
    }

    @Override
    public Manifest model() {
      return scoring.model();
    }

    @Override
    public boolean admit(CachedSymbol symbol, Tick tick) {
      long arrival = context.recordMetadata().map(RecordMetadata::offset).orElse(0L);
      return symbols.admit(symbol, tick, arrival);
    }

    @Override
    public void warmingUp(CachedSymbol symbol, Tick tick, boolean late) {
      observer.tickWarmingUp();
      score(detector.warmUp(symbol.state(), tick, late));
    }

    @Override
    public void scoreInBatch(CachedSymbol symbol, Tick tick) {
      queue(symbol, symbol.state().pending() - 1, current.timestamp());
    }

    /** So that no commit finds a late tick pending. */
    @Override
    public void scoreBefore(CachedSymbol symbol) {
      observer.tickLate();
      if (symbol.state().pending() > 0) {
        scoring.flush();
        deliver();
      }
    }

    @Override
    public void scoreNow() {
      scoring.flush();
    }

    @Override
    public void tooLate(CachedSymbol symbol, Tick tick) {
      reject(current);
    }

    @Override
    public void silence(Alert alert) {
      if (alert.status() == Alert.Status.OPENED) {
        observer.badData(DataIssue.STALE_FEED);
      }
      alert(alert);
    }
  }

  private void queue(CachedSymbol symbol, int index, long recordMillis) {
    scoring.add(
        this,
        window -> symbol.state().copyPending(index, window),
        (scoredBy, made) -> {
          Detection detection = detector.detect(symbol.name(), symbol.state(), scoredBy, made);
          outbox.add(new Result(symbol, detection, recordMillis));
          symbols.markChanged(symbol);
        },
        context::currentSystemTimeMs);
  }

  private void score(Score score) {
    score.quality().forEach(observer::badData);
    forward(score.symbol(), score.eventTimeMicros(), score, ScoringTopology.SCORES);
  }

  private void alert(Alert raised) {
    Alert alert = market == null ? raised : market.inMarkets(raised);
    observer.alerted(alert);
    forward(alert.symbol(), alert.updatedAtMicros(), alert, ScoringTopology.ALERTS);
  }

  private void reject(Record<byte[], ParsedTick> record) {
    Tick tick = record.value().tick();
    observer.deadLettered(Reason.TOO_LATE);
    TickDefect defect = TickDefect.tooLate(tick, manifest.shape().steps());
    context.forward(
        record.value().origin().deadLetter(record, defect, context.currentSystemTimeMs()),
        ScoringTopology.DEAD_LETTERS);
  }

  /** Forwards what has been scored since this task's last call, and stores what has changed. */
  private void deliver() {
    forwardResults();
    symbols.store();
    if (market != null && marketBuckets.changed()) {
      marketStore.put(ScoringTopology.MARKET_BUCKET, marketBuckets.toBytes());
    }
  }

  private void forwardResults() {
    for (Result next = outbox.poll(); next != null; next = outbox.poll()) {
      Detection detection = next.detection();
      Score score = detection.score();
      String symbol = score.symbol();
      long time = score.eventTimeMicros();
      score(score);
      detection
          .forecast()
          .ifPresent(forecast -> forward(symbol, time, forecast, ScoringTopology.FORECASTS));
      detection.alert().ifPresent(this::alert);
      if (market != null) {
        marketBuckets.take(next.symbol().state().move(), detection, this::forwardBucket);
      }
      observer.tickScored(
          next.recordMillis() == UNKNOWN
              ? UNKNOWN
              : Math.max(0, context.currentSystemTimeMs() - next.recordMillis()));
    }
  }

  private void forwardBucket(String group, long bucketMicros, BucketSummary summary) {
    byte[] value = PartitionBucket.encode(context.taskId().partition(), bucketMicros, summary);
    forward(group, bucketMicros, value, ScoringTopology.MARKET_BUCKETS);
  }

  private void forward(String symbol, long eventTimeMicros, Object value, String sink) {
    long timestamp = recordTime(eventTimeMicros, context.currentSystemTimeMs());
    context.forward(new Record<>(symbol.getBytes(UTF_8), value, timestamp), sink);
  }

  /**
   * A result's timestamp: Kafka knows none before 1970, and refuses those far ahead of the clock.
   * The value keeps the time itself.
   */
  static long recordTime(long eventTimeMicros, long now) {
    return Math.max(0, Math.min(now, Math.floorDiv(eventTimeMicros, 1000L)));
  }

  /** Arms the timer while something waits. A standing one would make an idle stream commit. */
  private void armTimer() {
    if (timer == null && !(symbols.isSettled() && outbox.isEmpty())) {
      timer = context.schedule(linger, PunctuationType.WALL_CLOCK_TIME, this::lingerIsOver);
    }
  }

  /** While the model is at work, or younger ticks of other tasks wait, the timer goes on. */
  private void lingerIsOver(long now) {
    scoring.scoreOlderThan(now - linger.toMillis());
    deliver();
    if (symbols.isSettled()) {
      stopTimer();
    }
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
    if (scoring != null) {
      scoring.forget(this);
    }
    symbols = null;
    life = null;
    marketBuckets = null;
    outbox.clear();
  }
}
