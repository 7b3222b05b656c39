package dev.tickwatch.lab.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.lab.injection.AnomalyKind;
import dev.tickwatch.lab.injection.PlantedAnomaly;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlantsTest {
  private final Map<String, List<Tick>> clean =
      Map.of(
          "A", ArithmeticScorer.walk("A", 6_000, 1),
          "B", ArithmeticScorer.walk("B", 260, 2));

  @Test
  void plantsEveryKindFarFromTheNext() {
    List<PlantedAnomaly> planted = Plants.in(clean, 140, 1).planted().get("A");

    assertThat(planted).extracting(PlantedAnomaly::kind).contains(AnomalyKind.values());
    for (int i = 1; i < planted.size(); i++) {
      assertThat(planted.get(i).firstTick() - planted.get(i - 1).lastTick()).isGreaterThan(300);
    }
  }

  @Test
  void plantsInAShortSeriesTooButNotBeforeItIsJudged() {
    List<PlantedAnomaly> planted = Plants.in(clean, 140, 1).planted().get("B");

    assertThat(planted).hasSize(1);
    assertThat(planted.get(0).firstTick()).isBetween(140, 220);
  }

  @Test
  void changesWhatItPlantsWithTheSeedAlone() {
    assertThat(Plants.in(clean, 140, 5)).isEqualTo(Plants.in(clean, 140, 5));
    assertThat(Plants.in(clean, 140, 6)).isNotEqualTo(Plants.in(clean, 140, 5));
  }

  @Test
  void leavesTicksBeforeTheFirstAnomalyAsTheyWere() {
    Plants plants = Plants.in(clean, 140, 1);
    int first = plants.planted().get("A").get(0).firstTick();

    assertThat(plants.ticks().get("A").subList(0, first))
        .isEqualTo(clean.get("A").subList(0, first));
  }
}
