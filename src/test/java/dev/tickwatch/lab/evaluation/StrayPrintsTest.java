package dev.tickwatch.lab.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.market.tick.Tick;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrayPrintsTest {
  private static final double DISTANCE = 0.003;

  private static List<Tick> ticks(double... prices) {
    List<Tick> ticks = new ArrayList<>();
    for (double price : prices) {
      ticks.add(Tick.of("A", ticks.size() * 60_000_000L, price, 1));
    }
    return ticks;
  }

  @Test
  void findsAPriceThatStandsAlone() {
    List<Tick> ticks = ticks(100, 100.1, 100, 99.9, 100, 99.5, 100, 100.1, 100, 100, 99.9);

    assertThat(StrayPrints.at(ticks, 5, DISTANCE)).isTrue();
    assertThat(StrayPrints.at(ticks, 5, 0.006)).isFalse();
  }

  @Test
  void takesAMoveThatStaysForTheMarkets() {
    List<Tick> ticks = ticks(100, 100.1, 100, 99.9, 100, 99, 99, 99.1, 99, 98.9, 99);

    assertThat(StrayPrints.at(ticks, 5, DISTANCE)).isFalse();
  }

  @Test
  void saysNothingAtTheEndsWhereHindsightLacks() {
    List<Tick> ticks = ticks(90, 100, 100, 100, 100, 100, 100, 100, 100, 100, 110);

    assertThat(StrayPrints.at(ticks, 0, DISTANCE)).isFalse();
    assertThat(StrayPrints.at(ticks, 10, DISTANCE)).isFalse();
  }
}
