package dev.tickwatch.lab.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.marketwide.MarketAlert;
import dev.tickwatch.detect.symbol.Forecast;
import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.io.wire.Codec;
import dev.tickwatch.io.wire.DeadLetter;
import dev.tickwatch.io.wire.MalformedRecordException;
import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.WireFormat;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * A record of an output topic, seen or expected.
 *
 * @param output where it belongs
 * @param group within which records keep their order: the symbol; of the market the group of
 *     symbols; of a dead letter the partition and the key that it came with. Silences of a symbol
 *     are a group of their own: they are told by the ticks of other symbols
 * @param id tells it from the others of its group
 * @param modelVersion that it names; empty where it names none
 * @param content key and value, byte by byte; without the model's version when any will do
 */
record OutputRecord(
    Output output, String group, String id, String modelVersion, ByteBuffer content) {

  private static final String ANY = "any";
  private static final Codec<Score> SCORES = WireFormat.scores(RecordFormat.AVRO);
  private static final Codec<Forecast> FORECASTS = WireFormat.forecasts(RecordFormat.AVRO);
  private static final Codec<Alert> ALERTS = WireFormat.alerts(RecordFormat.AVRO);
  private static final Codec<MarketAlert> MARKET_ALERTS =
      WireFormat.marketAlerts(RecordFormat.AVRO);
  private static final Codec<DeadLetter> LETTERS = WireFormat.deadLetters(RecordFormat.AVRO);

  /**
   * Of a committed record.
   *
   * @param anyModel whether the model's version is not to be compared
   * @throws MalformedRecordException when it cannot be read
   */
  static OutputRecord read(Output output, byte[] key, byte[] value, boolean anyModel) {
    OutputRecord again =
        switch (output) {
          case SCORES -> of(SCORES.decode(value), anyModel);
          case FORECASTS -> of(FORECASTS.decode(value), anyModel);
          case ALERTS -> of(ALERTS.decode(value), anyModel);
          case MARKET_ALERTS -> of(MARKET_ALERTS.decode(value));
          case DEAD_LETTERS -> of(LETTERS.decode(value));
        };
    // The bytes as they are, not as they are read and written again.
    ByteBuffer content = anyModel ? again.content : content(key, value);
    return new OutputRecord(output, again.group, again.id, again.modelVersion, content);
  }

  /** Of a score. */
  static OutputRecord of(Score s, boolean anyModel) {
    Score score =
        anyModel && s.modelVersion() != null
            ? new Score(
                s.symbol(),
                s.eventTimeMicros(),
                s.sequence(),
                s.price(),
                s.state(),
                s.late(),
                s.warmUpSeen(),
                s.warmUpNeeded(),
                new Score.Surprise(
                    s.score(),
                    s.tailProbability(),
                    s.episodeRate(),
                    s.statistic(),
                    s.ownCalibration()),
                new Score.Likelihood(s.elbo(), s.reconstruction(), s.kl(), s.logLikelihood()),
                new Score.Interval(
                    s.expectedPrice(), s.lowerPrice(), s.upperPrice(), s.intervalLevel()),
                ANY,
                s.quality())
            : s;
    return of(
        Output.SCORES,
        s.symbol(),
        String.valueOf(s.sequence()),
        s.modelVersion(),
        SCORES.encode(score));
  }

  /** Of a forecast. */
  static OutputRecord of(Forecast f, boolean anyModel) {
    Forecast forecast =
        anyModel
            ? new Forecast(
                f.symbol(),
                f.eventTimeMicros(),
                f.sequence(),
                f.price(),
                f.intervalLevel(),
                ANY,
                f.steps())
            : f;
    return of(
        Output.FORECASTS,
        f.symbol(),
        String.valueOf(f.sequence()),
        f.modelVersion(),
        FORECASTS.encode(forecast));
  }

  /** Of an alert. */
  static OutputRecord of(Alert a, boolean anyModel) {
    Alert alert =
        anyModel
            ? new Alert(
                a.id(),
                a.symbol(),
                a.status(),
                a.severity(),
                a.verdict(),
                a.openedAtMicros(),
                a.updatedAtMicros(),
                a.openedSequence(),
                a.updatedSequence(),
                a.anomalousTicks(),
                a.budgetTicks(),
                a.threshold(),
                ANY,
                a.peak(),
                a.quality(),
                a.contributions(),
                a.markets())
            : a;
    boolean silence = a.id().startsWith(a.symbol() + "/silence/");
    byte[] value = ALERTS.encode(alert);
    return new OutputRecord(
        Output.ALERTS,
        silence ? a.symbol() + " (silence)" : a.symbol(),
        a.id() + " " + a.status() + " " + a.updatedSequence() + " " + a.updatedAtMicros(),
        a.modelVersion() == null ? "" : a.modelVersion(),
        content(a.symbol().getBytes(UTF_8), value));
  }

  /** Of an alert of the market. */
  static OutputRecord of(MarketAlert a) {
    return new OutputRecord(
        Output.MARKET_ALERTS,
        a.group(),
        a.id() + " " + a.status() + " " + a.updatedAtMicros(),
        "",
        content(a.group().getBytes(UTF_8), MARKET_ALERTS.encode(a)));
  }

  /** Of a dead letter. One without a key may land in any partition, and so has no order. */
  static OutputRecord of(DeadLetter letter) {
    String from = letter.sourcePartition() + "/";
    return new OutputRecord(
        Output.DEAD_LETTERS,
        letter.key() == null
            ? from + letter.sourceOffset()
            : from + "key " + Base64.getEncoder().encodeToString(letter.key()),
        String.valueOf(letter.sourceOffset()),
        "",
        content(letter.key(), LETTERS.encode(letter)));
  }

  /** Which fields are not what they were expected to be, and what they are. */
  String differencesFrom(OutputRecord expected) {
    Record seen = decoded();
    Record due = expected.decoded();
    List<String> differences = new ArrayList<>();
    for (RecordComponent field : seen.getClass().getRecordComponents()) {
      Object is = valueOf(field, seen);
      Object was = valueOf(field, due);
      if (!Objects.deepEquals(is, was)) {
        differences.add(field.getName() + " is " + is + " and not " + was);
      }
    }
    return differences.isEmpty() ? "the key or the encoding" : String.join("; ", differences);
  }

  private static Object valueOf(RecordComponent field, Record of) {
    try {
      return field.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Record decoded() {
    int keyBytes = Math.max(0, content.getInt(0));
    byte[] value = new byte[content.limit() - Integer.BYTES - keyBytes];
    content.get(Integer.BYTES + keyBytes, value);
    return switch (output) {
      case SCORES -> SCORES.decode(value);
      case FORECASTS -> FORECASTS.decode(value);
      case ALERTS -> ALERTS.decode(value);
      case MARKET_ALERTS -> MARKET_ALERTS.decode(value);
      case DEAD_LETTERS -> LETTERS.decode(value);
    };
  }

  private static OutputRecord of(
      Output output, String symbol, String id, String modelVersion, byte[] value) {
    return new OutputRecord(
        output,
        symbol,
        id,
        modelVersion == null ? "" : modelVersion,
        content(symbol.getBytes(UTF_8), value));
  }

  private static ByteBuffer content(byte[] key, byte[] value) {
    int keyBytes = key == null ? 0 : key.length;
    ByteBuffer content = ByteBuffer.allocate(Integer.BYTES + keyBytes + value.length);
    content.putInt(key == null ? -1 : keyBytes);
    if (key != null) {
      content.put(key);
    }
    return content.put(value).flip().asReadOnlyBuffer();
  }
}
