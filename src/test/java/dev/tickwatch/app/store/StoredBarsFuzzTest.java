package dev.tickwatch.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.Edits;
import dev.tickwatch.FuzzCorpus;
import dev.tickwatch.market.bar.BarBuilder;
import dev.tickwatch.market.bar.BarRules;
import dev.tickwatch.market.bar.BarSize;
import dev.tickwatch.market.bar.EmptyBars;
import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Damaged stored bars: an input is {@link Edits} of valid ones. */
public class StoredBarsFuzzTest {
  private static final BarRules RULES =
      new BarRules(
          BarSize.parse("1m"),
          TradingCalendar.named("xnys"),
          Duration.ofMinutes(10),
          EmptyBars.FILL);
  private static final StoredBars STORED = new StoredBars(RULES, SeriesKind.PRICE);
  private static final List<Tick> TICKS = ArithmeticScorer.walk("ACME", 3_000, 5);
  private static final byte[] VALID = valid();

  private static byte[] valid() {
    BarBuilder builder = new BarBuilder("ACME", RULES);
    TICKS.subList(0, 2_000).forEach(tick -> builder.add(tick, bar -> {}));
    return STORED.write(builder);
  }

  /** Damaged bars are refused, or they take ticks, close in bounded numbers and can be stored. */
  public static void fuzzerTestOneInput(byte[] input) {
    byte[] stored = Edits.applied(VALID, input);
    BarBuilder builder;
    try {
      builder = STORED.read("ACME", stored);
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).contains("ACME").hasSizeLessThan(2_000);
      return;
    }
    assertThat(STORED.write(builder)).hasSizeLessThanOrEqualTo(stored.length);
    List<Tick> bars = new ArrayList<>();
    for (Tick tick : TICKS.subList(2_000, 2_010)) {
      builder.add(tick, bars::add);
    }
    assertThat(bars).hasSizeLessThan((stored.length + 8) * BarBuilder.MOST_FILLED);
    STORED.read("ACME", STORED.write(builder));
  }

  @Test
  void holdsForTheCorpusAndItsMutations() {
    FuzzCorpus.replay(StoredBarsFuzzTest.class, 1_000, StoredBarsFuzzTest::fuzzerTestOneInput);
  }

  @Test
  void holdsForNumbersThatArithmeticDoesNotKeep() {
    FuzzCorpus.sweep(StoredBarsFuzzTest.class, 2_000, StoredBarsFuzzTest::fuzzerTestOneInput);
  }
}
