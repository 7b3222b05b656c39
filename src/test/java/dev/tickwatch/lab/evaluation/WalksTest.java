package dev.tickwatch.lab.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.market.calendar.SessionPhase;
import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.market.tick.TickCheck;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WalksTest {
  private static final TradingCalendar NYSE = TradingCalendar.named("xnys");
  private static final Map<String, List<Tick>> WALKS = Walks.of(3_000, NYSE);

  private static double[] returns(String kind) {
    List<Tick> ticks = WALKS.get(kind);
    double[] returns = new double[ticks.size() - 1];
    for (int i = 0; i < returns.length; i++) {
      returns[i] = Math.log(ticks.get(i + 1).price() / ticks.get(i).price());
    }
    return returns;
  }

  private static double kurtosis(String kind) {
    double squares = 0;
    double fourths = 0;
    double[] returns = returns(kind);
    for (double one : returns) {
      squares += one * one / returns.length;
      fourths += Math.pow(one, 4) / returns.length;
    }
    return fourths / (squares * squares);
  }

  private static long unchanged(String kind) {
    return Arrays.stream(returns(kind)).filter(one -> one == 0).count();
  }

  @Test
  void areSoManyBarsThatCanBeScoredInSessions() {
    assertThat(WALKS).hasSize(7);
    assertThat(WALKS.values())
        .allSatisfy(
            ticks ->
                assertThat(ticks)
                    .hasSize(3_000)
                    .allMatch(tick -> TickCheck.DEFAULT.defectOf(tick).isEmpty())
                    .allMatch(tick -> tick.hasRange() && tick.high() >= tick.price())
                    .allMatch(
                        tick -> NYSE.phaseAt(tick.eventTimeMicros()) == SessionPhase.REGULAR));
    assertThat(Walks.of(3_000, NYSE)).isEqualTo(WALKS);
  }

  @Test
  void differAsTheirNamesSay() {
    assertThat(kurtosis("GAUSSIAN")).isBetween(2.6, 3.4);
    assertThat(kurtosis("HEAVY_TAILED")).isGreaterThan(5);
    assertThat(kurtosis("CLUSTERED")).isGreaterThan(3.5);
    assertThat(kurtosis("REGIMES")).isGreaterThan(3.5);
    assertThat(unchanged("GAUSSIAN")).isZero();
    assertThat(unchanged("ILLIQUID")).isBetween(1_800L, 2_200L);
    assertThat(unchanged("COARSE_GRID")).isBetween(1_200L, 2_600L);
    assertThat(WALKS.get("NO_SIZES")).allMatch(tick -> tick.size() == 1);
  }
}
