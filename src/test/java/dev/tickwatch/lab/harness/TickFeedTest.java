package dev.tickwatch.lab.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.TickFields;
import dev.tickwatch.io.wire.WireFormat;
import dev.tickwatch.market.tick.Tick;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TickFeedTest {
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

  private TickFeed feed() {
    return new TickFeed(producer, "ticks", new RandomWalk("SYM", new Random(1), 1e-3, 1e4));
  }

  private List<Long> eventTimes() {
    var codec = WireFormat.ticks(RecordFormat.AVRO, TickFields.DEFAULT);
    return producer.history().stream()
        .map(sent -> codec.decode(sent.value()))
        .map(Tick::eventTimeMicros)
        .toList();
  }

  @Test
  void saysOfEachTickWhenItWasDueHoweverLateItWasSent() {
    Schedule schedule = Schedule.of(1_000, 0.2);

    try (TickFeed feed = feed()) {
      feed.follow(schedule);
    }

    assertThat(schedule.count()).isEqualTo(200);
    assertThat(eventTimes())
        .isEqualTo(
            IntStream.range(0, 200).mapToObj(i -> schedule.startMicros() + 1_000L * i).toList());
    assertThat(schedule.endMicros() - schedule.startMicros()).isEqualTo(200_000);
  }

  @Test
  void sendsNothingWhileItIsPaused() {
    try (TickFeed feed = feed()) {
      feed.follow(Schedule.endless(5_000));
      await().until(() -> feed.sent() > 10);
      feed.pause();
      long sent = feed.sent();

      assertThat(producer.history()).hasSize((int) sent);
      feed.follow(Schedule.of(1_000, 0.05));
      await().until(() -> feed.sent() == sent + 50);
    }
  }

  @Test
  void tellsThatATickCouldNotBeSent() {
    producer.sendException = new IllegalStateException("no broker");
    try (TickFeed feed = feed()) {
      feed.follow(Schedule.endless(1_000));

      await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(feed::sent)
                      .isInstanceOf(HarnessException.class)
                      .hasMessageContaining("no broker"));
    }
  }
}
