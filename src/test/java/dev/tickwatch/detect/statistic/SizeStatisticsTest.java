package dev.tickwatch.detect.statistic;

import static dev.tickwatch.detect.statistic.TickStatistic.INSUFFICIENT_HISTORY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SizeStatisticsTest {
  private static final Offset<Double> NEAR = within(1e-4);

  private final HandMadeTick tick = new HandMadeTick();

  private void assertFound(TickStatistic by, int back, double residual, double from, double to) {
    Finding found = by.explain(tick.evidence());
    assertThat(found.back()).isEqualTo(back);
    assertThat(found.residual()).isCloseTo(residual, NEAR);
    assertThat(found.expected()).isCloseTo(from, NEAR);
    assertThat(found.seen()).isCloseTo(to, NEAR);
  }

  @Test
  void aTicksVolumeIsTheResidualOfItsSize() {
    tick.sizes(5, 20, 5, 20, 5, 20, 80).sizeResiduals(7, 2.5);

    assertThat(new Volume(1).value(tick.evidence())).isEqualTo(2.5);
    assertFound(new Volume(1), 0, 2.5, 10, 80);
    assertThat(new Volume(1).code()).isEqualTo("volume");
  }

  @Test
  void aSmallSizeIsNegative() {
    assertThat(new Volume(1).value(tick.sizeResiduals(-2.5).evidence())).isEqualTo(-2.5);
  }

  @Test
  void theVolumeOfSeveralTicksIsTheirSumOverTheRootOfTheirNumber() {
    tick.sizes(10, 10, 10, 10, 20, 60, 40).sizeResiduals(7, 1, 4, 3);

    assertThat(new Volume(3).value(tick.evidence())).isCloseTo(8 / Math.sqrt(3), NEAR);
    assertFound(new Volume(3), 1, 8 / Math.sqrt(3), 10, 40);
    assertThat(new Volume(3).code()).isEqualTo("volume_3");
    assertThat(new Volume(3).words()).isEqualTo("size over 3 ticks");
  }

  @Test
  void aSpanAsLongAsTheWindowLeavesOneTickToCompareWith() {
    tick.sizes(3, 6, 6, 6, 6, 6, 6).sizeResiduals(1);

    Finding found = new Volume(12).explain(tick.evidence());
    assertThat(found.expected()).isCloseTo(3, NEAR);
    assertThat(found.seen()).isCloseTo(6, NEAR);
  }

  @Test
  void aSurgeIsTheSumOfDeviationsFromWhatIsUsual() {
    tick.sizes(10, 10, 10, 10, 20, 60, 40).surges(5, 1, 4, 3);

    assertThat(new Surge(3).value(tick.evidence())).isCloseTo(8 / Math.sqrt(3), NEAR);
    assertFound(new Surge(3), 1, 8 / Math.sqrt(3), 10, 40);
  }

  @Test
  void aSurgeNeedsAsManyTicksAsItsSpan() {
    assertThat(new Surge(3).value(tick.surges(1, 1).evidence())).isEqualTo(INSUFFICIENT_HISTORY);
    assertThat(new Surge(3).value(tick.surges(1).evidence())).isCloseTo(3 / Math.sqrt(3), NEAR);
  }
}
