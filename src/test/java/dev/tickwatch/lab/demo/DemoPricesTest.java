package dev.tickwatch.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.market.tick.TickCheck;
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
}
