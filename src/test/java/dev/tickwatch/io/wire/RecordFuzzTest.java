package dev.tickwatch.io.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.FuzzCorpus;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Arbitrary bytes as scores, forecasts, alerts and dead letters; the first byte says which. */
public class RecordFuzzTest {
  private static final List<Codec<?>> CODECS =
      List.of(
          WireFormat.scores(RecordFormat.AVRO),
          WireFormat.forecasts(RecordFormat.AVRO),
          WireFormat.alerts(RecordFormat.AVRO),
          WireFormat.deadLetters(RecordFormat.AVRO),
          WireFormat.scores(RecordFormat.JSON),
          WireFormat.forecasts(RecordFormat.JSON),
          WireFormat.alerts(RecordFormat.JSON),
          WireFormat.deadLetters(RecordFormat.JSON));

  /** Bytes are a record that can be written and read again, or they are refused in few words. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length > 0) {
      Codec<?> codec = CODECS.get((input[0] & 0x7F) % CODECS.size());
      decode(codec, Arrays.copyOfRange(input, 1, input.length));
    }
  }

  private static <T> void decode(Codec<T> codec, byte[] bytes) {
    T value;
    try {
      value = codec.decode(bytes);
    } catch (MalformedRecordException e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(2_000);
      return;
    }
    byte[] written = codec.encode(value);
    assertThat(codec.encode(codec.decode(written))).isEqualTo(written);
  }

  @Test
  void holdsForTheCorpusAndItsMutations() {
    FuzzCorpus.replay(RecordFuzzTest.class, 300, RecordFuzzTest::fuzzerTestOneInput);
  }

  @Test
  void holdsForNumbersThatArithmeticDoesNotKeep() {
    FuzzCorpus.sweep(RecordFuzzTest.class, 2_000, RecordFuzzTest::fuzzerTestOneInput);
  }
}
