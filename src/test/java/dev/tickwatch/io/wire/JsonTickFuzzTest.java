package dev.tickwatch.io.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.FuzzCorpus;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.market.tick.TickCheck;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Arbitrary bytes as JSON ticks. */
public class JsonTickFuzzTest {
  private static final TickFields NESTED =
      new TickFields(
          "data.s", "data.t", "data.px", null, "h", "l", "q.bid", "q.ask", "x", "data.flags");
  private static final List<Codec<Tick>> CODECS =
      List.of(
          WireFormat.ticks(RecordFormat.JSON, TickFields.DEFAULT),
          WireFormat.ticks(
              RecordFormat.JSON,
              NESTED,
              new EventTimes(EpochUnit.AUTO, Optional.of(ZoneId.of("America/New_York")))));
  private static final Codec<Tick> AVRO = WireFormat.ticks(RecordFormat.AVRO, TickFields.DEFAULT);

  /** Bytes are a tick that survives being written, or they are refused in few words. */
  public static void fuzzerTestOneInput(byte[] input) {
    for (Codec<Tick> codec : CODECS) {
      TickOutcome outcome = new TickParser(codec, TickCheck.DEFAULT).parse(input);
      if (outcome instanceof TickOutcome.Accepted accepted) {
        assertThat(AVRO.decode(AVRO.encode(accepted.tick()))).isEqualTo(accepted.tick());
        Codec<Tick> json = CODECS.get(0);
        assertThat(json.decode(json.encode(accepted.tick()))).isEqualTo(accepted.tick());
      } else if (outcome instanceof TickOutcome.Rejected rejected) {
        assertThat(rejected.defect().detail()).isNotBlank().hasSizeLessThan(2_000);
      }
    }
  }

  @Test
  void holdsForTheCorpusAndItsMutations() {
    FuzzCorpus.replay(JsonTickFuzzTest.class, 300, JsonTickFuzzTest::fuzzerTestOneInput);
  }
}
