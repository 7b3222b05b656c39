package dev.tickwatch.lab.injection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import java.util.List;
import org.junit.jupiter.api.Test;

class InjectorTest {
  private static final double VOLATILITY = 0.001; // of the walk

  private final List<Tick> real = ArithmeticScorer.walk("ACME", 600, 4);
  private final Injector injector = new Injector(real);

  private double ratio(int index) {
    return injector.ticks().get(index).price() / real.get(index).price();
  }

  @Test
  void injectsAStrayPrintInUnitsOfLocalVolatility() {
    InjectedAnomaly injected = injector.inject(AnomalyKind.STRAY_PRINT, 500, 20);

    assertThat(Math.log(ratio(500))).isCloseTo(20 * VOLATILITY, within(5 * VOLATILITY));
    assertThat(ratio(499)).isEqualTo(1);
    assertThat(ratio(501)).isEqualTo(1);
    assertThat(injected.fromMicros()).isEqualTo(real.get(500).eventTimeMicros());
    assertThat(injected.lastTick()).isEqualTo(500);
  }

  @Test
  void shiftsTheLevelForGood() {
    injector.inject(AnomalyKind.LEVEL_SHIFT, 500, -20);

    assertThat(ratio(499)).isEqualTo(1);
    assertThat(ratio(500)).isLessThan(1).isCloseTo(ratio(599), within(1e-12));
  }

  @Test
  void crashesAndRecovers() {
    injector.inject(AnomalyKind.FLASH_CRASH, 500, -40);

    assertThat(ratio(507)).isLessThan(ratio(503)).isLessThan(ratio(520));
    assertThat(ratio(523)).isLessThan(1).isGreaterThan(0.99);
    assertThat(ratio(524)).isEqualTo(1);
  }

  @Test
  void enlargesReturnsInABurstAndLeavesThoseBehindItAsTheyWere() {
    injector.inject(AnomalyKind.VOLATILITY_BURST, 500, 6);

    List<Tick> injected = injector.ticks();
    for (int i = 500; i < 530; i++) {
      double before = Math.abs(Math.log(real.get(i).price() / real.get(i - 1).price()));
      double after = Math.abs(Math.log(injected.get(i).price() / injected.get(i - 1).price()));
      assertThat(after).isGreaterThanOrEqualTo(5.99 * before);
    }
    assertThat(injected.get(531).price() / injected.get(530).price())
        .isCloseTo(real.get(531).price() / real.get(530).price(), within(1e-9));
  }

  @Test
  void surgesInVolumeAtAnUnchangedPrice() {
    injector.inject(AnomalyKind.VOLUME_SURGE, 500, 30);

    assertThat(injector.ticks().subList(500, 512))
        .allSatisfy(t -> assertThat(t.price()).isEqualTo(real.get(499).price()));
    assertThat(injector.ticks().get(505).size()).isEqualTo(30 * real.get(505).size());
  }

  @Test
  void standsStillWhileSizesGoOnAndGoesOnFromThere() {
    injector.inject(AnomalyKind.STUCK_PRICE, 500, 1);

    List<Tick> injected = injector.ticks();
    assertThat(injected.subList(500, 524))
        .allSatisfy(t -> assertThat(t.price()).isEqualTo(real.get(499).price()));
    assertThat(injected.get(510).size()).isEqualTo(real.get(510).size());
    assertThat(injected.get(524).price() / injected.get(523).price())
        .isCloseTo(real.get(524).price() / real.get(523).price(), within(1e-9));
  }

  @Test
  void driftsByAsMuchEachTick() {
    injector.inject(AnomalyKind.SLOW_DRIFT, 500, 1);

    double step = Math.log(ratio(500));
    assertThat(step).isCloseTo(VOLATILITY, within(0.4 * VOLATILITY));
    assertThat(Math.log(ratio(529))).isCloseTo(30 * step, within(1e-9));
    assertThat(ratio(599)).isCloseTo(ratio(529), within(1e-9));
  }

  @Test
  void zigzagsAndComesBack() {
    injector.inject(AnomalyKind.ZIGZAG, 500, 5);

    assertThat(ratio(500)).isGreaterThan(1.001).isCloseTo(ratio(508), within(1e-9));
    assertThat(ratio(501)).isEqualTo(1);
    assertThat(ratio(510)).isEqualTo(1);
  }

  @Test
  void repeatsOneTick() {
    injector.inject(AnomalyKind.DUPLICATE_BURST, 500, 1);

    assertThat(injector.ticks().subList(500, 512))
        .allSatisfy(
            t -> {
              assertThat(t.price()).isEqualTo(real.get(500).price());
              assertThat(t.size()).isEqualTo(real.get(500).size());
            });
    assertThat(injector.ticks().get(505).eventTimeMicros())
        .isEqualTo(real.get(505).eventTimeMicros());
  }

  @Test
  void shiftsTheDecimalPointEitherWay() {
    injector.inject(AnomalyKind.DECIMAL_SHIFT, 500, -1);

    assertThat(ratio(500)).isCloseTo(0.1, within(1e-9));
    assertThat(ratio(501)).isEqualTo(1);
  }

  @Test
  void widensTheRangeOfABarToHoldItsPrice() {
    List<Tick> bars =
        real.stream()
            .map(
                t ->
                    Tick.bar("A", t.eventTimeMicros(), t.price(), 1, t.price() * 1.0001, t.price()))
            .toList();
    Injector inBars = new Injector(bars);
    inBars.inject(AnomalyKind.STRAY_PRINT, 500, 20);

    Tick stray = inBars.ticks().get(500);
    assertThat(stray.high()).isEqualTo(stray.price());
    assertThat(stray.low()).isEqualTo(bars.get(500).low());
  }

  @Test
  void refusesToInjectIntoTheOneBefore() {
    injector.inject(AnomalyKind.SLOW_DRIFT, 500, 1);

    assertThatThrownBy(() -> injector.inject(AnomalyKind.ZIGZAG, 520, 5))
        .hasMessageContaining("zigzag at tick 520 overlaps");
  }

  @Test
  void leavesTheGivenTicksAlone() {
    List<Tick> copy = List.copyOf(real);
    injector.inject(AnomalyKind.DECIMAL_SHIFT, 500, 0);

    assertThat(real).isEqualTo(copy);
    assertThat(ratio(500)).isCloseTo(10, within(1e-9));
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> injector.inject(AnomalyKind.FLASH_CRASH, 590, -40))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("flash crash at tick 590");
  }
}
