package dev.tickwatch.io.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.FuzzCorpus;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.market.tick.TickCheck;
import org.junit.jupiter.api.Test;

/** Arbitrary bytes as Avro ticks. */
public class AvroTickFuzzTest {
  private static final Codec<Tick> CODEC = WireFormat.ticks(RecordFormat.AVRO, TickFields.DEFAULT);

  /** Bytes are a tick that survives being written, or they are refused in few words. */
  public static void fuzzerTestOneInput(byte[] input) {
    TickOutcome outcome = new TickParser(CODEC, TickCheck.DEFAULT).parse(input);
    if (outcome instanceof TickOutcome.Accepted accepted) {
      assertThat(CODEC.decode(CODEC.encode(accepted.tick()))).isEqualTo(accepted.tick());
    } else if (outcome instanceof TickOutcome.Rejected rejected) {
      assertThat(rejected.defect().detail()).isNotBlank().hasSizeLessThan(2_000);
    }
  }

  @Test
  void holdsForTheCorpusAndItsMutations() {
    FuzzCorpus.replay(AvroTickFuzzTest.class, 1_000, AvroTickFuzzTest::fuzzerTestOneInput);
  }

  @Test
  void holdsForNumbersThatArithmeticDoesNotKeep() {
    FuzzCorpus.sweep(AvroTickFuzzTest.class, 2_000, AvroTickFuzzTest::fuzzerTestOneInput);
  }
}
