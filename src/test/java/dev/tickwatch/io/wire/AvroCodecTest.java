package dev.tickwatch.io.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.tickwatch.detect.symbol.Forecast;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.market.tick.TickCheck;
import dev.tickwatch.market.tick.TickDefect;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AvroCodecTest {
  private static final int HEADER_BYTES = 10;

  private final Codec<Tick> ticks = WireFormat.ticks(RecordFormat.AVRO, TickFields.DEFAULT);
  private final Codec<Forecast> forecasts = WireFormat.forecasts(RecordFormat.AVRO);

  @Test
  void refusesEveryTruncation() {
    byte[] whole = ticks.encode(SampleRecords.TICK);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> ticks.decode(cut)).isInstanceOf(MalformedRecordException.class);
    }
  }

  @Test
  void refusesBytesAfterTheRecord() {
    byte[] whole = ticks.encode(SampleRecords.TICK);
    assertThatThrownBy(() -> ticks.decode(Arrays.copyOf(whole, whole.length + 1)))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessage("bytes follow the Avro Tick");
  }

  @Test
  void namesAWrongMarkerAndAnUnknownSchema() {
    byte[] noMarker = ticks.encode(SampleRecords.TICK);
    noMarker[1] = 2;
    assertThatThrownBy(() -> ticks.decode(noMarker)).hasMessageContaining("marker C3 01");
    byte[] score = WireFormat.scores(RecordFormat.AVRO).encode(SampleRecords.SCORE);
    assertThatThrownBy(() -> ticks.decode(score)).hasMessageContaining("schema fingerprint");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1_000, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE})
  void refusesAbsurdTextLengths(long length) throws IOException {
    byte[] bytes = headed(ticks.encode(SampleRecords.TICK), out -> out.writeLong(length));
    long before = allocatedBytes();
    assertThatThrownBy(() -> ticks.decode(bytes)).isInstanceOf(MalformedRecordException.class);
    assertThat(allocatedBytes() - before).isLessThan(4 << 20);
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000, 100_000_000, 2_000_000_000, Long.MAX_VALUE, -5, Long.MIN_VALUE})
  void refusesAbsurdArrayLengths(long count) throws IOException {
    byte[] bytes =
        headed(
            forecasts.encode(SampleRecords.FORECAST),
            out -> {
              out.writeString("A");
              out.writeLong(0);
              out.writeLong(1);
              out.writeDouble(1);
              out.writeDouble(0.9);
              out.writeString("m");
              out.writeLong(count);
            });
    long before = allocatedBytes();
    assertThatThrownBy(() -> forecasts.decode(bytes)).isInstanceOf(MalformedRecordException.class);
    assertThat(allocatedBytes() - before).isLessThan(4 << 20);
  }

  @Test
  void survivesDamagedBytes() {
    Random random = new Random(7);
    List<Codec<?>> codecs =
        List.of(
            ticks,
            forecasts,
            WireFormat.alerts(RecordFormat.AVRO),
            WireFormat.deadLetters(RecordFormat.AVRO));
    List<byte[]> whole =
        List.of(
            ticks.encode(SampleRecords.TICK),
            forecasts.encode(SampleRecords.FORECAST),
            WireFormat.alerts(RecordFormat.AVRO).encode(SampleRecords.ALERT),
            WireFormat.deadLetters(RecordFormat.AVRO).encode(SampleRecords.DEAD_LETTER));
    for (int i = 0; i < 40_000; i++) {
      int kind = i % codecs.size();
      byte[] damaged = whole.get(kind).clone();
      for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
        int at = HEADER_BYTES + random.nextInt(damaged.length - HEADER_BYTES);
        damaged[at] = (byte) random.nextInt(256);
      }
      try {
        codecs.get(kind).decode(damaged);
      } catch (MalformedRecordException expected) {
        assertThat(expected.getMessage()).isNotBlank();
      }
    }
  }

  @Test
  void leavesBadValuesToTheCheck() {
    Tick bad = Tick.of("A", SampleRecords.TIME, Double.NaN, -1);
    Tick decoded = ticks.decode(ticks.encode(bad));
    assertThat(decoded).isEqualTo(bad);
    assertThat(TickCheck.DEFAULT.defectOf(decoded)).isPresent();
  }

  @Test
  void readsRecordsOfAPastSchema() throws IOException {
    Schema past =
        SchemaBuilder.record("Tick")
            .namespace("dev.tickwatch.schema")
            .fields()
            .requiredString("symbol")
            .requiredLong("event_time")
            .requiredDouble("price")
            .requiredDouble("size")
            .endRecord();
    var codec =
        new AvroCodec<>(
            new dev.tickwatch.schema.Tick().getSpecificData(),
            dev.tickwatch.schema.Tick.getClassSchema(),
            List.of(past),
            AvroRecords::of,
            AvroRecords::tick);
    var record =
        new GenericRecordBuilder(past)
            .set("symbol", "A")
            .set("event_time", 5L)
            .set("price", 2.0)
            .set("size", 3.0)
            .build();
    var written = new BinaryMessageEncoder<>(GenericData.get(), past).encode(record);
    byte[] bytes = new byte[written.remaining()];
    written.get(bytes);
    assertThat(codec.decode(bytes)).isEqualTo(Tick.of("A", 5, 2, 3));
    assertThat(codec.decode(codec.encode(SampleRecords.TICK))).isEqualTo(SampleRecords.TICK);
  }

  @Test
  void servesManyThreads() {
    List<Tick> sent =
        IntStream.range(0, 20_000).mapToObj(i -> Tick.of("S" + i, i, 1 + i, i)).toList();
    List<Tick> back = sent.parallelStream().map(tick -> ticks.decode(ticks.encode(tick))).toList();
    assertThat(back).isEqualTo(sent);
  }

  @ParameterizedTest
  @EnumSource(RecordFormat.class)
  void keepsTheMostExtremeTimes(RecordFormat format) {
    Codec<Tick> codec = WireFormat.ticks(format, TickFields.DEFAULT);
    Codec<DeadLetter> letters = WireFormat.deadLetters(format);
    for (long time : new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}) {
      Tick tick = Tick.of("A", time, 1, 1);
      assertThat(codec.decode(codec.encode(tick))).isEqualTo(tick);
      TickDefect defect = new TickDefect(TickDefect.Reason.BAD_TIME, "odd");
      DeadLetter letter = new DeadLetter(defect, "t", 0, 0, time, null, null);
      assertThat(letters.decode(letters.encode(letter)).sourceTimestampMillis()).isEqualTo(time);
    }
  }

  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  private interface Datum {
    void write(BinaryEncoder out) throws IOException;
  }

  /** The header of a good record before another datum. */
  private static byte[] headed(byte[] good, Datum datum) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(good, 0, HEADER_BYTES);
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
    datum.write(out);
    out.flush();
    return bytes.toByteArray();
  }
}
