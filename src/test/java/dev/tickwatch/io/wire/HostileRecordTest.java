package dev.tickwatch.io.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.market.tick.TickCheck;
import dev.tickwatch.market.tick.TickDefect;
import dev.tickwatch.market.tick.TickDefect.Reason;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that are made to fill memory or time. */
@Timeout(60)
class HostileRecordTest {
  private static final int GIBIBYTE = 1 << 30;
  private static final int HEADER = 10;

  private static TickParser parser(RecordFormat format) {
    return new TickParser(WireFormat.ticks(format, TickFields.DEFAULT), TickCheck.DEFAULT);
  }

  private static TickDefect defect(RecordFormat format, byte[] record) {
    assertThat(parser(format).parse(record)).isInstanceOf(TickOutcome.Rejected.class);
    return ((TickOutcome.Rejected) parser(format).parse(record)).defect();
  }

  private static byte[] varint(long value) {
    byte[] bytes = new byte[10];
    int length = 0;
    for (long rest = value << 1; ; rest >>>= 7) {
      bytes[length++] = (byte) (rest < 128 ? rest : (rest & 127) | 128);
      if (rest < 128) {
        return Arrays.copyOf(bytes, length);
      }
    }
  }

  /** A header of the kind of record, and a first field that is said to be of so many bytes. */
  private static byte[] declaring(byte[] sample, long length) {
    byte[] declared = varint(length);
    byte[] record = Arrays.copyOf(sample, HEADER + declared.length + 20);
    System.arraycopy(declared, 0, record, HEADER, declared.length);
    return record;
  }

  @ParameterizedTest
  @ValueSource(longs = {GIBIBYTE, Integer.MAX_VALUE, 1L << 40, -1, Long.MIN_VALUE >> 1})
  void refusesAnAvroTextThatIsSaidToBeLonger(long length) {
    byte[] tick =
        WireFormat.ticks(RecordFormat.AVRO, TickFields.DEFAULT).encode(Tick.of("A", 0, 1, 1));
    assertThat(defect(RecordFormat.AVRO, declaring(tick, length)))
        .satisfies(d -> assertThat(d.reason()).isEqualTo(Reason.UNPARSABLE))
        .satisfies(d -> assertThat(d.detail()).startsWith("Avro Tick is truncated or damaged"));
  }

  @Test
  void refusesAvroArraysOfBillionsOfElements() {
    byte[] forecast = WireFormat.forecasts(RecordFormat.AVRO).encode(SampleRecords.FORECAST);
    byte[] elements = varint(Integer.MAX_VALUE - 8);
    // The steps are the last field: a block of one count, the steps, and a closing zero.
    byte[] encoded = varint(SampleRecords.FORECAST.steps().size());
    int at = lastIndexOf(forecast, encoded[0], SampleRecords.FORECAST.steps().size() * 25 + 2);
    byte[] record =
        ByteBuffer.allocate(forecast.length + elements.length - 1)
            .put(forecast, 0, at)
            .put(elements)
            .put(forecast, at + 1, forecast.length - at - 1)
            .array();
    assertThatThrownBy(() -> WireFormat.forecasts(RecordFormat.AVRO).decode(record))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("truncated or damaged");
  }

  private static int lastIndexOf(byte[] bytes, byte wanted, int fromEnd) {
    for (int i = bytes.length - fromEnd; i < bytes.length; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    throw new AssertionError("no such byte");
  }

  @ParameterizedTest
  @EnumSource
  void refusesATickOfTensOfMebibytesUnread(RecordFormat format) {
    byte[] record = new byte[64 << 20];
    Arrays.fill(record, (byte) '[');
    long begin = System.nanoTime();
    assertThat(defect(format, record))
        .isEqualTo(
            new TickDefect(
                Reason.UNPARSABLE, "record is longer than the 262144 bytes that a tick may have"));
    assertThat(System.nanoTime() - begin).isLessThan(1_000_000_000L);
  }

  @Test
  void refusesDeepNesting() {
    byte[] record = ("{\"x\":" + "[".repeat(200_000)).getBytes(UTF_8);
    assertThat(defect(RecordFormat.JSON, record).detail()).contains("nesting depth (65)");
  }

  @Test
  void refusesANumberOfManyDigits() {
    byte[] record =
        ("{\"symbol\":\"A\",\"event_time\":1,\"price\":" + "9".repeat(200_000) + "}")
            .getBytes(UTF_8);
    assertThat(defect(RecordFormat.JSON, record).detail()).contains("length (");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\\ud800", "A\\ud800B", "\\udc00\\ud800", "A\\u0000", "\\u007f", "\\u0085"})
  void refusesSymbolsThatDoNotSurviveAsBytes(String symbol) {
    byte[] record =
        ("{\"symbol\":\"" + symbol + "\",\"event_time\":1385374530,\"price\":1,\"size\":1}")
            .getBytes(UTF_8);
    assertThat(defect(RecordFormat.JSON, record).reason()).isEqualTo(Reason.BAD_SYMBOL);
  }

  @Test
  void refusesALongSymbolAndQuotesNoneOfIt() {
    Tick tick = Tick.of("A".repeat(201), 1_385_374_530_000_000L, 1, 1);
    byte[] record = WireFormat.ticks(RecordFormat.AVRO, TickFields.DEFAULT).encode(tick);
    assertThat(defect(RecordFormat.AVRO, record))
        .satisfies(d -> assertThat(d.reason()).isEqualTo(Reason.BAD_SYMBOL))
        .satisfies(d -> assertThat(d.detail()).hasSizeLessThan(150));
  }

  @Test
  void takesSymbolsOfOtherAlphabets() {
    Tick tick = Tick.of("日経\uD83D\uDE00", 1_385_374_530_000_000L, 1, 1);
    for (RecordFormat format : RecordFormat.values()) {
      byte[] record = WireFormat.ticks(format, TickFields.DEFAULT).encode(tick);
      assertThat(parser(format).parse(record)).isEqualTo(new TickOutcome.Accepted(tick));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e300", "1e-300", "1e31", "9e-31", "5e-324", "1e999"})
  void refusesPricesBeyondAllPrices(String price) {
    byte[] record =
        ("{\"symbol\":\"A\",\"event_time\":1385374530,\"price\":" + price + ",\"size\":1}")
            .getBytes(UTF_8);
    assertThat(defect(RecordFormat.JSON, record).reason()).isEqualTo(Reason.BAD_PRICE);
  }
}
