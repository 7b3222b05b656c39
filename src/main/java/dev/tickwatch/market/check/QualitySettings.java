package dev.tickwatch.market.check;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What counts as bad data.
 *
 * @param offMarketConditions sale conditions of trades whose price was not made in the market at
 *     that moment. A tick may have several conditions, separated by commas; one of up to three
 *     characters must be equal, a longer one may stand within
 * @param silenceFactor a gap is too long when it is so many times as long as the symbol's usual
 *     longer gaps; above 1
 * @param silenceFloor but no gap that is shorter; positive
 */
public record QualitySettings(
    Set<String> offMarketConditions, double silenceFactor, Duration silenceFloor) {

  /**
   * The codes and words of the US consolidated tapes for trades that are out of sequence, average
   * priced, derivatively priced, contingent, at a prior reference price, or settled otherwise than
   * usual; see {@link #conditions}.
   */
  public static final String OFF_MARKET =
      "B,C,G,H,N,P,R,U,V,W,Z,4,7,Average Price,Derivatively Priced,Contingent,"
          + "Prior Reference Price,Out of Sequence,Out Of Sequence,Bunched";

  private static final String NONE = "none";

  /** {@link #OFF_MARKET}; five usual gaps; one minute. */
  public static final QualitySettings DEFAULT =
      new QualitySettings(conditions(OFF_MARKET), 5, Duration.ofMinutes(1));

  /**
   * @throws IllegalArgumentException when a value is out of bounds
   */
  public QualitySettings {
    offMarketConditions = Set.copyOf(offMarketConditions);
    if (offMarketConditions.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("an off-market condition is blank");
    }
    if (!(silenceFactor > 1) || Double.isInfinite(silenceFactor)) {
      throw new IllegalArgumentException("silence factor must be above 1, not " + silenceFactor);
    }
    if (silenceFloor.isNegative() || silenceFloor.isZero()) {
      throw new IllegalArgumentException("silence floor must be positive, not " + silenceFloor);
    }
  }

  /** Sale conditions from a text, separated by commas; {@code none} for none. */
  public static Set<String> conditions(String text) {
    return text.equals(NONE)
        ? Set.of()
        : Arrays.stream(text.split(",", -1))
            .map(String::strip)
            .filter(code -> !code.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
  }
}
