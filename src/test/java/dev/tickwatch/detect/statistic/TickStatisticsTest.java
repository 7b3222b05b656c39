package dev.tickwatch.detect.statistic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TickStatisticsTest {

  /** Stored states and manifests have arrays in this order: a new one comes at the end. */
  @Test
  void stayInTheOrderOfStoredArrays() {
    assertThat(TickStatistics.ALL)
        .extracting(Statistic::code)
        .containsExactly(
            "tick",
            "price",
            "jump",
            "shock",
            "reversal",
            "drift_2",
            "drift_4",
            "drift_8",
            "drift_15",
            "drift_30",
            "drift_60",
            "swing_4",
            "swing_8",
            "burst_5",
            "burst_10",
            "burst_20",
            "quiet_12",
            "stuck",
            "zigzag_8",
            "gap",
            "wick",
            "volume",
            "volume_3",
            "volume_6",
            "volume_12",
            "surge_3",
            "surge_6",
            "surge_12",
            "repeats",
            "window");
    assertThat(LevelStatistics.ALL)
        .extracting(Statistic::code)
        .containsExactly("forecast", "level", "level_24", "time_of_day");
  }

  @Test
  void haveNamesOfTheirOwnAndWordsForPeople() {
    assertThat(Statistics.ALL).extracting(Statistic::code).doesNotHaveDuplicates();
    assertThat(Statistics.ALL).extracting(Statistic::words).doesNotHaveDuplicates();
    assertThat(Statistics.ALL)
        .allSatisfy(statistic -> assertThat(statistic.words()).matches("[a-z][a-z0-9 ]+"));
  }

  @Test
  void lookNoFurtherBackThanWhatIsRemembered() {
    assertThat(TickStatistics.ALL)
        .allSatisfy(
            statistic -> assertThat(statistic.span()).isBetween(1, TickStatistics.LONGEST_SPAN));
  }

  @Test
  void nameThemselves() {
    assertThat(TickStatistics.ALL.get(7)).hasToString("drift_8");
    assertThat(TickStatistics.ALL.get(7).words()).isEqualTo("drift over 8 ticks");
    assertThat(TickStatistics.ALL.get(7).aspect()).isEqualTo(Aspect.RETURN);
    assertThat(Aspect.RETURN.code()).isEqualTo("return");
    assertThat(Aspect.RETURN.words()).isEqualTo("price");
  }

  @Test
  void areComputedInTheirOrder() {
    TickEvidence tick = new HandMadeTick().scores(3, -5).evidence();
    double[] values = new double[TickStatistics.COUNT];
    TickStatistics.values(tick, values);

    assertThat(values)
        .containsExactly(
            TickStatistics.ALL.stream().mapToDouble(known -> known.value(tick)).toArray());
    assertThat(values[4]).as("reversal").isEqualTo(3);
  }
}
