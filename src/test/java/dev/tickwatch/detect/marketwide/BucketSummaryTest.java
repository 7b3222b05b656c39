package dev.tickwatch.detect.marketwide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.detect.marketwide.MarketAlert.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BucketSummaryTest {

  private static List<Member> members(int count, long seed) {
    Random random = new Random(seed);
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double move = random.nextGaussian() * 2;
      members.add(new Member("SYM" + i, -Math.log10(random.nextDouble()), move, move * 0.003));
    }
    return members;
  }

  private static BucketSummary of(List<Member> members) {
    BucketSummary summary = new BucketSummary();
    members.forEach(summary::add);
    return summary;
  }

  @Test
  void isTheSameInWhateverOrderAndPartsSymbolsCome() {
    List<Member> members = members(500, 1);
    byte[] expected = of(members).toBytes();
    Random random = new Random(2);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(members, random);
      int first = random.nextInt(members.size());
      int second = first + random.nextInt(members.size() - first);
      BucketSummary joined = of(members.subList(second, members.size()));
      joined.merge(BucketSummary.fromBytes(of(members.subList(0, first)).toBytes()));
      joined.merge(of(members.subList(first, second)));

      assertThat(joined.toBytes()).isEqualTo(expected);
    }
  }

  @Test
  void hasMeansAndMediansOfAllAndTheNamesOfTheFurthest() {
    List<Member> members = members(501, 3);
    double[] moves = members.stream().mapToDouble(Member::move).sorted().toArray();
    double[] returns = members.stream().mapToDouble(Member::logReturn).sorted().toArray();
    double mean =
        members.stream().mapToDouble(member -> Math.min(6, member.score())).average().orElseThrow();
    double size = Arrays.stream(returns).map(Math::abs).average().orElseThrow();

    BucketSummary summary = BucketSummary.fromBytes(of(members).toBytes());

    assertThat(summary.symbols()).isEqualTo(501);
    assertThat(summary.medianMove()).isCloseTo(moves[250], within(0.051));
    assertThat(summary.medianReturn())
        .isCloseTo(returns[250], within(0.03 * Math.abs(returns[250]) + 1e-7));
    assertThat(summary.meanScore()).isCloseTo(mean, within(1e-5));
    assertThat(summary.meanReturnSize()).isCloseTo(size, within(1e-8));
    assertThat(summary.beyond().get(0))
        .isEqualTo((int) members.stream().filter(member -> member.score() >= 1).count());
    assertThat(summary.furthest()).hasSize(BucketSummary.MOST_NAMED);
    assertThat(Math.abs(summary.furthest().get(0).move()))
        .isEqualTo(Math.max(-moves[0], moves[500]));
  }

  @Test
  void ofTwoSymbolsTheMedianLiesBetween() {
    BucketSummary summary = of(List.of(new Member("A", 0, -4, -0.01), new Member("B", 0, 2, 0.01)));

    assertThat(summary.medianMove()).isCloseTo(-1, within(1e-9));
    assertThat(summary.medianReturn()).isCloseTo(0, within(1e-9));
  }

  @Test
  void isBoundedHoweverManySymbolsThereAre() {
    assertThat(of(members(50_000, 4)).toBytes().length).isLessThan(6_000);
  }

  @Test
  void refusesWhatIsNoSummary() {
    byte[] bytes = of(members(3, 5)).toBytes();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> BucketSummary.fromBytes(Arrays.copyOf(bytes, bytes.length - 1)))
        .withMessageContaining("is damaged");
    bytes[0] = 99;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BucketSummary.fromBytes(bytes))
        .withMessageContaining("version 99");
  }
}
