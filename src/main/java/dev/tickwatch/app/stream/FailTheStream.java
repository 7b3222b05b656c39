package dev.tickwatch.app.stream;

import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/**
 * An exception while a record is processed ends the stream: bad data never throws, so it is a bug
 * or a model that cannot be run. Silent, since {@link ScoringStream#failure()} tells it once.
 */
public final class FailTheStream implements ProcessingExceptionHandler {

  /** For Kafka Streams, which creates it by name. */
  public FailTheStream() {}

  @Override
  public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception error) {
    return Response.fail();
  }

  @Override
  public void configure(Map<String, ?> configs) {
    // Needs nothing.
  }
}
