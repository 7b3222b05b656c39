package dev.tickwatch.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.detect.symbol.Score;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThinningTest {

  @Test
  void leavesFewScoresAlone() {
    List<Score> few = scores(100);

    assertThat(Thinning.thin(few, 100, 3.3)).isSameAs(few);
  }

  @Test
  void keepsOrderPeaksAndTheLast() {
    List<Score> many = scores(1000);
    many.set(500, Samples.score("A", 500, 5));
    many.set(501, Samples.score("A", 501, 6));
    many.set(77, Samples.score("A", 77, 2.9));

    List<Score> thinned = Thinning.thin(many, 100, 3.3);

    assertThat(thinned).hasSizeBetween(100, 103);
    assertThat(thinned).extracting(Score::sequence).isSorted().contains(77L, 500L, 501L, 999L);
  }

  @Test
  void thinsSymbolsInWarmUpToo() {
    List<Score> many = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      many.add(Samples.warmingUp("A", i));
    }

    assertThat(Thinning.thin(many, 100, 3.3)).hasSizeBetween(90, 101);
  }

  private static List<Score> scores(int count) {
    List<Score> scores = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      scores.add(Samples.score("A", i, 0.5));
    }
    return scores;
  }
}
