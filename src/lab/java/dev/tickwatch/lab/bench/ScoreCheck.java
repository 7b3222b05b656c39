package dev.tickwatch.lab.bench;

import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.io.wire.Codec;
import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.WireFormat;
import dev.tickwatch.lab.harness.ClusterClient;
import dev.tickwatch.lab.harness.CommittedReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The score records that readers of committed records find.
 *
 * @param scores all of them
 * @param missing sequence numbers of a symbol that were left out before its last one
 * @param repeated sequence numbers that came twice or out of order
 */
record ScoreCheck(long scores, long missing, long repeated) {
  private static final Codec<Score> CODEC = WireFormat.scores(RecordFormat.AVRO);

  /** Reads the whole topic. */
  static ScoreCheck read(ClusterClient cluster, String topic) {
    Map<String, Long> last = new HashMap<>();
    long[] found = new long[3];
    try (CommittedReader reader = new CommittedReader(cluster, List.of(topic))) {
      reader.readCommitted(
          record -> {
            Score score = CODEC.decode(record.value());
            long before = last.getOrDefault(score.symbol(), 0L);
            found[0]++;
            if (score.sequence() > before) {
              found[1] += score.sequence() - before - 1;
              last.put(score.symbol(), score.sequence());
            } else {
              found[2]++;
            }
          });
    }
    return new ScoreCheck(found[0], found[1], found[2]);
  }
}
