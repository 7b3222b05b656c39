package dev.tickwatch.lab.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.lab.injection.AnomalyKind;
import dev.tickwatch.lab.injection.Injector;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import dev.tickwatch.model.window.FeatureSettings;
import dev.tickwatch.model.window.WindowShape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PlainScorerTest {
  private static TickwatchContender contender;

  @BeforeAll
  static void fit() {
    contender =
        new TickwatchContender(
            "plain",
            training ->
                PlainScorer.fit(new WindowShape(60, 10), FeatureSettings.DEFAULT, training, 0.5));
    contender.fit(
        Map.of(
            "A", ArithmeticScorer.walk("A", 8_000, 1),
            "B", ArithmeticScorer.walk("B", 8_000, 2)));
  }

  @AfterAll
  static void close() {
    contender.close();
  }

  @Test
  void alertsOnARandomWalkAboutAsOftenAsTheBudgetGrants() {
    Map<String, List<Tick>> calm = Map.of("C", ArithmeticScorer.walk("C", 40_000, 3));

    assertThat(contender.alerts(calm, 500)).hasSizeBetween(40, 140); // 80 granted
  }

  @Test
  void findsWhatIsInjectedAndNamesTheTest() {
    Injector injector = new Injector(ArithmeticScorer.walk("D", 3_000, 4));
    injector.inject(AnomalyKind.STUCK_PRICE, 1_000, 1);
    injector.inject(AnomalyKind.SLOW_DRIFT, 2_000, 1.2);

    List<String> tests =
        contender.alerts(Map.of("D", injector.ticks()), 2_000).stream()
            .map(alert -> alert.peak().statistic())
            .toList();

    assertThat(tests).anyMatch(test -> test.equals("stuck") || test.equals("quiet_12"));
    assertThat(tests).anyMatch(test -> test.startsWith("drift"));
  }

  @Test
  void scoresDoNotLookAhead() {
    List<Tick> ticks = ArithmeticScorer.walk("E", 700, 5);
    double[] all = contender.score(Map.of("E", ticks)).get("E");
    double[] prefix = contender.score(Map.of("E", ticks.subList(0, 400))).get("E");

    assertThat(java.util.Arrays.copyOf(all, 400)).containsExactly(prefix);
    assertThat(prefix[59]).isNaN();
    assertThat(prefix[399]).isBetween(0.0, 10.0);
  }
}
