package dev.tickwatch.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.tick.Tick;
import dev.tickwatch.tick.TickCheck;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoPricesTest {

  @Test
  void readsEveryBitcoinTrade() {
    List<Tick> trades = DemoPrices.bitcoinTrades();

    assertThat(trades).hasSize(100_000);
    assertThat(trades.get(0).price()).isEqualTo(800.01);
    assertThat(trades).allMatch(t -> TickCheck.DEFAULT.defectOf(t).isEmpty());
  }

  @Test
  void datesApplesBarsAtTheCloseInNewYork() {
    List<Tick> bars = DemoPrices.appleCloses();

    assertThat(bars).hasSize(252);
    assertThat(bars.get(0).eventTimeMicros())
        .isEqualTo(1_357_160_400_000_000L); // 2013-01-02T21:00:00Z
    assertThat(bars.get(0).price()).isEqualTo(549.03);
  }
}
