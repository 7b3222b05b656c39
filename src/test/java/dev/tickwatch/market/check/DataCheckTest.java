package dev.tickwatch.market.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.state.StateReader;
import dev.tickwatch.state.StoredCopy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DataCheckTest {
  private static final TradingCalendar NYSE = TradingCalendar.named("xnys");
  private static final DataCheck CHECK =
      new DataCheck(DataCheckSettings.DEFAULT, NYSE, SeriesKind.PRICE);

  /** A Monday in summer: 10:00 in New York. */
  private static final long MORNING = micros("2024-06-03T14:00:00Z");

  private static final long SECOND = 1_000_000;

  /** One basis point a tick. */
  private static final double VOLATILITY = 1e-4;

  private DataCheckState state = new DataCheckState();
  private double price = 190.42;
  private long time = MORNING;
  private double size = 100;
  private int repeats;

  private static long micros(String time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
  }

  private Set<DataIssue> see(Tick tick, double volatility, boolean sessionBreak) {
    repeats = tick.price() == price && tick.size() == size && state.ticks > 0 ? repeats + 1 : 0;
    double change = state.ticks == 0 ? 0 : Math.log(tick.price() / price);
    int flags =
        CHECK.alone(tick)
            | CHECK.next(
                state, tick, new DataCheck.Move(change, volatility, sessionBreak), repeats);
    price = tick.price();
    size = tick.size();
    time = tick.eventTimeMicros();
    List<DataIssue> reasons = DataIssue.of(flags);
    return reasons.isEmpty() ? Set.of() : EnumSet.copyOf(reasons);
  }

  private Set<DataIssue> see(double nextPrice) {
    return see(Tick.of("ACME", time + 2 * SECOND, nextPrice, size + 1), VOLATILITY, false);
  }

  private Set<DataIssue> seeAfterClose(double nextPrice, double volatility) {
    Tick open = Tick.of("ACME", micros("2024-06-04T13:30:00Z"), nextPrice, 40_000);
    return see(open, volatility, true);
  }

  /** Trades a few seconds apart, some at once, prices in cents, round lots. */
  private Set<DataIssue> calm(int ticks, long seed) {
    Random random = new Random(seed);
    Set<DataIssue> all = EnumSet.noneOf(DataIssue.class);
    double mid = price;
    for (int i = 0; i < ticks; i++) {
      mid *= Math.exp(VOLATILITY * random.nextGaussian());
      long gap = (long) (-2.5 * SECOND * Math.log(1 - random.nextDouble()));
      Tick tick =
          Tick.of("ACME", time + gap, Math.round(mid * 100) / 100.0, 100 * (1 + random.nextInt(6)));
      all.addAll(see(tick, VOLATILITY, false));
    }
    return all;
  }

  @Test
  void findsNothingInAnHourOfCalmTrades() {
    for (long seed = 0; seed < 20; seed++) {
      state = new DataCheckState();
      time = MORNING;
      price = 190.42;
      assertThat(calm(1_500, seed)).as("seed " + seed).isEmpty();
    }
  }

  @Test
  void aCrossedQuoteIsOneWhoseBidIsAboveItsAsk() {
    assertThat(CHECK.alone(quoted(190.45, 190.42))).isEqualTo(flag(DataIssue.CROSSED_QUOTE));
    assertThat(CHECK.alone(quoted(190.42, 190.42))).isZero();
    assertThat(CHECK.alone(quoted(190.42, Double.NaN))).isZero();
  }

  private static Tick quoted(double bid, double ask) {
    return new Tick("ACME", MORNING, 190.42, 100, bid, ask, null, null);
  }

  private static int flag(DataIssue reason) {
    return reason.flag();
  }

  @Test
  void knowsOffMarketConditionsByCodeOrWord() {
    int offMarket = flag(DataIssue.OFF_MARKET_CONDITION);

    assertThat(CHECK.alone(sold("@,Z"))).isEqualTo(offMarket);
    assertThat(CHECK.alone(sold("Average Price Trade, Odd Lot Trade"))).isEqualTo(offMarket);
    assertThat(CHECK.alone(sold("4"))).isEqualTo(offMarket);
    assertThat(CHECK.alone(sold("Regular Sale, Intermarket Sweep"))).isZero();
    assertThat(CHECK.alone(sold("@F, I"))).isZero();
  }

  private static Tick sold(String conditions) {
    return new Tick("ACME", MORNING, 190.42, 100, Double.NaN, Double.NaN, "Q", conditions);
  }

  @Test
  void namesAStrayPrintWhenTheNextTickUndoesIt() {
    calm(100, 1);
    double usual = price;

    assertThat(see(usual * 1.012)).isEmpty();
    assertThat(see(usual + 0.01)).containsExactly(DataIssue.STRAY_PRINT);
    assertThat(see(usual)).isEmpty();
  }

  @Test
  void aJumpThatStaysIsNoStrayPrint() {
    calm(100, 1);
    double usual = price;

    assertThat(see(usual * 1.012)).isEmpty();
    assertThat(see(usual * 1.0118)).isEmpty();
    assertThat(see(usual * 1.006)).isEmpty(); // half of it undone
  }

  @Test
  void aDecimalShiftIsTenOrAHundredTimesThePriceOrThatPartOfIt() {
    for (double factor : new double[] {10, 0.1, 100, 0.01}) {
      state = new DataCheckState();
      calm(100, 2);
      double usual = price;
      assertThat(see(usual * factor * 1.0003))
          .as("factor " + factor)
          .containsExactly(DataIssue.DECIMAL_SHIFT);
      assertThat(see(usual)).as("back").containsExactly(DataIssue.STRAY_PRINT);
      price = usual;
    }
    for (double factor : new double[] {8, 1 / 12.0, 120, 1.9}) {
      state = new DataCheckState();
      calm(100, 2);
      assertThat(see(price * factor)).as("factor " + factor).isEmpty();
      price = 190.42;
    }
  }

  @Test
  void namesASplitOverAClosedMarketOnly() {
    calm(100, 3);
    double close = price;
    byte[] atClose = StoredCopy.bytes(state::visit);

    assertThat(seeAfterClose(close / 4 * 1.012, 0.012)).containsExactly(DataIssue.SPLIT_LIKE_RATIO);

    for (double ratio : new double[] {1 / 20.0, 1 / 7.0, 1 / 3.0, 0.5, 2 / 3.0, 5, 20}) {
      back(atClose, close);
      assertThat(seeAfterClose(close * ratio * 0.99, 0.012))
          .as("ratio " + ratio)
          .containsExactly(DataIssue.SPLIT_LIKE_RATIO);
    }
    back(atClose, close);
    assertThat(see(close / 2)).as("within a session").isEmpty();
  }

  @Test
  void namesASplitOfASymbolThatIsNew() {
    calm(9, 3);
    double close = price;
    byte[] atClose = StoredCopy.bytes(state::visit);
    assertThat(seeAfterClose(close / 2, 0.012)).as("too few ticks to tell").isEmpty();

    back(atClose, close);
    calm(3, 4);
    assertThat(seeAfterClose(price / 2 * 1.007, 0.012)).containsExactly(DataIssue.SPLIT_LIKE_RATIO);
  }

  @Test
  void largerRatiosMayBeFurtherOffWhereTheMarketMoves() {
    calm(100, 3);
    double close = price;
    byte[] atClose = StoredCopy.bytes(state::visit);

    assertThat(seeAfterClose(close * 10 * 0.935, 0.05)).contains(DataIssue.SPLIT_LIKE_RATIO);
    back(atClose, close);
    assertThat(seeAfterClose(close * 10 * 0.935, 0.01)).as("a calm symbol").isEmpty();
    back(atClose, close);
    assertThat(seeAfterClose(close * 1.5 * 0.96, 0.03)).as("a takeover").isEmpty();
    back(atClose, close);
    assertThat(seeAfterClose(close * 1.5 * 0.985, 0.03))
        .containsExactly(DataIssue.SPLIT_LIKE_RATIO);
  }

  @Test
  void tenForOneOverAClosedMarketMayBeEither() {
    calm(100, 3);

    assertThat(seeAfterClose(price / 10, 0.012))
        .containsExactlyInAnyOrder(DataIssue.SPLIT_LIKE_RATIO, DataIssue.DECIMAL_SHIFT);
  }

  @Test
  void aBadNightIsNoSplit() {
    calm(100, 3);
    double close = price;
    byte[] atClose = StoredCopy.bytes(state::visit);

    assertThat(seeAfterClose(close * 0.75, 0.012)).isEmpty();
    back(atClose, close);
    assertThat(seeAfterClose(close * 0.9, 0.012)).isEmpty();
    back(atClose, close);
    assertThat(seeAfterClose(close * 0.5, 0.12)).as("volatile enough").isEmpty();
  }

  private void back(byte[] stored, double closePrice) {
    state = new DataCheckState();
    state.visit(new StateReader(stored));
    price = closePrice;
  }

  @Test
  void namesADuplicateBurst() {
    calm(300, 4);
    List<Set<DataIssue>> seen = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      seen.add(see(Tick.of("ACME", time, price, size), VOLATILITY, false));
    }

    assertThat(seen.subList(0, 3)).containsOnly(Set.of());
    assertThat(seen.subList(3, 8)).containsOnly(Set.of(DataIssue.DUPLICATE_BURST));
  }

  @Test
  void feedThatUsuallyRepeatsMayRepeat() {
    Random random = new Random(5);
    Set<DataIssue> all = EnumSet.noneOf(DataIssue.class);
    for (int i = 0; i < 3_000; i++) {
      double next = random.nextInt(10) < 7 ? price : price + (random.nextBoolean() ? 0.01 : -0.01);
      Set<DataIssue> reasons = see(Tick.of("ACME", time + SECOND, next, 100), VOLATILITY, false);
      all.addAll(i < 200 ? Set.of() : reasons); // it takes some runs to know what is usual
    }

    assertThat(all).isEmpty();
  }

  @Test
  void barsThatWereFilledAreNoDuplicates() {
    calm(100, 6);
    Set<DataIssue> all = EnumSet.noneOf(DataIssue.class);
    for (int i = 0; i < 50; i++) {
      all.addAll(see(Tick.of("ACME", time + SECOND, price, 0), VOLATILITY, false));
    }

    assertThat(all).isEmpty();
  }

  @Test
  void namesAGapWithinASession() {
    calm(200, 7);

    Tick late = Tick.of("ACME", time + 300 * SECOND, price + 0.01, 100);
    assertThat(see(late, VOLATILITY, false)).containsExactly(DataIssue.GAP_IN_FEED);
  }

  @Test
  void aNightIsNoGapInTheFeed() {
    calm(200, 7);

    assertThat(seeAfterClose(price * 1.002, 0.012)).isEmpty();
  }

  @Test
  void aGapThatIsUsualForItsSymbolIsNone() {
    for (int i = 0; i < 40; i++) {
      price += 0.01;
      assertThat(see(Tick.of("THIN", time + 240 * SECOND, price, 100 + i), VOLATILITY, false))
          .isEmpty();
    }
    assertThat(see(Tick.of("THIN", time + 900 * SECOND, price, 100), VOLATILITY, false)).isEmpty();
    assertThat(see(Tick.of("THIN", time + 1500 * SECOND, price, 100), VOLATILITY, false))
        .containsExactly(DataIssue.GAP_IN_FEED);
  }

  @Test
  void feedIsStaleWhenTheMarketIsOpenAndNothingComesForLong() {
    calm(200, 8);

    assertThat(CHECK.isStale(state, time + 30 * SECOND)).isFalse();
    assertThat(CHECK.isStale(state, time + 300 * SECOND)).isTrue();
  }

  @Test
  void feedIsNotStaleWhileTheMarketIsClosed() {
    time = micros("2024-06-03T19:50:00Z");
    calm(100, 8); // some four minutes of it
    assertThat(time).isLessThan(micros("2024-06-03T19:59:00Z"));

    assertThat(CHECK.isStale(state, micros("2024-06-03T22:00:00Z"))).isFalse();
    assertThat(CHECK.isStale(state, micros("2024-06-04T12:00:00Z"))).isFalse();
  }

  @Test
  void symbolMayOpenMinutesAfterItsMarket() {
    time = micros("2024-06-03T19:50:00Z");
    calm(150, 9);
    time = micros("2024-06-03T19:59:58Z");
    see(Tick.of("ACME", time, price, 100), VOLATILITY, false);

    assertThat(CHECK.isStale(state, micros("2024-06-04T13:33:00Z"))).isFalse();
    assertThat(CHECK.isStale(state, micros("2024-06-04T13:36:00Z"))).isTrue();
  }

  @Test
  void judgesNothingByGapsThatItHasNotSeen() {
    calm(10, 10);

    assertThat(CHECK.isStale(state, time + 3_000 * SECOND)).isFalse();
  }

  @Test
  void codesAreStable() {
    assertThat(DataIssue.values())
        .extracting(DataIssue::code)
        .containsExactly(
            "stray_print",
            "stale_feed",
            "duplicate_burst",
            "crossed_quote",
            "off_market_condition",
            "decimal_shift",
            "split_like_ratio",
            "gap_in_feed");
    for (DataIssue reason : DataIssue.values()) {
      assertThat(DataIssue.ofCode(reason.code())).contains(reason);
      assertThat(DataIssue.of(reason.flag())).containsExactly(reason);
    }
    assertThat(DataIssue.ofCode("sunspots")).isEmpty();
  }

  @Test
  void shorterSilencesCanBeAskedFor() {
    DataCheck strict =
        new DataCheck(
            new DataCheckSettings(Set.of(), 1.5, Duration.ofSeconds(10)), NYSE, SeriesKind.PRICE);
    calm(200, 8);

    assertThat(strict.isStale(state, time + 40 * SECOND)).isTrue();
    assertThat(strict.alone(sold("Z"))).isZero();
  }
}
