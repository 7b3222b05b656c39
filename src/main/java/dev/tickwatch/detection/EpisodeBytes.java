package dev.tickwatch.detection;

import dev.tickwatch.alert.Alert.Contribution;
import dev.tickwatch.alert.Alert.Peak;
import dev.tickwatch.alert.Episode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An open episode, or none, as bytes in a symbol's state. */
final class EpisodeBytes {
  private static final int FIXED =
      3 * Long.BYTES + 2 * Integer.BYTES + 7 * Double.BYTES + Long.BYTES;

  private EpisodeBytes() {}

  /** Empty for none. */
  static byte[] write(Episode episode) {
    if (episode == null) {
      return new byte[0];
    }
    byte[] statistic = utf8(episode.peak().statistic());
    List<byte[]> features = new ArrayList<>();
    int size = FIXED + Short.BYTES + statistic.length + Short.BYTES;
    for (Contribution contribution : episode.contributions()) {
      byte[] feature = utf8(contribution.feature());
      features.add(feature);
      size += Short.BYTES + feature.length + Integer.BYTES + 2 * Double.BYTES;
    }
    ByteBuffer to = ByteBuffer.allocate(size);
    to.putLong(episode.openedSequence()).putLong(episode.openedAtMicros());
    to.putInt(episode.anomalousTicks()).putInt(episode.quietTicks()).putDouble(episode.toldScore());
    Peak peak = episode.peak();
    to.putLong(peak.eventTimeMicros()).putLong(peak.sequence()).putDouble(peak.price());
    to.putDouble(peak.expectedPrice()).putDouble(peak.lowerPrice()).putDouble(peak.upperPrice());
    to.putDouble(peak.score()).putDouble(peak.tailProbability());
    putText(to, statistic);
    to.putShort((short) features.size());
    for (int i = 0; i < features.size(); i++) {
      Contribution contribution = episode.contributions().get(i);
      putText(to, features.get(i));
      to.putInt(contribution.step())
          .putDouble(contribution.nats())
          .putDouble(contribution.residual());
    }
    return to.array();
  }

  /** Reads all that remains; null when nothing does. */
  static Episode read(ByteBuffer from) {
    if (!from.hasRemaining()) {
      return null;
    }
    long openedSequence = from.getLong();
    long openedAt = from.getLong();
    int anomalous = from.getInt();
    int quiet = from.getInt();
    double told = from.getDouble();
    Peak peak =
        new Peak(
            from.getLong(),
            from.getLong(),
            from.getDouble(),
            from.getDouble(),
            from.getDouble(),
            from.getDouble(),
            from.getDouble(),
            from.getDouble(),
            getText(from));
    int count = from.getShort();
    List<Contribution> contributions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      contributions.add(
          new Contribution(getText(from), from.getInt(), from.getDouble(), from.getDouble()));
    }
    return new Episode(openedSequence, openedAt, anomalous, quiet, peak, told, contributions);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void putText(ByteBuffer to, byte[] text) {
    to.putShort((short) text.length).put(text);
  }

  private static String getText(ByteBuffer from) {
    byte[] text = new byte[from.getShort()];
    from.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
