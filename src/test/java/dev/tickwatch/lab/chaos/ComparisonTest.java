package dev.tickwatch.lab.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.WireFormat;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import dev.tickwatch.model.window.WindowShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A check that could not fail would prove nothing. */
class ComparisonTest {
  private static final int TICKS = 6_000;
  private static final List<Input> INPUT = KnownInput.ordinary(TICKS, 4, 2, 1);
  private static final Expectation EXPECTED =
      new Expectation(
          INPUT,
          "ticks",
          ArithmeticScorer.calibrated(new WindowShape(8, 3)),
          new Detector(DetectionSettings.DEFAULT));

  @ParameterizedTest
  @EnumSource(Output.class)
  void findsNothingWrongWithWhatWasExpected(Output output) {
    List<OutputRecord> records = EXPECTED.records(output);

    Verdict verdict = Comparison.of(records, records);

    assertThat(verdict).isEqualTo(new Verdict(records.size(), 0, 0, 0, 0, List.of()));
    assertThat(verdict.right()).isTrue();
    assertThat(records).as("the input has all that befalls a feed").isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(Output.class)
  void findsTheOneThatIsMissing(Output output) {
    List<OutputRecord> seen = new ArrayList<>(EXPECTED.records(output));
    seen.remove(seen.size() / 2);

    assertCounts(output, seen, 1, 0, 0, 0);
  }

  @ParameterizedTest
  @EnumSource(Output.class)
  void findsTheOneThatIsThereTwice(Output output) {
    List<OutputRecord> seen = new ArrayList<>(EXPECTED.records(output));
    seen.add(seen.get(seen.size() / 2));

    assertCounts(output, seen, 0, 1, 0, 0);
  }

  @Test
  void findsTheOneThatComesBehindItsSuccessor() {
    List<OutputRecord> seen = new ArrayList<>(EXPECTED.records(Output.SCORES));
    OutputRecord moved = seen.remove(100);
    int successor = 100;
    while (!seen.get(successor).group().equals(moved.group())) {
      successor++;
    }
    seen.add(successor + 1, moved);

    assertCounts(Output.SCORES, seen, 0, 0, 1, 0);
  }

  @Test
  void leavesTheOrderOfDifferentSymbolsAlone() {
    List<OutputRecord> seen = new ArrayList<>(EXPECTED.records(Output.SCORES));
    seen.sort(java.util.Comparator.comparing(OutputRecord::group));

    assertCounts(Output.SCORES, seen, 0, 0, 0, 0);
    Collections.reverse(seen);
    assertThat(Comparison.of(EXPECTED.records(Output.SCORES), seen).outOfOrder()).isPositive();
  }

  @Test
  void findsTheOneThatDiffersInTheLastBitOfANumber() {
    Score score = Score.warmingUp("SYM0", 1, 1, 100, false, 1, 8, List.of());
    Score other = Score.warmingUp("SYM0", 1, 1, Math.nextUp(100.0), false, 1, 8, List.of());
    byte[] key = "SYM0".getBytes(UTF_8);
    byte[] right = WireFormat.scores(RecordFormat.AVRO).encode(score);
    byte[] wrong = WireFormat.scores(RecordFormat.AVRO).encode(other);
    List<OutputRecord> expected = List.of(OutputRecord.of(score, false));

    assertThat(
            Comparison.of(expected, List.of(OutputRecord.read(Output.SCORES, key, right, false)))
                .right())
        .isTrue();
    assertThat(
            Comparison.of(expected, List.of(OutputRecord.read(Output.SCORES, key, wrong, false))))
        .isEqualTo(
            new Verdict(
                1,
                0,
                0,
                0,
                1,
                List.of("wrong: SCORES of SYM0, 1: price is 100.00000000000001 and not 100.0")));
    assertThat(
            Comparison.of(
                    expected,
                    List.of(OutputRecord.read(Output.SCORES, "SYM1".getBytes(UTF_8), right, false)))
                .wrong())
        .as("another key")
        .isOne();
  }

  @Test
  void findsARecordThatNobodyExpected() {
    List<OutputRecord> seen = new ArrayList<>(EXPECTED.records(Output.SCORES));
    seen.add(OutputRecord.of(Score.warmingUp("NEW", 1, 1, 100, false, 1, 8, List.of()), false));

    assertCounts(Output.SCORES, seen, 0, 0, 0, 1);
  }

  @Test
  void findsAModelThatComesBack() {
    List<OutputRecord> all = EXPECTED.records(Output.FORECASTS);
    List<OutputRecord> one = all.stream().filter(r -> r.group().equals("SYM0")).limit(4).toList();
    List<String> versions = List.of("a", "b");

    assertThat(Comparison.versionsInOrder(versions, named(one, "a", "a", "b", "b")).right())
        .isTrue();
    assertThat(Comparison.versionsInOrder(versions, named(one, "a", "b", "a", "b")).wrong())
        .isOne();
    assertThat(Comparison.versionsInOrder(versions, named(one, "a", "b", "b", "c")).wrong())
        .isOne();
  }

  private static List<OutputRecord> named(List<OutputRecord> records, String... versions) {
    List<OutputRecord> named = new ArrayList<>();
    for (int i = 0; i < versions.length; i++) {
      OutputRecord record = records.get(i);
      named.add(
          new OutputRecord(
              record.output(), record.group(), record.id(), versions[i], record.content()));
    }
    return named;
  }

  private static void assertCounts(
      Output output,
      List<OutputRecord> seen,
      long missing,
      long duplicate,
      long outOfOrder,
      long wrong) {
    Verdict verdict = Comparison.of(EXPECTED.records(output), seen);

    assertThat(verdict.missing()).as("missing").isEqualTo(missing);
    assertThat(verdict.duplicate()).as("duplicate").isEqualTo(duplicate);
    assertThat(verdict.outOfOrder()).as("out of order").isEqualTo(outOfOrder);
    assertThat(verdict.wrong()).as("wrong").isEqualTo(wrong);
    assertThat(verdict.right()).isEqualTo(missing + duplicate + outOfOrder + wrong == 0);
  }
}
