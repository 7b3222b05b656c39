package dev.tickwatch.app.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tickwatch.io.wire.TickOutcome;
import dev.tickwatch.io.wire.TickParser;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Gives each record its symbol as key, for the repartition topic. A record that is no tick gets an
 * empty one, for records without a key would not pass: it is judged behind that topic, where all
 * are, by its original key.
 */
final class KeyBySymbol implements Processor<byte[], byte[], byte[], byte[]> {
  private final TickParser parser;
  private ProcessorContext<byte[], byte[]> context;

  KeyBySymbol(TickParser parser) {
    this.parser = parser;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    byte[] key =
        parser.parse(record.value()) instanceof TickOutcome.Accepted accepted
            ? accepted.tick().symbol().getBytes(UTF_8)
            : new byte[0];
    context.forward(
        RecordOrigin.repartitioned(record, context.recordMetadata().orElseThrow(), key));
  }
}
