/**
 * The bytes of Kafka records: Avro single-object encoding or JSON, for ticks in and scores,
 * forecasts, alerts and dead letters out.
 *
 * <p>Field names are those of the schemas in {@code schemas/}; JSON names of incoming ticks can be
 * configured. Bytes that cannot be read become a {@link
 * dev.tickwatch.io.wire.TickOutcome.Rejected}, never an exception in the stream.
 */
package dev.tickwatch.io.wire;
