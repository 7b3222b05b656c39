package dev.tickwatch.detect.marketwide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.detect.alert.Alert.Severity;
import dev.tickwatch.detect.alert.Alert.Status;
import dev.tickwatch.detect.alert.AlertPolicy;
import dev.tickwatch.detect.marketwide.MarketAlert.Member;
import dev.tickwatch.market.calendar.TradingCalendar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class MarketJudgeTest {
  private static final long MINUTE = 60_000_000;
  private static final TradingCalendar ALWAYS = TradingCalendar.named("24x7");
  private static final int SYMBOLS = 12;

  private final Map<String, byte[]> stored = new TreeMap<>();

  private final MarketStore store =
      new MarketStore() {
        @Override
        public void put(String key, byte[] value) {
          stored.put(key, value);
        }

        @Override
        public void delete(String key) {
          stored.remove(key);
        }

        @Override
        public void forEach(BiConsumer<String, byte[]> receiver) {
          Map.copyOf(stored).forEach(receiver);
        }
      };

  private static MarketSettings settings(double budget) {
    return new MarketSettings(
        Duration.ofMinutes(1),
        MarketGroups.NONE,
        new AlertPolicy(budget, 10),
        3,
        Duration.ofMinutes(1));
  }

  private static MarketJudge judge(int partitions, MarketStore store) {
    return new MarketJudge(settings(500), ALWAYS, partitions, store);
  }

  /**
   * What a partition tells of a minute: its symbols share half of their variance, and the market
   * jumps as it is told.
   */
  private static BucketSummary minute(int number, int partition, int partitions, double jump) {
    Random shared = new Random(number);
    double market = shared.nextGaussian() * 0.7 + jump;
    BucketSummary summary = new BucketSummary();
    for (int i = partition; i < SYMBOLS; i += partitions) {
      Random own = new Random(number * 1_000_003L + i);
      own.nextGaussian();
      double move = market + own.nextGaussian() * 0.7;
      double score = Math.max(0, Math.abs(move) * Math.abs(move) / 2 / Math.log(10));
      summary.add(new Member("SYM" + i, score, move, move * 0.001));
    }
    return summary;
  }

  private static double jumpAt(int minute) {
    return switch (minute) {
      case 1_200, 1_201 -> -6;
      case 1_600 -> 6;
      default -> 0;
    };
  }

  private static void tell(
      MarketJudge judge, int partition, int partitions, int minute, List<MarketAlert> alerts) {
    judge.take(
        partition,
        MarketGroups.ALL,
        minute * MINUTE,
        minute(minute, partition, partitions, jumpAt(minute)),
        alerts::add);
  }

  private static List<MarketAlert> alerts(int partitions, int minutes, IntUnaryOperator... ahead) {
    MarketJudge judge = judge(partitions, MarketStore.NONE);
    List<MarketAlert> alerts = new ArrayList<>();
    int[] next = new int[partitions];
    for (int turn = 0; turn < minutes * 3; turn++) {
      for (int partition = 0; partition < partitions; partition++) {
        int until = ahead.length == 0 ? turn : ahead[0].applyAsInt(turn * partitions + partition);
        while (next[partition] <= Math.min(until, minutes - 1)) {
          tell(judge, partition, partitions, next[partition]++, alerts);
        }
      }
    }
    return alerts;
  }

  @Test
  void tellsAMoveOfTheMarketOnceWithTheSymbolsThatMovedMost() {
    List<MarketAlert> alerts = alerts(1, 2_000);

    assertThat(alerts)
        .extracting(MarketAlert::status)
        .containsExactly(
            Status.OPENED, Status.UPDATED, Status.CLOSED, Status.OPENED, Status.CLOSED);
    MarketAlert update = alerts.get(1);
    assertThat(update.id()).isEqualTo("market/all/1970-01-01T20:00:00Z");
    assertThat(update.covers())
        .containsExactly("market/all/1970-01-01T20:00:00Z", "market/all/1970-01-01T20:01:00Z");
    assertThat(update.openedAtMicros()).isEqualTo(1_200 * MINUTE);
    assertThat(update.updatedAtMicros()).isEqualTo(1_201 * MINUTE);
    assertThat(update.peak().symbols()).isEqualTo(SYMBOLS);
    assertThat(update.peak().beyond().get(0)).isEqualTo(SYMBOLS);
    assertThat(update.peak().medianMove()).isBetween(-8.0, -4.0);
    assertThat(update.peak().medianReturn()).isCloseTo(-0.006, within(0.002));
    assertThat(update.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(update.members()).hasSize(SYMBOLS).allMatch(member -> member.move() < 0);
    assertThat(alerts.get(3).openedAtMicros()).isEqualTo(1_600 * MINUTE);
  }

  @Test
  void doesNotDependOnWhichPartitionIsAhead() {
    List<MarketAlert> expected = alerts(1, 1_700);
    Random random = new Random(7);
    for (int run = 0; run < 5; run++) {
      assertThat(alerts(3, 1_700, turn -> turn / 3 + random.nextInt(300) - 150))
          .hasSameSizeAs(expected)
          .isEqualTo(expected);
    }
  }

  @Test
  void goesOnFromItsStoreAtAnyMoment() {
    List<MarketAlert> expected = alerts(3, 1_700);
    List<MarketAlert> alerts = new ArrayList<>();
    for (int minute = 0; minute < 1_700; minute++) {
      for (int partition = 0; partition < 3; partition++) {
        MarketJudge judge = judge(3, store);
        tell(judge, partition, 3, minute, alerts);
      }
    }

    assertThat(alerts).isEqualTo(expected);
    assertThat(stored.keySet()).containsExactly("history/all", "partitions");
  }

  @Test
  void waitsForAPartitionUntilItIsLeftOutAndTakesItInAgain() {
    MarketJudge judge = judge(2, store);
    List<MarketAlert> alerts = new ArrayList<>();
    for (int minute = 0; minute <= 1_250; minute++) {
      tell(judge, 0, 2, minute, alerts);
    }
    assertThat(alerts).isEmpty();
    assertThat(judge.waitsFor(0)).isFalse();
    assertThat(judge.waitsFor(1)).isTrue();

    judge.leaveOut(1, alerts::add);

    assertThat(judge.waitsFor(1)).isFalse();
    assertThat(alerts)
        .extracting(MarketAlert::status)
        .containsExactly(Status.OPENED, Status.UPDATED, Status.CLOSED);
    assertThat(alerts.get(0).peak().partitionsLeftOut()).isOne();
    assertThat(alerts.get(0).peak().symbols()).isEqualTo(SYMBOLS / 2);
    assertThat(judge.lost()).isZero();
    tell(judge, 1, 2, 1_250, alerts);
    assertThat(judge.lost()).as("its symbols").isEqualTo(SYMBOLS / 2);
    MarketJudge again = judge(2, store);
    again.take(0, MarketGroups.ALL, 1_251 * MINUTE, minute(1_251, 0, 2, 0), alerts::add);
    assertThat(again.waitsFor(1)).as("heard again, and so waited for").isTrue();
  }

  @Test
  void keepsNoMoreBucketsWaitingThanItMay() {
    MarketJudge judge = judge(2, store);
    List<MarketAlert> alerts = new ArrayList<>();
    for (int minute = 0; minute <= MarketJudge.MOST_WAITING + 1_300; minute++) {
      tell(judge, 0, 2, minute, alerts);
    }

    assertThat(stored).hasSizeLessThanOrEqualTo(MarketJudge.MOST_WAITING + 2);
    assertThat(alerts).extracting(MarketAlert::status).startsWith(Status.OPENED, Status.UPDATED);
  }

  @Test
  void opensNoMoreAlertsOnACalmMarketThanItsBudgetGrants() {
    int opened = 0;
    int minutes = 30_000;
    MarketJudge judge = judge(1, MarketStore.NONE);
    List<MarketAlert> alerts = new ArrayList<>();
    for (int minute = 0; minute < minutes; minute++) {
      judge.take(0, MarketGroups.ALL, minute * MINUTE, minute(minute, 0, 1, 0), alerts::add);
    }
    for (MarketAlert alert : alerts) {
      opened += alert.status() == Status.OPENED ? 1 : 0;
    }

    assertThat(opened).isLessThanOrEqualTo(minutes / 500);
  }

  @Test
  void judgesNoMarketOfTooFewSymbols() {
    MarketJudge judge = judge(1, MarketStore.NONE);
    List<MarketAlert> alerts = new ArrayList<>();
    for (int minute = 0; minute < 1_000; minute++) {
      BucketSummary two = new BucketSummary();
      two.add(new Member("A", 9, 9, 0.1));
      two.add(new Member("B", 9, 9, 0.1));
      judge.take(0, MarketGroups.ALL, minute * MINUTE, two, alerts::add);
    }

    assertThat(alerts).isEmpty();
  }

  @Test
  void acceptsWhatWillNotEnd() {
    MarketJudge judge = judge(1, MarketStore.NONE);
    List<MarketAlert> alerts = new ArrayList<>();
    for (int minute = 0; minute < 2_000; minute++) {
      BucketSummary all = new BucketSummary();
      for (int i = 0; i < SYMBOLS; i++) {
        all.add(new Member("SYM" + i, minute < 1_000 ? 0.4 : 5, 0, 0));
      }
      judge.take(0, MarketGroups.ALL, minute * MINUTE, all, alerts::add);
    }

    assertThat(alerts).extracting(MarketAlert::status).contains(Status.ACCEPTED);
    assertThat(alerts.get(alerts.size() - 1).updatedAtMicros()).isLessThan(1_500 * MINUTE);
    assertThat(alerts.get(0).peak().statistic()).isEqualTo("scores");
  }
}
