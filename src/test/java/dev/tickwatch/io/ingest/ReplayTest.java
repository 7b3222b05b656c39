package dev.tickwatch.io.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwatch.io.topic.TopicException;
import dev.tickwatch.io.wire.Codec;
import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.TickFields;
import dev.tickwatch.io.wire.TickOutcome;
import dev.tickwatch.io.wire.WireFormat;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.market.tick.TickDefect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final long SECOND = 1_000_000L;

  private final Codec<Tick> codec = WireFormat.ticks(RecordFormat.AVRO, TickFields.DEFAULT);
  private final FakeTimer timer = new FakeTimer();
  private final List<Long> sentAt = new ArrayList<>();
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

  @Test
  void keepsTheOrderAndKeysBySymbol() throws InterruptedException {
    Replay.Result result = replay(new Pace.Unlimited(), tick("B", 5), tick("A", 1), tick("B", 3));
    assertThat(result.sent()).isEqualTo(3);
    assertThat(producer.history())
        .extracting(one -> new String(one.key(), StandardCharsets.UTF_8))
        .containsExactly("B", "A", "B");
    assertThat(producer.history())
        .extracting(one -> codec.decode(one.value()).eventTimeMicros() / SECOND)
        .containsExactly(5L, 1L, 3L);
    assertThat(producer.history()).extracting(ProducerRecord::timestamp).containsOnlyNulls();
    assertThat(timer.nanos).isZero();
  }

  @Test
  void playsEventTimeFaster() throws InterruptedException {
    replay(new Pace.EventTime(10), tick("A", 100), tick("A", 110), tick("A", 105), tick("A", 130));
    assertThat(sentAt).containsExactly(0L, 1_000_000_000L, 1_000_000_000L, 3_000_000_000L);
  }

  @Test
  void sendsEvenlyAtARate() throws InterruptedException {
    replay(new Pace.Rate(4), tick("A", 1), tick("A", 1_000_000), tick("A", 2));
    assertThat(sentAt).containsExactly(0L, 250_000_000L, 500_000_000L);
  }

  @Test
  void countsWhatItCannotSend() throws InterruptedException {
    TickRow bad =
        new TickRow(
            7, new TickOutcome.Rejected(new TickDefect(TickDefect.Reason.BAD_PRICE, "price -1")));
    List<Long> progress = new ArrayList<>();
    Replay.Result result =
        replayTo(producer).run(List.of(bad, row(tick("A", 1))).iterator(), progress::add);
    assertThat(result.sent()).isEqualTo(1);
    assertThat(result.defects().examples()).containsExactly("line 7: bad_price: price -1");
    assertThat(progress).containsExactly(1L, 2L);
  }

  @Test
  void stopsAtTheFirstFailedSend() {
    var failing =
        new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    ReplayTimer failsWhileWaiting =
        new ReplayTimer() {
          @Override
          public long nanos() {
            return 0;
          }

          @Override
          public void sleep(long nanos) {
            failing.errorNext(new RecordTooLargeException("too large"));
          }
        };
    Replay replay = new Replay(failing, "ticks", codec, new Pace.Rate(1), failsWhileWaiting);
    List<TickRow> rows = List.of(row(tick("A", 1)), row(tick("A", 2)));
    assertThatThrownBy(() -> replay.run(rows.iterator(), seen -> {}))
        .isInstanceOf(TopicException.class)
        .hasMessage("cannot send to topic 'ticks' after 0 ticks: too large");
    assertThat(failing.history()).hasSize(1);
  }

  @Test
  void refusesPacesThatNeverEnd() {
    assertThatThrownBy(() -> new Pace.Rate(0)).hasMessage("rate must be above 0, not 0.0");
    assertThatThrownBy(() -> new Pace.EventTime(Double.NaN)).hasMessageContaining("speed");
  }

  private Replay.Result replay(Pace pace, Tick... ticks) throws InterruptedException {
    List<TickRow> rows = new ArrayList<>();
    for (Tick tick : ticks) {
      rows.add(row(tick));
    }
    return new Replay(producer, "ticks", codec, pace, timer)
        .run(rows.iterator(), seen -> sentAt.add(timer.nanos));
  }

  private Replay replayTo(MockProducer<byte[], byte[]> to) {
    return new Replay(to, "ticks", codec, new Pace.Unlimited(), timer);
  }

  private static TickRow row(Tick tick) {
    return new TickRow(2, new TickOutcome.Accepted(tick));
  }

  private static Tick tick(String symbol, long seconds) {
    return Tick.of(symbol, seconds * SECOND, 10, 1);
  }

  private static final class FakeTimer implements ReplayTimer {
    private long nanos;

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public void sleep(long duration) {
      nanos += duration;
    }
  }
}
