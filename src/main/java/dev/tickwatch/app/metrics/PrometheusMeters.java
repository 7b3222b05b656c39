package dev.tickwatch.app.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;

/**
 * The registry that Prometheus scrapes, with the meters of the JVM and the process. Thread-safe.
 * Closing stops the garbage collector's listener and removes every meter.
 */
public final class PrometheusMeters implements AutoCloseable {

  /** Content type when a scraper does not ask for one. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbageCollector = new JvmGcMetrics();

  /**
   * With the meters of JVM and process bound.
   *
   * @param topics whose Kafka meters must not be doubled; see {@link DoubledTopics}
   */
  public PrometheusMeters(Collection<String> topics) {
    registry.config().meterFilter(new DoubledTopics(topics));
    garbageCollector.bindTo(registry);
    List.of(
            new ClassLoaderMetrics(),
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new FileDescriptorMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics())
        .forEach(binder -> binder.bindTo(registry));
  }

  /** The registry, for further meters. */
  public MeterRegistry registry() {
    return registry;
  }

  /**
   * Binds the meters of Kafka Streams and its clients.
   *
   * @return closing it removes them; do so before the streams are closed
   */
  public AutoCloseable watch(KafkaStreams streams) {
    KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams);
    metrics.bindTo(registry);
    return metrics;
  }

  /**
   * All meters in the format that the scraper accepts.
   *
   * @param accept value of its {@code Accept} header; OpenMetrics is given where it asks for it
   */
  public Scrape scrape(String accept) {
    String type =
        accept != null && accept.contains("application/openmetrics-text")
            ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
            : CONTENT_TYPE;
    return new Scrape(type, registry.scrape(type));
  }

  @Override
  public void close() {
    garbageCollector.close();
    registry.clear();
    registry.close();
  }

  /** A scrape and its content type. */
  public record Scrape(String contentType, String text) {}
}
