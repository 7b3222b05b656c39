/**
 * The Kafka Streams topology: ticks in, scores, forecasts, alerts and dead letters out, exactly
 * once.
 *
 * <p>Kafka Streams lives here and nowhere else.
 */
package dev.tickwatch.stream;
