/**
 * Meters of the service.
 *
 * <p>{@link dev.tickwatch.app.metrics.MeterNames} has every name, {@link
 * dev.tickwatch.app.metrics.ServiceMeters} turns what the stream reports into meters, and {@link
 * dev.tickwatch.app.metrics.PrometheusMeters} holds the registry with the meters of JVM, process
 * and Kafka Streams, and writes the scrape. No meter has a symbol for a tag: symbols are unbounded,
 * and series of tags never expire. Micrometer lives here and nowhere else.
 */
package dev.tickwatch.app.metrics;
