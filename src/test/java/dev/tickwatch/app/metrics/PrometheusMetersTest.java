package dev.tickwatch.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrometheusMetersTest {
  private final PrometheusMeters meters = new PrometheusMeters(List.of("prices.ticks", "plain"));

  @AfterEach
  void close() {
    meters.close();
  }

  @Test
  void scrapesMetersOfServiceProcessAndJvm() {
    try (ServiceMeters service = new ServiceMeters(meters.registry())) {
      service.tickIn();
      service.batchScored(3, 1_000);

      assertThat(meters.scrape(null).text())
          .contains("tickwatch_ticks_in_total 1.0")
          .contains("tickwatch_dead_letters_total{reason=\"too_late\"} 0.0")
          .contains("tickwatch_batch_size_bucket{le=\"4.0\"} 1")
          .contains("tickwatch_scoring_latency_seconds_bucket")
          .contains("jvm_memory_used_bytes")
          .contains("process_uptime_seconds");
    }
  }

  @Test
  void speaksOpenMetricsToThoseWhoAskForIt() {
    assertThat(meters.scrape("application/openmetrics-text;version=1.0.0").text())
        .endsWith("# EOF\n");
    assertThat(meters.scrape("*/*").contentType()).isEqualTo(PrometheusMeters.CONTENT_TYPE);
  }

  @Test
  void metersOfKafkaStreamsComeOnceAndGoAway() throws Exception {
    for (int round = 0; round < 2; round++) {
      try (KafkaStreams streams = unconnected()) {
        AutoCloseable watch = meters.watch(streams);

        assertThat(kafkaIds()).isNotEmpty();
        assertThat(
                kafkaIds().stream()
                    .collect(
                        Collectors.groupingBy(
                            Meter.Id::getName,
                            Collectors.mapping(
                                id -> id.getTags().stream().map(Tag::getKey).toList(),
                                Collectors.toSet()))))
            .allSatisfy((name, tagKeys) -> assertThat(tagKeys).as(name).hasSize(1));

        watch.close();
        assertThat(kafkaIds()).isEmpty();
      }
    }
  }

  @Test
  void refusesTheSecondCopyOfATopicWithDots() {
    topicCounter("prices.ticks");
    topicCounter("prices_ticks");
    topicCounter("plain");

    assertThat(meters.registry().find("kafka.consumer.fetch.manager.records").meters())
        .extracting(meter -> meter.getId().getTag("topic"))
        .containsExactlyInAnyOrder("prices.ticks", "plain");
  }

  private void topicCounter(String topic) {
    Counter.builder("kafka.consumer.fetch.manager.records")
        .tag("topic", topic)
        .register(meters.registry());
  }

  private Set<Meter.Id> kafkaIds() {
    return meters.registry().getMeters().stream()
        .map(Meter::getId)
        .filter(id -> id.getName().startsWith("kafka."))
        .collect(Collectors.toSet());
  }

  private static KafkaStreams unconnected() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream("prices.ticks").to("out");
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "meters-test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
    return new KafkaStreams(builder.build(), properties);
  }
}
