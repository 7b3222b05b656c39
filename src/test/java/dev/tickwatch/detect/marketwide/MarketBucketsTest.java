package dev.tickwatch.detect.marketwide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.detect.symbol.BucketMove;
import dev.tickwatch.detect.symbol.Detection;
import dev.tickwatch.detect.symbol.Score;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MarketBucketsTest {
  private static final long SECOND = 1_000_000;

  private record Given(String group, long bucket, BucketSummary summary) {}

  private final Map<String, BucketMove> moves = new HashMap<>();
  private final List<Given> given = new ArrayList<>();
  private MarketBuckets buckets = new MarketBuckets(MarketSettings.DEFAULT);

  private void tick(String symbol, long second, double logReturn) {
    tick(symbol, second, logReturn, false);
  }

  private void tick(String symbol, long second, double logReturn, boolean late) {
    Score score =
        new Score(
            symbol,
            second * SECOND,
            1,
            100,
            Score.State.SCORED,
            late,
            8,
            8,
            new Score.Surprise(2, 0.01, 0.01, "price", 0),
            new Score.Likelihood(0, 0, 0, 0),
            new Score.Interval(100, 99, 101, 0.9),
            "v1",
            List.of());
    buckets.take(
        moves.computeIfAbsent(symbol, any -> new BucketMove()),
        new Detection(
            score,
            Optional.empty(),
            Optional.empty(),
            new Detection.Move(logReturn, logReturn, 0.001)),
        (group, bucket, summary) -> given.add(new Given(group, bucket / SECOND, summary)));
  }

  @Test
  void givesABucketWithTheFirstTickBeyondIt() {
    tick("A", 3, 0.001);
    tick("B", 59, -0.002);
    tick("A", 40, 0.003);
    assertThat(given).isEmpty();

    tick("B", 60, 0.001);

    assertThat(given).hasSize(1);
    Given first = given.get(0);
    assertThat(first.group()).isEqualTo("all");
    assertThat(first.bucket()).isZero();
    assertThat(first.summary().symbols()).isEqualTo(2);
    assertThat(first.summary().furthest())
        .extracting(MarketAlert.Member::symbol)
        .containsExactly("A", "B");
    MarketAlert.Member a = first.summary().furthest().get(0);
    assertThat(a.logReturn()).isEqualTo(0.004);
    assertThat(a.move()).isEqualTo(0.004 / Math.sqrt(2e-6));
    assertThat(a.score()).isEqualTo(2 - Math.log10(2));
  }

  @Test
  void givesTheGroupsFirstAndAllLast() {
    buckets =
        new MarketBuckets(
            new MarketSettings(
                MarketSettings.DEFAULT.bucket(),
                new MarketGroups(Map.of("A", List.of("tech", "mega"))),
                MarketSettings.DEFAULT.policy(),
                2,
                MarketSettings.DEFAULT.idle()));
    tick("A", 1, 0.001);
    tick("B", 2, 0.001);
    tick("B", 61, 0.001);

    assertThat(given).extracting(Given::group).containsExactly("mega", "tech", "all");
    assertThat(given).extracting(of -> of.summary().symbols()).containsExactly(1, 1, 2);
  }

  @Test
  void leavesOutWhatComesLate() {
    tick("A", 1, 0.001);
    tick("A", 61, 0.001);
    tick("B", 59, 0.001);
    tick("C", 62, 0.001, true);
    tick("A", 121, 0.001);

    assertThat(given).extracting(Given::bucket).containsExactly(0L, 60L);
    assertThat(given).extracting(of -> of.summary().symbols()).containsExactly(1, 1);
  }

  @Test
  void leavesABucketThatOnlyOneWrongClockIsIn() {
    long year = 365L * 24 * 3600;
    tick("A", 1, 0.001);
    tick("B", 2, 0.001);
    tick("A", year, 0.001);
    for (int second = 3; second < 200; second++) {
      tick("B", second, 0.001);
      tick("C", second, 0.001);
      tick("A", year + second * 120L, 0.001);
    }

    assertThat(given).extracting(Given::bucket).filteredOn(at -> at < year).contains(0L, 60L, 120L);
    assertThat(given)
        .filteredOn(of -> of.bucket() == 120)
        .allSatisfy(of -> assertThat(of.summary().symbols()).isEqualTo(2));
  }

  @Test
  void followsAFarJumpThatOthersMakeToo() {
    tick("A", 1, 0.001);
    for (int second = 100_000; second < 100_200; second++) {
      tick("A", second, 0.001);
      tick("B", second, 0.001);
    }
    tick("C", 2, 0.001);
    tick("B", 100_300, 0.001);

    assertThat(given).extracting(Given::bucket).startsWith(0L).doesNotHaveDuplicates();
    assertThat(given.subList(1, given.size()))
        .isNotEmpty()
        .allSatisfy(of -> assertThat(of.bucket()).isGreaterThanOrEqualTo(99_960))
        .allSatisfy(of -> assertThat(of.summary().symbols()).isEqualTo(2));
  }

  @Test
  void goesOnFromWhatIsStored() {
    tick("A", 1, 0.001);
    tick("B", 2, -0.003);
    assertThat(buckets.changed()).isTrue();
    byte[] stored = buckets.toBytes();
    assertThat(buckets.changed()).isFalse();
    tick("B", 3, -0.003);
    assertThat(buckets.changed()).as("only the symbol has changed").isFalse();

    buckets = new MarketBuckets(MarketSettings.DEFAULT, stored);
    moves.forEach(buckets::know);
    tick("C", 61, 0.001);

    assertThat(given).hasSize(1);
    assertThat(given.get(0).summary().symbols()).isEqualTo(2);
    assertThat(given.get(0).summary().furthest().get(0).logReturn()).isEqualTo(-0.006);
  }
}
