package dev.tickwatch.app.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tickwatch.detect.statistic.TickStatistics;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.model.manifest.Manifest;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What a stored state was made for, at its begin.
 *
 * <pre>
 * version (byte) | length (short) and text of sampling and calendar, as 1m xnys, and behind them metric
 * where the ticks are no prices | steps of the window
 * (int) | volatility span (int) | session gap in ms (long)
 * </pre>
 *
 * <p>Features have no entry: they are those of the code, and another version when they change.
 */
public record StateHeader(String ticks, int steps, int volatilitySpan, long sessionGapMillis) {
  /** Of the layout, but for the arrays by statistic. */
  private static final int LAYOUT = 10;

  /** Rises with the layout, and with the statistics whose numbers are stored. */
  public static final byte VERSION = (byte) (LAYOUT + TickStatistics.EDITION);

  private static final int MOST_TICKS = 200;
  private static final int FIXED = 1 + Short.BYTES + 2 * Integer.BYTES + Long.BYTES;

  /** The header of the model asked for last: states change with every tick, models seldom. */
  private static volatile Encoded last;

  private static final class Encoded {
    private final Manifest manifest;
    private final byte[] header;

    private Encoded(Manifest manifest) {
      this.manifest = manifest;
      header = of(manifest).encoded();
    }
  }

  /** Bytes of the header of states whose windows a model can score; not to be changed. */
  @SuppressWarnings("ReferenceEquality") // an equal manifest would but be encoded again
  static byte[] bytesFor(Manifest manifest) {
    Encoded known = last;
    if (known == null || known.manifest != manifest) {
      known = new Encoded(manifest);
      last = known;
    }
    return known.header;
  }

  /** Of states whose windows a model can score. */
  public static StateHeader of(Manifest manifest) {
    boolean prices = manifest.series() == SeriesKind.PRICE;
    return new StateHeader(
        manifest.sampling() + " " + manifest.calendar().name() + (prices ? "" : " metric"),
        manifest.shape().steps(),
        manifest.featureSettings().volatilitySpan(),
        manifest.featureSettings().sessionGap().toMillis());
  }

  /**
   * What a stored state is of, where nothing in it can go on with a model: of an older version, or
   * of other ticks (sampling and calendar, as {@code 1m xnys}). Empty where it is the model's, or
   * where it is not to be given up, as of a newer version, and {@link StateBytes#read} says why.
   */
  public static Optional<String> other(Manifest manifest, byte[] stored) {
    ByteBuffer from = ByteBuffer.wrap(stored);
    try {
      byte version = from.get();
      if (version > 0 && version < VERSION) {
        return Optional.of("version " + version);
      }
      return version == VERSION
          ? Optional.of(readTicks(from)).filter(found -> !found.equals(of(manifest).ticks))
          : Optional.empty();
    } catch (BufferUnderflowException | NegativeArraySizeException e) {
      return Optional.empty();
    }
  }

  private static String readTicks(ByteBuffer from) {
    int length = from.getShort();
    if (length > MOST_TICKS) {
      throw new BufferUnderflowException(); // damaged, as where bytes are missing
    }
    byte[] text = new byte[length];
    from.get(text);
    return new String(text, UTF_8);
  }

  private byte[] encoded() {
    byte[] text = ticks.getBytes(UTF_8);
    ByteBuffer to = ByteBuffer.allocate(FIXED + text.length);
    to.put(VERSION).putShort((short) text.length).put(text);
    to.putInt(steps).putInt(volatilitySpan).putLong(sessionGapMillis);
    return to.array();
  }

  /**
   * Reads the header of a state.
   *
   * @throws IllegalArgumentException when it is not a model's; says in what
   */
  static void require(Manifest manifest, ByteBuffer from) {
    try {
      requireWhole(manifest, from);
    } catch (BufferUnderflowException | NegativeArraySizeException e) {
      throw new IllegalArgumentException("state of " + from.limit() + " bytes is damaged", e);
    }
  }

  private static void requireWhole(Manifest manifest, ByteBuffer from) {
    byte[] wanted = bytesFor(manifest);
    ByteBuffer found = from.slice(0, Math.min(wanted.length, from.limit()));
    if (found.equals(ByteBuffer.wrap(wanted))) {
      from.position(wanted.length);
    } else {
      of(manifest).require(from);
    }
  }

  /**
   * Reads a header.
   *
   * @throws IllegalArgumentException when it is not equal to this one; says in what
   */
  private void require(ByteBuffer from) {
    byte version = from.get();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "state has version " + version + "; this Tickwatch reads " + VERSION);
    }
    StateHeader found =
        new StateHeader(readTicks(from), from.getInt(), from.getInt(), from.getLong());
    if (!found.ticks.equals(ticks)) {
      throw new IllegalArgumentException(
          "state holds ticks '" + found.ticks + "'; the model wants '" + ticks + "'");
    }
    if (found.steps != steps) {
      throw new IllegalArgumentException(
          "state holds windows of " + found.steps + " ticks; the model wants " + steps);
    }
    if (!found.equals(this)) {
      throw new IllegalArgumentException(
          "state was written with a volatility span of %d ticks and a session gap of %d ms; the model wants %d ticks and %d ms"
              .formatted(
                  found.volatilitySpan, found.sessionGapMillis, volatilitySpan, sessionGapMillis));
    }
  }
}
