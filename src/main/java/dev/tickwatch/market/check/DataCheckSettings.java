package dev.tickwatch.market.check;

import dev.tickwatch.settings.Setting;
import dev.tickwatch.settings.SettingsLoader;
import java.time.Duration;
import java.util.Set;

/**
 * What counts as bad data.
 *
 * @param offMarketConditions sale conditions of trades whose price was not made in the market at
 *     that moment. A tick may have several conditions, separated by commas; one of up to three
 *     characters must be equal, a longer one may stand within. By default the codes and words of
 *     the US consolidated tapes for trades that are out of sequence, average priced, derivatively
 *     priced, contingent, at a prior reference price, or settled otherwise than usual
 * @param silenceFactor a gap is too long when it is so many times as long as the symbol's usual
 *     longer gaps; above 1
 * @param silenceFloor but no gap that is shorter; positive
 */
@Setting("What counts as bad data; it explains alerts, and silence raises them.")
public record DataCheckSettings(
    @Setting(
            value =
                "Sale conditions, parted by commas, of trades whose price was not made in the"
                    + " market at that moment; `none` for none. One of up to three characters"
                    + " must be equal, a longer one may stand within a condition.",
            byDefault =
                "B,C,G,H,N,P,R,U,V,W,Z,4,7,Average Price,Derivatively Priced,Contingent,"
                    + "Prior Reference Price,Out of Sequence,Out Of Sequence,Bunched")
        Set<String> offMarketConditions,
    @Setting(
            value =
                "A symbol is silent after so many times its usual longer gaps without a tick,"
                    + " while its market is open and others tick.",
            byDefault = "5",
            min = "1.1",
            max = "1000")
        double silenceFactor,
    @Setting(value = "But not before so long.", byDefault = "1m", min = "1s", max = "1d")
        Duration silenceFloor) {

  /** The codes of the US consolidated tapes; five usual gaps; one minute. */
  public static final DataCheckSettings DEFAULT = SettingsLoader.defaults(DataCheckSettings.class);

  /**
   * @throws IllegalArgumentException when a value is out of bounds
   */
  public DataCheckSettings {
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
}
