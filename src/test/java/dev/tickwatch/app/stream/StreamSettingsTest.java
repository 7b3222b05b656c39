package dev.tickwatch.app.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwatch.app.stream.StreamSettings.Batching;
import dev.tickwatch.app.stream.StreamSettings.GroupProtocol;
import dev.tickwatch.app.stream.StreamSettings.Guarantee;
import dev.tickwatch.settings.ByteSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class StreamSettingsTest {

  private static void refused(ThrowingCallable construction, String... parts) {
    assertThatThrownBy(construction)
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .contains(parts);
  }

  private static KafkaStreamsSettings engine(Duration commits, GroupProtocol protocol, String id) {
    return new KafkaStreamsSettings(
        "app",
        commits,
        Path.of("state"),
        Guarantee.EXACTLY_ONCE,
        Optional.ofNullable(id),
        protocol,
        ByteSize.parse("0"));
  }

  @Test
  void namesTheBadFieldAndItsValue() {
    Duration second = Duration.ofSeconds(1);
    refused(() -> StreamSettings.defaults("a b"), "application id", "'a b'");
    refused(() -> new StreamTopics("t", "s", "f", "a/b", "m", "d"), "topic of alerts", "'a/b'");
    refused(() -> new StreamTopics("t", "s", "f", "t", "m", "d"), "t, s, f, t, m, d");
    refused(() -> new Batching(0, second), "batch size", "0");
    refused(() -> new Batching(8, Duration.ZERO), "batch linger", "PT0S");
    refused(() -> StreamSettings.defaults("a").withThreads(0), "threads", "0");
    refused(
        () -> engine(Duration.ofHours(1), GroupProtocol.CLASSIC, null), "commit interval", "PT1H");
    refused(() -> engine(second, GroupProtocol.STREAMS, "left"), "group-instance-id", "'left'");
    refused(() -> new NewTopics(0, 1), "partitions", "0");
    refused(() -> new NewTopics(1, 0), "replication", "0");
  }

  @Test
  void passesClientPropertiesThrough() {
    Properties properties =
        StreamProperties.of(
            StreamSettings.defaults("app"),
            Map.of(
                "bootstrap.servers", "a:1,b:2",
                "security.protocol", "SSL",
                "main.consumer.session.timeout.ms", "9000"));

    assertThat(properties)
        .containsEntry("security.protocol", "SSL")
        .containsEntry("main.consumer.session.timeout.ms", "9000")
        .containsEntry("processing.guarantee", "exactly_once_v2")
        .containsEntry("producer.linger.ms", "5");
  }

  @Test
  void lingersAsTheUserAsks() {
    Properties properties =
        StreamProperties.of(
            StreamSettings.defaults("app"), Map.of("bootstrap.servers", "a:1", "linger.ms", "1"));

    assertThat(properties).containsEntry("linger.ms", "1").doesNotContainKey("producer.linger.ms");
  }

  @Test
  void refusesPropertiesThatFollowFromItsOwnSettings() {
    StreamSettings settings = StreamSettings.defaults("app");
    refused(
        () ->
            StreamProperties.of(
                settings,
                Map.of("bootstrap.servers", "a:1", "processing.guarantee", "at_least_once")),
        "'processing.guarantee'",
        "'at_least_once'");
    refused(() -> StreamProperties.of(settings, Map.of()), "'bootstrap.servers'", "missing");
  }
}
