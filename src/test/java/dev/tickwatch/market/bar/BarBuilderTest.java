package dev.tickwatch.market.bar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.state.StoredCopy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BarBuilderTest {
  private static final long SECOND = 1_000_000;
  private static final long MINUTE = 60 * SECOND;

  /** A Wednesday, 13:00 New York time. */
  private static final long NOON = micros("2024-05-15T17:00:00Z");

  private static final double NONE = Double.NaN;

  private final List<Tick> bars = new ArrayList<>();

  private static BarRules rules(String size, Duration grace, EmptyBars emptyBars) {
    return new BarRules(BarSize.parse(size), TradingCalendar.named("xnys"), grace, emptyBars);
  }

  private static BarBuilder minutes(Duration grace) {
    return new BarBuilder("ACME", rules("1m", grace, EmptyBars.SKIP));
  }

  private static Tick tick(long seconds, double price, double size) {
    return Tick.of("ACME", NOON + seconds * SECOND, price, size);
  }

  private boolean add(BarBuilder builder, Tick tick) {
    return builder.add(tick, bars::add);
  }

  @Test
  void aBarHasCloseRangeAndVolumeAndEndsWithItsLastMicrosecond() {
    BarBuilder builder = minutes(Duration.ZERO);
    add(builder, tick(0, 10, 1));
    add(builder, tick(20, 12, 2));
    add(builder, tick(40, 9, 3));
    add(builder, new Tick("ACME", NOON + MINUTE - 1, 11, 4, 10.5, 11.5, "X", "F"));
    assertThat(bars).isEmpty();

    add(builder, tick(60, 50, 100));

    assertThat(bars)
        .containsExactly(
            new Tick("ACME", NOON + MINUTE - 1, 11, 10, 12, 9, 10.5, 11.5, null, null));
  }

  @Test
  void theCloseIsTheLastPriceByEventTimeAndOfTheSameTimeTheLastToCome() {
    BarBuilder builder = minutes(Duration.ofSeconds(30));
    add(builder, tick(50, 11, 1));
    add(builder, tick(50, 12, 1));
    add(builder, tick(49, 13, 1));
    add(builder, tick(90, 20, 1));

    assertThat(bars).containsExactly(Tick.bar("ACME", NOON + MINUTE - 1, 12, 3, 13, 11));
  }

  @Test
  void barsOfBarsKeepTheirRange() {
    BarBuilder builder = minutes(Duration.ZERO);
    add(builder, Tick.bar("ACME", NOON + SECOND - 1, 10, 5, 14, 7));
    add(builder, tick(30, 11, 1));
    add(builder, tick(60, 11, 1));

    assertThat(bars).containsExactly(Tick.bar("ACME", NOON + MINUTE - 1, 11, 6, 14, 7));
  }

  @Test
  void staysOpenForTheGraceAndTakesLateTicksMeanwhile() {
    BarBuilder builder = minutes(Duration.ofSeconds(10));
    add(builder, tick(30, 10, 1));
    add(builder, tick(69, 20, 1));
    assertThat(add(builder, tick(59, 11, 1))).isTrue();
    assertThat(bars).isEmpty();

    add(builder, tick(70, 21, 1));

    assertThat(bars).containsExactly(Tick.bar("ACME", NOON + MINUTE - 1, 11, 2, 11, 10));
  }

  @Test
  void refusesATickOfAClosedBarAndStaysAsItWas() {
    BarBuilder builder = minutes(Duration.ZERO);
    add(builder, tick(30, 10, 1));
    add(builder, tick(60, 11, 1));
    byte[] before = StoredCopy.bytes(builder::visit);

    assertThat(add(builder, tick(59, 12, 1))).isFalse();
    assertThat(add(builder, tick(-3600, 12, 1))).isFalse();

    assertThat(StoredCopy.bytes(builder::visit)).isEqualTo(before);
    assertThat(bars).hasSize(1);
  }

  @Test
  void closesByTheTimeOfOthersToo() {
    BarBuilder builder = minutes(Duration.ofSeconds(5));
    add(builder, tick(30, 10, 1));
    builder.advanceTo(NOON + 65 * SECOND - 1, bars::add);
    assertThat(bars).isEmpty();

    builder.advanceTo(NOON + 65 * SECOND, bars::add);

    assertThat(bars).hasSize(1);
    assertThat(add(builder, tick(40, 10, 1))).isFalse();
  }

  @Test
  void skipsEmptyBarsUnlessToldOtherwise() {
    BarBuilder builder = minutes(Duration.ZERO);
    add(builder, tick(0, 10, 1));
    add(builder, tick(600, 11, 1));
    add(builder, tick(660, 12, 1));

    assertThat(bars)
        .extracting(Tick::eventTimeMicros)
        .containsExactly(NOON + MINUTE - 1, NOON + 11 * MINUTE - 1);
  }

  @Test
  void fillsEmptyBarsOfTheRegularSessionOnly() {
    BarBuilder builder = new BarBuilder("ACME", rules("1h", Duration.ZERO, EmptyBars.FILL));
    add(builder, tick(0, 10, 7)); // 13:00, the bar to 14:00
    add(builder, Tick.of("ACME", micros("2024-05-16T15:30:00Z"), 11, 1)); // 11:30 the next day

    assertThat(bars)
        .containsExactly(
            Tick.bar("ACME", micros("2024-05-15T18:00:00Z") - 1, 10, 7, 10, 10),
            Tick.bar("ACME", micros("2024-05-15T19:00:00Z") - 1, 10, 0, 10, 10),
            Tick.bar("ACME", micros("2024-05-15T20:00:00Z") - 1, 10, 0, 10, 10),
            // The hour in which the session opens.
            Tick.bar("ACME", micros("2024-05-16T14:00:00Z") - 1, 10, 0, 10, 10),
            Tick.bar("ACME", micros("2024-05-16T15:00:00Z") - 1, 10, 0, 10, 10));
  }

  @Test
  void fillsTheGapBeforeTheNextBarInOrder() {
    BarBuilder builder =
        new BarBuilder("ACME", rules("1m", Duration.ofSeconds(150), EmptyBars.FILL));
    add(builder, tick(0, 10, 1));
    add(builder, tick(180, 11, 1));
    add(builder, tick(400, 12, 1));

    assertThat(bars)
        .extracting(Tick::eventTimeMicros)
        .containsExactly(
            NOON + MINUTE - 1, NOON + 2 * MINUTE - 1, NOON + 3 * MINUTE - 1, NOON + 4 * MINUTE - 1);
    assertThat(bars).extracting(Tick::size).containsExactly(1.0, 0.0, 0.0, 1.0);
  }

  @Test
  void fillsNoMoreThanAThousandBarsOfAGap() {
    BarBuilder builder = new BarBuilder("ACME", rules("1s", Duration.ZERO, EmptyBars.FILL));
    add(builder, tick(0, 10, 1));
    add(builder, Tick.of("ACME", micros("2031-05-15T17:00:00Z"), 11, 1));
    assertThat(bars).hasSize(1 + BarBuilder.MOST_FILLED);

    add(builder, Tick.of("ACME", micros("2031-05-15T17:00:03Z"), 12, 1));

    assertThat(bars).hasSize(1 + BarBuilder.MOST_FILLED + 3);
  }

  @Test
  void fillsNothingBehindTheYearsOfTheCalendar() {
    BarBuilder builder = new BarBuilder("ACME", rules("1h", Duration.ZERO, EmptyBars.FILL));
    add(builder, Tick.of("ACME", micros("2200-01-02T17:00:00Z"), 10, 1));
    add(builder, Tick.of("ACME", micros("2200-01-05T17:00:00Z"), 11, 1));

    assertThat(bars).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void anyOrderWithinTheGraceGivesTheBarsOfSortedTicks(EmptyBars emptyBars) {
    for (int seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Duration grace = Duration.ofSeconds(random.nextInt(1, 200));
      List<Tick> sorted = walk(random, 300);
      BarRules rules = rules("1m", grace, emptyBars);

      assertThat(barsOf(rules, shuffledWithin(grace, sorted, random), 0))
          .as("seed %d", seed)
          .isEqualTo(barsOf(rules, sorted, 0));
    }
  }

  @ParameterizedTest
  @EnumSource
  void writingAndReadingItsStateAtAnyTickChangesNothing(EmptyBars emptyBars) {
    for (int seed = 0; seed < 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Duration grace = Duration.ofSeconds(random.nextInt(200));
      List<Tick> ticks = shuffledWithin(Duration.ofMinutes(5), walk(random, 300), random);
      BarRules rules = rules("1m", grace, emptyBars);

      assertThat(barsOf(rules, ticks, 1)).isEqualTo(barsOf(rules, ticks, 0));
      assertThat(barsOf(rules, ticks, 7)).isEqualTo(barsOf(rules, ticks, 0));
    }
  }

  @Test
  void everyTickIsInOneBarOrRefused() {
    for (int seed = 0; seed < 100; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Tick> ticks = shuffledWithin(Duration.ofSeconds(90), walk(random, 300), random);
      BarBuilder builder = minutes(Duration.ofSeconds(20));
      Map<Long, double[]> taken = new HashMap<>(); // by minute: volume, high, low
      bars.clear();
      int refused = 0;
      for (Tick tick : ticks) {
        if (add(builder, tick)) {
          double[] sums =
              taken.computeIfAbsent(
                  Math.floorDiv(tick.eventTimeMicros(), MINUTE),
                  minute -> new double[] {0, 0, Double.MAX_VALUE});
          sums[0] += tick.size();
          sums[1] = Math.max(sums[1], tick.price());
          sums[2] = Math.min(sums[2], tick.price());
        } else {
          refused++;
        }
      }
      builder.advanceTo(NOON + 1_000_000 * SECOND, bars::add);

      assertThat(refused).as("seed %d", seed).isBetween(1, 150);
      assertThat(bars).hasSameSizeAs(taken.keySet());
      assertThat(bars).extracting(Tick::eventTimeMicros).isSorted();
      for (Tick bar : bars) {
        assertThat(taken.get(Math.floorDiv(bar.eventTimeMicros(), MINUTE)))
            .containsExactly(bar.size(), bar.high(), bar.low());
        assertThat(bar.price()).isBetween(bar.low(), bar.high());
      }
    }
  }

  @Test
  void aGraceOfTooManyBarsIsRefused() {
    assertThatThrownBy(() -> rules("1s", Duration.ofHours(1), EmptyBars.SKIP))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1s")
        .hasMessageContaining("PT16M40S");
    assertThatThrownBy(() -> rules("1s", Duration.ofSeconds(-1), EmptyBars.SKIP))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Ticks with times of their own and sizes that sum up exactly; a long gap now and then. */
  private static List<Tick> walk(SplittableRandom random, int count) {
    List<Tick> ticks = new ArrayList<>();
    long time = NOON;
    double price = 100;
    for (int i = 0; i < count; i++) {
      time += 1 + random.nextLong(random.nextInt(50) == 0 ? 2000 * SECOND : 20 * SECOND);
      price *= Math.exp(1e-3 * random.nextDouble(-1, 1));
      ticks.add(
          new Tick("ACME", time, price, random.nextInt(100) / 8.0, price - 1, NONE, null, null));
    }
    return ticks;
  }

  /** Delays each tick by up to the grace. */
  private static List<Tick> shuffledWithin(
      Duration grace, List<Tick> ticks, SplittableRandom random) {
    long most = grace.toNanos() / 1000;
    long[] arrival =
        ticks.stream().mapToLong(t -> t.eventTimeMicros() + random.nextLong(most + 1)).toArray();
    return IntStream.range(0, ticks.size())
        .boxed()
        .sorted(Comparator.comparingLong(i -> arrival[i]))
        .map(ticks::get)
        .toList();
  }

  /**
   * @param every after so many ticks the state is written and read; never for 0
   */
  private static List<Tick> barsOf(BarRules rules, List<Tick> ticks, int every) {
    List<Tick> bars = new ArrayList<>();
    BarBuilder builder = new BarBuilder("ACME", rules);
    int count = 0;
    for (Tick tick : ticks) {
      builder.add(tick, bars::add);
      if (every > 0 && ++count % every == 0) {
        BarBuilder read = new BarBuilder("ACME", rules);
        StoredCopy.of(builder::visit, read::visit);
        builder = read;
      }
    }
    builder.advanceTo(NOON + 1_000_000 * SECOND, bars::add);
    return bars;
  }

  private static long micros(String instant) {
    return Instant.parse(instant).getEpochSecond() * 1_000_000;
  }
}
