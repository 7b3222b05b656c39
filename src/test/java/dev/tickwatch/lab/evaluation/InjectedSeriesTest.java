package dev.tickwatch.lab.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.lab.injection.AnomalyKind;
import dev.tickwatch.lab.injection.InjectedAnomaly;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InjectedSeriesTest {
  private final Map<String, List<Tick>> clean =
      Map.of(
          "A", ArithmeticScorer.walk("A", 6_000, 1),
          "B", ArithmeticScorer.walk("B", 260, 2));

  @Test
  void injectsEveryKindFarFromTheNext() {
    List<InjectedAnomaly> injected = InjectedSeries.in(clean, 140, 1).anomalies().get("A");

    assertThat(injected).extracting(InjectedAnomaly::kind).contains(AnomalyKind.values());
    for (int i = 1; i < injected.size(); i++) {
      assertThat(injected.get(i).firstTick() - injected.get(i - 1).lastTick()).isGreaterThan(300);
    }
  }

  @Test
  void injectsIntoAShortSeriesTooButNotBeforeItIsJudged() {
    List<InjectedAnomaly> injected = InjectedSeries.in(clean, 140, 1).anomalies().get("B");

    assertThat(injected).hasSize(1);
    assertThat(injected.get(0).firstTick()).isBetween(140, 220);
  }

  @Test
  void changesWhatItInjectsWithTheSeedAlone() {
    assertThat(InjectedSeries.in(clean, 140, 5)).isEqualTo(InjectedSeries.in(clean, 140, 5));
    assertThat(InjectedSeries.in(clean, 140, 6)).isNotEqualTo(InjectedSeries.in(clean, 140, 5));
  }

  @Test
  void leavesTicksBeforeTheFirstAnomalyAsTheyWere() {
    InjectedSeries injected = InjectedSeries.in(clean, 140, 1);
    int first = injected.anomalies().get("A").get(0).firstTick();

    assertThat(injected.ticks().get("A").subList(0, first))
        .isEqualTo(clean.get("A").subList(0, first));
  }
}
