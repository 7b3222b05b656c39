package dev.tickwatch.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.detect.symbol.SymbolState;
import dev.tickwatch.market.bar.BarBuilder;
import dev.tickwatch.market.bar.BarRules;
import dev.tickwatch.market.bar.BarSize;
import dev.tickwatch.market.bar.EmptyBars;
import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.calibration.Calibration;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.ScoredWindow;
import dev.tickwatch.model.window.WindowShape;
import dev.tickwatch.state.Fields;
import dev.tickwatch.state.LayoutFingerprint;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * The layout of what is stored. Where a line here changes, the version beside it must, and the
 * fixtures of {@link StoredStateFixtureTest} begin anew: the states of instances that run are of
 * the old layout.
 */
class StoredLayoutTest {
  private static final Manifest MANIFEST =
      ArithmeticScorer.manifest(new WindowShape(8, /* horizon= */ 3), Calibration.NONE);

  private static String layout(Consumer<Fields> visited) {
    LayoutFingerprint fingerprint = new LayoutFingerprint();
    visited.accept(fingerprint);
    return fingerprint.toString();
  }

  @Test
  void ofASymbol() {
    SymbolState state = SymbolState.fresh(MANIFEST);

    assertThat(StateHeader.VERSION).isEqualTo((byte) 11);
    assertThat(layout(state::visit))
        .isEqualTo(
            "i64 2xi32 2xi64 4xf64 i64 2xf64 i32 i64 3xf64 i64 2xf64 i32 155xi16 93xi8 i32 f64 i64 i32"
                + " 8xf64 i32 7xf64 i32 2xi64 3xf64 i64 4xf64 2xi64 2xi32 2xi8");
    state.window().admit(Tick.of("ACME", 0, 1, 1));
    assertThat(layout(fields -> state.window().visitRow(0, fields)))
        .isEqualTo("i64 f64 10xf32 i32");
    assertThat(layout(fields -> state.residuals().visitTick(0, fields))).isEqualTo("5xf32");
    assertThat(Slots.BYTES).isEqualTo(80);
  }

  @Test
  void ofAMetric() {
    SymbolState price = SymbolState.fresh(MANIFEST);
    ArithmeticScorer scorer =
        ArithmeticScorer.calibrated(MANIFEST.shape()).scoring(SeriesKind.METRIC);
    SymbolState metric = SymbolState.fresh(scorer.manifest());
    Detector detector = new Detector(DetectionSettings.DEFAULT);
    ScoreBatch batch = new ScoreBatch(MANIFEST.shape(), 1);
    for (Tick tick : ArithmeticScorer.walk("ACME", 9, 1)) {
      if (metric.admit(tick, detector.dataCheck(scorer.manifest()))) {
        metric.copyPending(0, batch.nextSlot());
        scorer.score(batch);
        var unused = detector.detect("ACME", metric, scorer.manifest(), new ScoredWindow(batch, 0));
      }
    }

    assertThat(layout(metric::visit))
        .isEqualTo(
            layout(price::visit)
                + " i32 4xf64 i32"
                + " 2xf64 i16".repeat(24)
                + " i32 3xf32".repeat(4));
  }

  @Test
  void ofBars() {
    BarBuilder builder =
        new BarBuilder(
            "ACME",
            new BarRules(
                BarSize.parse("1m"), TradingCalendar.named("24x7"), Duration.ZERO, EmptyBars.SKIP));
    assertThat(builder.add(Tick.of("ACME", 0, 1, 1), bar -> {})).isTrue();

    assertThat(StoredBars.VERSION).isEqualTo((byte) 1);
    assertThat(layout(builder::visit)).isEqualTo("2xi64 f64 2xi32 3xi64 6xf64");
  }
}
