package dev.tickwatch.app.stream;

import dev.tickwatch.io.wire.TickOutcome;
import dev.tickwatch.io.wire.TickParser;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Bytes to ticks; what is no tick goes to the dead letters under its own key. Forwards {@link
 * ParsedTick} to the node for ticks and {@link dev.tickwatch.io.wire.DeadLetter} to the sink.
 */
final class ParseTicks implements Processor<byte[], byte[], byte[], Object> {
  private final TickParser parser;
  private final boolean repartitioned;
  private final String next;
  private final StreamObserver observer;
  private ProcessorContext<byte[], Object> context;

  /**
   * @param repartitioned whether records carry their origin in a header
   * @param next the node for ticks
   */
  ParseTicks(TickParser parser, boolean repartitioned, String next, StreamObserver observer) {
    this.parser = parser;
    this.repartitioned = repartitioned;
    this.next = next;
    this.observer = observer;
  }

  @Override
  public void init(ProcessorContext<byte[], Object> context) {
    this.context = context;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    observer.tickIn();
    RecordOrigin origin =
        repartitioned
            ? RecordOrigin.takeFrom(record)
            : RecordOrigin.of(context.recordMetadata().orElseThrow(), record);
    Record<byte[], byte[]> original = record.withKey(origin.key());
    TickOutcome outcome = parser.parse(record.value());
    if (outcome instanceof TickOutcome.Accepted accepted) {
      context.forward(original.withValue(new ParsedTick(accepted.tick(), origin)), next);
    } else if (outcome instanceof TickOutcome.Rejected rejected) {
      observer.deadLettered(rejected.defect().reason());
      context.forward(
          origin.deadLetter(original, rejected.defect(), context.currentSystemTimeMs()),
          ScoringTopology.DEAD_LETTERS);
    }
  }
}
