package dev.tickwatch.lab.soak;

import java.util.Arrays;
import java.util.List;

/**
 * What a soak showed.
 *
 * @param rate ticks a second
 * @param judged every quantity
 * @param published models after the first
 * @param swapped models that the service put in the place of another
 * @param sent ticks
 * @param unscored ticks that were sent and not scored
 */
record SoakResult(
    SoakSettings settings,
    double rate,
    List<Sample> samples,
    List<Flatness> judged,
    int published,
    int swapped,
    long sent,
    long unscored) {

  static SoakResult of(
      SoakSettings settings,
      double rate,
      List<Sample> samples,
      int published,
      long sent,
      double notScored) {
    List<Flatness> judged =
        Arrays.stream(Quantity.values()).map(q -> Flatness.of(q, samples)).toList();
    return new SoakResult(
        settings,
        rate,
        List.copyOf(samples),
        judged,
        published,
        (int) samples.get(samples.size() - 1).swaps(),
        sent,
        Math.round(notScored));
  }

  /** Whether all is flat, every tick was scored and no swap but perhaps the last was missed. */
  boolean isGood() {
    return judged.stream().allMatch(Flatness::isFlat) && unscored == 0 && swapped >= published - 1;
  }
}
