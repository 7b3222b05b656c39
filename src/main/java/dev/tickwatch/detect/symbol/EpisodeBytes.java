package dev.tickwatch.detect.symbol;

import dev.tickwatch.detect.alert.Alert.Contribution;
import dev.tickwatch.detect.alert.Alert.Peak;
import dev.tickwatch.detect.alert.Episode;
import dev.tickwatch.market.check.QualityReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An open episode, or none, as bytes in a symbol's state. */
final class EpisodeBytes {
  private static final int FIXED =
      3 * Long.BYTES + 3 * Integer.BYTES + 8 * Double.BYTES + Long.BYTES;

  private EpisodeBytes() {}

  /** Empty for none. */
  static byte[] write(Episode episode) {
    if (episode == null) {
      return new byte[0];
    }
    byte[] statistic = utf8(episode.peak().statistic());
    List<byte[]> names = new ArrayList<>();
    int size = FIXED + Short.BYTES + statistic.length + Short.BYTES;
    for (Contribution contribution : episode.contributions()) {
      for (String name : List.of(contribution.test(), contribution.feature())) {
        byte[] text = utf8(name);
        names.add(text);
        size += Short.BYTES + text.length;
      }
      size += 2 * Integer.BYTES + 4 * Double.BYTES;
    }
    ByteBuffer to = ByteBuffer.allocate(size);
    to.putLong(episode.openedSequence()).putLong(episode.openedAtMicros());
    to.putInt(episode.anomalousTicks()).putInt(episode.quietTicks()).putDouble(episode.toldScore());
    Peak peak = episode.peak();
    to.putLong(peak.eventTimeMicros()).putLong(peak.sequence()).putDouble(peak.price());
    to.putDouble(peak.expectedPrice()).putDouble(peak.lowerPrice()).putDouble(peak.upperPrice());
    to.putDouble(peak.score()).putDouble(peak.tailProbability());
    to.putDouble(peak.episodeRate());
    to.putInt(episode.quality().stream().mapToInt(QualityReason::flag).sum());
    putText(to, statistic);
    to.putShort((short) episode.contributions().size());
    for (int i = 0; i < episode.contributions().size(); i++) {
      Contribution part = episode.contributions().get(i);
      putText(to, names.get(2 * i));
      putText(to, names.get(2 * i + 1));
      to.putInt(part.scale()).putInt(part.step());
      to.putDouble(part.score()).putDouble(part.residual());
      to.putDouble(part.expected()).putDouble(part.seen());
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
    long peakTime = from.getLong();
    long peakSequence = from.getLong();
    double[] numbers = new double[7];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = from.getDouble();
    }
    List<QualityReason> quality = QualityReason.of(from.getInt());
    Peak peak =
        new Peak(
            peakTime,
            peakSequence,
            numbers[0],
            numbers[1],
            numbers[2],
            numbers[3],
            numbers[4],
            numbers[5],
            numbers[6],
            getText(from));
    int count = from.getShort();
    List<Contribution> contributions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      contributions.add(
          new Contribution(
              getText(from),
              getText(from),
              from.getInt(),
              from.getInt(),
              from.getDouble(),
              from.getDouble(),
              from.getDouble(),
              from.getDouble()));
    }
    if (count < 0 || from.hasRemaining()) {
      throw new IllegalArgumentException("episode of " + count + " contributions is damaged");
    }
    return new Episode(
        openedSequence, openedAt, anomalous, quiet, peak, told, quality, contributions);
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
    String decoded = new String(text, StandardCharsets.UTF_8);
    if (!Arrays.equals(utf8(decoded), text)) {
      throw new IllegalArgumentException("episode has a name that is no UTF-8, is damaged");
    }
    return decoded;
  }
}
