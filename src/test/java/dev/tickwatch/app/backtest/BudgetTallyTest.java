package dev.tickwatch.app.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.detect.alert.AlertPolicy;
import dev.tickwatch.detect.symbol.Detection;
import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import dev.tickwatch.model.window.WindowShape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetTallyTest {
  private static final ArithmeticScorer MODEL = ArithmeticScorer.calibrated(new WindowShape(8, 3));

  private static BudgetTally tally(int symbols, int jumps) {
    BudgetTally tally = new BudgetTally(200);
    List<Detection> detections = new ArrayList<>();
    Detector detector = new Detector(new DetectionSettings(new AlertPolicy(200, 5), 0.9, false));
    Backtest backtest = new Backtest(MODEL, detector, 1, detections::add);
    for (int symbol = 0; symbol < symbols; symbol++) {
      List<Tick> ticks = new ArrayList<>(ArithmeticScorer.walk("S" + symbol, 408, symbol));
      for (int jump = 1; symbol == 0 && jump <= jumps; jump++) {
        Tick tick = ticks.get(100 * jump);
        ticks.set(
            100 * jump,
            Tick.of(tick.symbol(), tick.eventTimeMicros(), tick.price() * 1.3, tick.size()));
      }
      ticks.forEach(backtest::accept);
    }
    backtest.finish();
    detections.forEach(tally);
    return tally;
  }

  @Test
  void countsOpenedAlertsAgainstGrantedOnes() {
    List<String> lines = tally(2, 3).lines();

    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith("alerts at 1 in 200: ").contains("4.0 granted");
    assertThat(lines.get(1))
        .matches("  S0: [3-9] opened, 2\\.0 granted \\([1-4]\\.[0-9]{2} times\\)");
  }

  @Test
  void namesTheWorstSymbolsAlone() {
    List<String> lines = tally(25, 0).lines();

    assertThat(lines).hasSize(22);
    assertThat(lines.get(21)).isEqualTo("  and 5 more symbols");
  }

  @Test
  void hasNothingToTellOfWarmUpAlone() {
    assertThat(new BudgetTally(2_000).lines())
        .containsExactly("alerts at 1 in 2,000: 0 opened, 0.0 granted (0.00 times)");
  }
}
