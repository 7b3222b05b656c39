package dev.tickwatch.app.stream;

import dev.tickwatch.app.store.StoredBars;
import dev.tickwatch.market.bar.BarBuilder;
import dev.tickwatch.market.bar.BarRules;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.market.tick.TickDefect;
import dev.tickwatch.market.tick.TickDefect.Reason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Ticks to bars. A tick is in its symbol's stored open bar before the call ends, and a bar that it
 * closes goes on in the same call, under the record that closed it: the commit of a record holds
 * both or neither. Only ticks of the same symbol close a bar, so that the bars do not depend on how
 * symbols share partitions.
 *
 * <p>Forwards {@link ParsedTick} to the scoring node and {@link dev.tickwatch.io.wire.DeadLetter}
 * to the sink.
 */
final class BuildBars implements Processor<byte[], ParsedTick, byte[], Object> {
  private final BarRules rules;
  private final SeriesKind series;
  private final StreamObserver observer;
  private ProcessorContext<byte[], Object> context;
  private KeyValueStore<String, byte[]> bars;
  private StoredBars stored;

  BuildBars(BarRules rules, SeriesKind series, StreamObserver observer) {
    this.rules = rules;
    this.series = series;
    this.observer = observer;
  }

  @Override
  public void init(ProcessorContext<byte[], Object> context) {
    this.context = context;
    bars = context.getStateStore(ScoringTopology.BARS);
    stored = new StoredBars(rules, series);
  }

  private BarBuilder builder(String symbol) {
    try {
      return stored.read(symbol, bars.get(symbol));
    } catch (IllegalArgumentException e) {
      throw new StreamException(
          "application '%s' has %s; run under another application id, or reset the application"
              .formatted(context.applicationId(), e.getMessage()),
          e);
    }
  }

  @Override
  public void process(Record<byte[], ParsedTick> record) {
    Tick tick = record.value().tick();
    BarBuilder builder = builder(tick.symbol());
    if (builder.add(tick, bar -> forward(record, bar))) {
      bars.put(tick.symbol(), stored.write(builder));
    } else {
      reject(record);
    }
  }

  private void forward(Record<byte[], ParsedTick> record, Tick bar) {
    context.forward(
        record.withValue(new ParsedTick(bar, record.value().origin())),
        ScoringTopology.SCORE_TICKS);
  }

  private void reject(Record<byte[], ParsedTick> record) {
    Tick tick = record.value().tick();
    observer.deadLettered(Reason.TOO_LATE);
    Instant time = Instant.EPOCH.plus(tick.eventTimeMicros(), ChronoUnit.MICROS);
    TickDefect defect =
        new TickDefect(
            Reason.TOO_LATE,
            "event time %s lies in a bar of %s of %s that has closed, %s after its end"
                .formatted(time, rules.size(), tick.symbol(), rules.grace()));
    context.forward(
        record.value().origin().deadLetter(record, defect, context.currentSystemTimeMs()),
        ScoringTopology.DEAD_LETTERS);
  }
}
