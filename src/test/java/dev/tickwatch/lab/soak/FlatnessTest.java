package dev.tickwatch.lab.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class FlatnessTest {
  private static final int SECONDS = 3600;

  /** An hour, a sample every five seconds, of the same value for every quantity. */
  private static Flatness judged(Quantity quantity, DoubleUnaryOperator atSecond) {
    List<Sample> samples = new ArrayList<>();
    for (int second = 0; second <= SECONDS; second += 5) {
      Map<Quantity, Double> values = new EnumMap<>(Quantity.class);
      values.put(quantity, atSecond.applyAsDouble(second));
      samples.add(new Sample(second, second % 60 == 0, values, 0, 0));
    }
    return Flatness.of(quantity, samples);
  }

  @Test
  void findsALeakUnderNoise() {
    Random random = new Random(1);
    Flatness leaking =
        judged(Quantity.RESIDENT, second -> 600 + second / 36 + 20 * random.nextGaussian());
    assertThat(leaking.isFlat()).isFalse();
    assertThat(leaking.slopePerHour()).isCloseTo(100, within(10.0));
    assertThat(leaking.growth()).isCloseTo(70, within(7.0));
  }

  @Test
  void takesNoiseForFlat() {
    Random random = new Random(2);
    Flatness noisy = judged(Quantity.RESIDENT, second -> 600 + 30 * random.nextGaussian());
    assertThat(noisy.isFlat()).isTrue();
    assertThat(noisy.growth()).isCloseTo(0, within(10.0));
  }

  @Test
  void forgivesWhatGrowsInTheWarmUpAlone() {
    assertThat(judged(Quantity.RESIDENT, second -> Math.min(600, 200 + second)).isFlat()).isTrue();
  }

  @Test
  void forgivesShortSpikesAtTheEnd() {
    assertThat(judged(Quantity.OPEN_FILES, second -> second > 3300 ? 900 : 100).isFlat()).isTrue();
  }

  @Test
  void findsAFileThatEverySwapLeavesOpen() {
    Flatness leaking = judged(Quantity.OPEN_FILES, second -> 100 + Math.floor(second / 150));
    assertThat(leaking.isFlat()).isFalse();
  }

  @Test
  void findsMetersOfModelsThatAreGone() {
    assertThat(judged(Quantity.METERS, second -> 400 + Math.floor(second / 150)).isFlat())
        .isFalse();
  }

  @Test
  void judgesAHeapByWhatFullCollectionsLeave() {
    // Full collections come once a minute; between them garbage grows, and ever more of it.
    DoubleUnaryOperator garbage = second -> 100 + (second % 60 == 0 ? 0 : second / 10);
    assertThat(judged(Quantity.HEAP, garbage).isFlat()).isTrue();
    DoubleUnaryOperator leaking = second -> 100 + second / 60 + second % 60 * 5;
    assertThat(judged(Quantity.HEAP, leaking).isFlat()).isFalse();
  }

  @Test
  void takesFallingForFlat() {
    assertThat(judged(Quantity.THREADS, second -> 100 - second / 100).isFlat()).isTrue();
  }

  @Test
  void refusesTooFewSamples() {
    assertThatIllegalArgumentException().isThrownBy(() -> Flatness.of(Quantity.HEAP, List.of()));
  }

  @Test
  void readsAScrape() {
    Scrape scrape =
        Scrape.of(
            """
            # HELP x y
            jvm_memory_used_bytes{area="heap",id="Eden"} 3.0
            jvm_memory_used_bytes{area="heap",id="Old"} 4.5
            jvm_memory_used_bytes{area="nonheap",id="Code"} 9.0
            process_files_open_files 12.0
            """,
            java.util.Set.of("jvm_memory_used_bytes"));
    assertThat(scrape.series()).isEqualTo(4);
    assertThat(scrape.sum("jvm_memory_used_bytes")).isEqualTo(7.5);
    assertThat(scrape.sum("process_files_open_files")).isEqualTo(12);
    assertThat(scrape.sum("absent")).isZero();
  }
}
