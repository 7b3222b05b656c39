package dev.tickwatch.app.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.detect.alert.AlertPolicy;
import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.WireFormat;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.market.tick.TickDefect.Reason;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import dev.tickwatch.model.window.WindowShape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records whose dead letters would be larger than a broker takes, were they kept whole. */
class HostileStreamTest {
  /** Half of what a broker takes unless told otherwise. */
  private static final int ROOM = 512 << 10;

  private static final byte[] LARGE = new byte[1_000_000];

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void keepsTheBeginOfLargeRecordsAndGoesOn(boolean keyedOtherwise) {
    Arrays.fill(LARGE, (byte) '{');
    StreamSettings settings = StreamSettings.defaults("test");
    ArithmeticScorer scorer =
        new ArithmeticScorer(
            ArithmeticScorer.manifest(
                new WindowShape(8, 2), dev.tickwatch.model.calibration.Calibration.NONE));
    List<Tick> ticks = ArithmeticScorer.walk("AAPL", 5, 1);
    try (TopologyHarness stream =
        new TopologyHarness(
            keyedOtherwise ? settings.keyedOtherwise() : settings,
            scorer,
            new DetectionSettings(new AlertPolicy(100, 5), 0.9, true),
            directory)) {
      stream.send(new TestRecord<>(LARGE, LARGE));
      stream.send(
          new TestRecord<>(
              "k".getBytes(UTF_8), new byte[] {1}, new RecordHeaders().add("feed", LARGE)));
      ticks.forEach(
          tick -> stream.send(new TestRecord<>(LARGE, TopologyHarness.TICKS.encode(tick))));

      assertThat(stream.rejections).containsExactly(Reason.UNPARSABLE, Reason.UNPARSABLE);
      var letters = stream.deadLetters();
      assertThat(letters.get(0).key()).hasSize(16 << 10);
      assertThat(letters.get(0).value().value()).hasSize(256 << 10).startsWith('{', '{');
      assertThat(letters.get(0).value().defect().detail())
          .isEqualTo("record is longer than the 262144 bytes that a tick may have");
      assertThat(letters.get(1).headers()).isEmpty();
      for (RecordFormat format : RecordFormat.values()) {
        assertThat(WireFormat.deadLetters(format).encode(letters.get(0).value()))
            .hasSizeLessThan(ROOM);
      }
      assertThat(stream.scores()).hasSize(ticks.size());
    }
  }
}
