package dev.tickwatch.app.metrics;

import dev.tickwatch.app.stream.StreamObserver;
import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.marketwide.MarketAlert;
import dev.tickwatch.market.check.DataIssue;
import dev.tickwatch.market.tick.TickDefect;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The service's own meters, fed by the stream. Every series exists from the start, so that a rate
 * over it is never missing. Thread-safe. Closing removes the meters from the registry, which stays
 * the caller's.
 */
public final class ServiceMeters implements StreamObserver, AutoCloseable {
  private static final double[] BATCH_BUCKETS =
      IntStream.rangeClosed(0, 12).mapToDouble(power -> 1 << power).toArray();
  private static final Duration[] SCORING_BUCKETS =
      millis(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 1000);
  private static final Duration[] DELAY_BUCKETS =
      millis(5, 10, 25, 50, 100, 150, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000);

  private final MeterRegistry registry;
  private final List<Meter> registered = new ArrayList<>();
  private final Counter ticksIn;
  private final Counter scored;
  private final Counter late;
  private final Counter warmUp;
  private final Counter coldStarts;
  private final Counter swaps;
  private final Counter refused;
  private final Map<TickDefect.Reason, Counter> deadLetters =
      new EnumMap<>(TickDefect.Reason.class);
  private final Map<DataIssue, Counter> badData = new EnumMap<>(DataIssue.class);
  private final Map<Alert.Severity, Map<Alert.Status, Counter>> alerts =
      new EnumMap<>(Alert.Severity.class);
  private final Map<Alert.Severity, Map<Alert.Status, Counter>> marketAlerts =
      new EnumMap<>(Alert.Severity.class);
  private final Counter marketLate;
  private final DistributionSummary batchSize;
  private final Timer scoringLatency;
  private final Timer delay;
  private Meter modelInfo;

  /** Registers the meters. */
  public ServiceMeters(MeterRegistry registry) {
    this.registry = registry;
    ticksIn = counter(MeterNames.TICKS_IN, "Records read from the tick topic");
    scored = counter(MeterNames.TICKS_SCORED, "Ticks scored");
    late = counter(MeterNames.TICKS_LATE, "Late ticks put in their place");
    warmUp = counter(MeterNames.TICKS_WARM_UP, "Ticks of symbols that are warming up");
    coldStarts = counter(MeterNames.COLD_STARTS, "Symbols whose stored state was put away");
    swaps = counter(MeterNames.MODEL_SWAPS, "Models put in the place of another");
    refused = counter(MeterNames.MODELS_REFUSED, "Models that did not fit");
    for (TickDefect.Reason reason : TickDefect.Reason.values()) {
      deadLetters.put(
          reason,
          counter(
              MeterNames.DEAD_LETTERS,
              "Records that could not be scored",
              MeterNames.REASON,
              reason.code()));
    }
    for (DataIssue reason : DataIssue.values()) {
      badData.put(
          reason,
          counter(
              MeterNames.QUALITY_FLAGS,
              "Ticks with bad data, and silences",
              MeterNames.REASON,
              reason.code()));
    }
    for (Alert.Severity severity : Alert.Severity.values()) {
      alerts.put(severity, alertCounters(MeterNames.ALERTS, "Alerts emitted", severity));
      marketAlerts.put(
          severity,
          alertCounters(MeterNames.MARKET_ALERTS, "Alerts of the market emitted", severity));
    }
    marketLate =
        counter(MeterNames.MARKET_LATE, "Symbols that the market heard of after it was judged");
    batchSize = kept(batchSize());
    scoringLatency =
        kept(timer(MeterNames.SCORING_LATENCY, "One batch through the model", SCORING_BUCKETS));
    delay =
        kept(
            timer(MeterNames.END_TO_END_DELAY, "From a tick's record to its score", DELAY_BUCKETS));
  }

  private Map<Alert.Status, Counter> alertCounters(
      String name, String description, Alert.Severity severity) {
    Map<Alert.Status, Counter> byStatus = new EnumMap<>(Alert.Status.class);
    for (Alert.Status status : Alert.Status.values()) {
      byStatus.put(
          status,
          counter(
              name,
              description,
              MeterNames.SEVERITY,
              lower(severity),
              MeterNames.STATUS,
              lower(status)));
    }
    return byStatus;
  }

  private Counter counter(String name, String description, String... tags) {
    return kept(Counter.builder(name).description(description).tags(tags).register(registry));
  }

  private DistributionSummary batchSize() {
    return DistributionSummary.builder(MeterNames.BATCH_SIZE)
        .description("Windows in a batch")
        .serviceLevelObjectives(BATCH_BUCKETS)
        .register(registry);
  }

  private Timer timer(String name, String description, Duration[] buckets) {
    return Timer.builder(name)
        .description(description)
        .serviceLevelObjectives(buckets)
        .register(registry);
  }

  private <M extends Meter> M kept(M meter) {
    registered.add(meter);
    return meter;
  }

  /** Another model is in use; the series of the one before goes away. */
  public synchronized void modelInUse(String version) {
    if (modelInfo != null) {
      registry.remove(modelInfo);
      swaps.increment();
    }
    modelInfo =
        Gauge.builder(MeterNames.MODEL_INFO, () -> 1)
            .description("1 for the model in use")
            .tag(MeterNames.VERSION, version)
            .register(registry);
  }

  /** A model did not fit. */
  public void modelRefused() {
    refused.increment();
  }

  @Override
  public void tickIn() {
    ticksIn.increment();
  }

  @Override
  public void tickLate() {
    late.increment();
  }

  @Override
  public void tickWarmingUp() {
    warmUp.increment();
  }

  @Override
  public void startedCold() {
    coldStarts.increment();
  }

  @Override
  public void deadLettered(TickDefect.Reason reason) {
    deadLetters.get(reason).increment();
  }

  /** A producer's clock that runs ahead gives a delay below zero, which counts as none. */
  @Override
  public void tickScored(long endToEndMillis) {
    scored.increment();
    if (endToEndMillis >= 0) {
      delay.record(Duration.ofMillis(endToEndMillis));
    }
  }

  @Override
  public void batchScored(int windows, long nanos) {
    batchSize.record(windows);
    scoringLatency.record(Duration.ofNanos(nanos));
  }

  @Override
  public void badData(DataIssue reason) {
    badData.get(reason).increment();
  }

  @Override
  public void alerted(Alert alert) {
    alerts.get(alert.severity()).get(alert.status()).increment();
  }

  @Override
  public void marketAlerted(MarketAlert alert) {
    marketAlerts.get(alert.severity()).get(alert.status()).increment();
  }

  @Override
  public void marketTooLate(long symbols) {
    marketLate.increment((double) symbols);
  }

  @Override
  public synchronized void close() {
    registered.forEach(registry::remove);
    registered.clear();
    if (modelInfo != null) {
      registry.remove(modelInfo);
      modelInfo = null;
    }
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static Duration[] millis(double... millis) {
    return Arrays.stream(millis)
        .mapToObj(value -> Duration.ofNanos(Math.round(value * 1e6)))
        .toArray(Duration[]::new);
  }
}
