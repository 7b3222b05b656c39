package dev.tickwatch.detect.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.state.StateReader;
import dev.tickwatch.state.StateWriter;
import dev.tickwatch.state.StoredCopy;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ResidualHistoryTest {
  private static final Offset<Double> NEAR = within(1e-5);

  private final ResidualHistory residuals = new ResidualHistory();

  private void unchanged(double probability, boolean range) {
    residuals.add(0, 0, 0, 0, probability, range, 0);
  }

  @Test
  void keepsWhatIsOutOfAnyMeasureAsLess() {
    residuals.add(-1e6, 1e6, 3, -1e6, 0.5, false, -1e6);

    assertThat(residuals.moveBack(0)).isEqualTo(-40);
    assertThat(residuals.energyBack(0)).isCloseTo(Math.log(1 + 12 * 12), NEAR);
    assertThat(residuals.sizeBack(0)).isEqualTo(-8);
    assertThat(residuals.surgeBack(0)).isEqualTo(-6);

    residuals.add(1e6, 1e6, 3, 1e6, 0.5, false, 1e6);
    assertThat(residuals.moveBack(0)).isEqualTo(40);
    assertThat(residuals.sizeBack(0)).isEqualTo(8);
    assertThat(residuals.surgeBack(0)).isEqualTo(6);
  }

  /** Its residual is only how far the model had expected it to move. */
  @Test
  void anUnchangedPriceHasNeitherScoreNorEnergy() {
    residuals.add(0, -3, -2, 1, 0.5, false, 1);

    assertThat(residuals.scoreBack(0)).isZero();
    assertThat(residuals.energyBack(0)).isZero();
    assertThat(residuals.sizeBack(0)).isEqualTo(1);
  }

  @Test
  void forgetsTheOldestTicks() {
    for (int i = 1; i <= 61; i++) {
      residuals.add(1, 0, i, 0, 0.5, false, 0);
      assertThat(residuals.count()).isEqualTo(Math.min(60, i));
    }

    assertThat(residuals.scoreBack(0)).isEqualTo(61);
    assertThat(residuals.scoreBack(59)).isEqualTo(2);
    assertThat(residuals.drift(60)).isCloseTo((61 * 62 / 2 - 1) / Math.sqrt(60), NEAR);
    assertThat(residuals.drift(100)).isCloseTo((61 * 62 / 2 - 1) / 10.0, NEAR);
  }

  @Test
  void sumsDoNotDependOnWhichOnesWereAskedForBefore() {
    for (int i = 1; i <= 8; i++) {
      residuals.add(1, 0, i, -i, 0.5, false, 2);
    }

    assertThat(residuals.drift(4)).isCloseTo(26 / 2.0, NEAR);
    assertThat(residuals.drift(1)).isEqualTo(8);
    assertThat(residuals.drift(4)).isCloseTo(26 / 2.0, NEAR);
    assertThat(residuals.volume(4)).isCloseTo(-26 / 2.0, NEAR);
    assertThat(residuals.surge(4)).isCloseTo(8 / 2.0, NEAR);
    residuals.add(1, 0, 0, 0, 0.5, false, 0);
    assertThat(residuals.drift(4)).isCloseTo(21 / 2.0, NEAR);
  }

  @Test
  void aMoveOrARangeEndsARowOfUnchangedPrices() {
    unchanged(0.5, false);
    unchanged(0.25, false);
    assertThat(residuals.still()).isCloseTo(Math.log(8), NEAR);

    residuals.add(1, 0, 0, 0, 0.5, false, 0);
    assertThat(residuals.still()).isZero();
    unchanged(0.5, false);
    unchanged(0.5, true);
    assertThat(residuals.still()).isZero();
  }

  /** Four bars without one are taken for known of a new symbol. */
  @Test
  void learnsHowOftenAnUnchangedPriceHasNoRange() {
    unchanged(0.5, true);
    unchanged(0.5, false);
    assertThat(residuals.still()).isCloseTo(-Math.log(0.5 * 4 / 5), NEAR);
    unchanged(0.5, false);
    assertThat(residuals.still()).isCloseTo(-Math.log(0.5 * 4 / 5 * 0.5 * 5 / 6), NEAR);
  }

  @Test
  void takesNoUnchangedBarForRarerThanOneInFifty() {
    for (int i = 0; i < 5_000; i++) {
      unchanged(0.5, true);
    }
    unchanged(0.5, false);

    assertThat(residuals.still()).isCloseTo(-Math.log(0.5 * 0.02), NEAR);
  }

  @Test
  void survivesStorage() {
    for (int i = 0; i < 5; i++) {
      residuals.add(i, 2, 3, 4, 0.5, i == 2, 5);
    }
    unchanged(0.5, false);
    ResidualHistory read = new ResidualHistory();
    StoredCopy.of(residuals::visit, read::visit);
    for (int back = 0; back < residuals.count(); back++) {
      int tick = back;
      StoredCopy.of(to -> residuals.visitTick(tick, to), from -> read.visitTick(tick, from));
    }

    assertThat(read).usingRecursiveComparison().isEqualTo(residuals);
  }

  @Test
  void refusesAStateThatCannotBe() {
    StateWriter written = new StateWriter();
    written.int64(-1);
    StateReader reader = new StateReader(written.toBytes());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> residuals.visit(reader))
        .withMessageContaining("-1 residuals");
  }

  @Test
  void aTicksBytesAreItsFiveNumbers() {
    residuals.add(1, 0, 3, 4, 0.5, false, 5);
    residuals.add(2, 0, 6, 7, 0.5, false, 8);

    byte[] older = StoredCopy.bytes(fields -> residuals.visitTick(1, fields));
    assertThat(older).isEqualTo(StoredCopy.bytes(to -> to.float32s(new float[] {1, 3, 0, 4, 5})));
  }

  @Test
  void anEmptyHistoryIsNotDamaged() {
    ResidualHistory read = new ResidualHistory();
    StoredCopy.of(residuals::visit, read::visit);

    assertThat(read.count()).isZero();
  }
}
