package dev.tickwatch.io.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.detect.symbol.Forecast;
import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.market.check.DataIssue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;

/** Holds what is written field by field against Avro's own encoder. */
class AvroFieldsTest {
  private static final long[] NUMBERS = {0, -1, 1, 63, 64, -65, Integer.MAX_VALUE, 1L << 50};
  private static final String[] TEXTS = {"", "A", "BTC-USD", "Sü", "日本", "x".repeat(700)};

  private final Random random = new Random(3);

  private double real() {
    double[] special = {0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE};
    return random.nextInt(3) == 0
        ? special[random.nextInt(special.length)]
        : random.nextGaussian() * Math.exp(10 * random.nextGaussian());
  }

  private long number() {
    return NUMBERS[random.nextInt(NUMBERS.length)];
  }

  private String text() {
    return TEXTS[random.nextInt(TEXTS.length)];
  }

  private Score score() {
    return new Score(
        text(),
        number() - 7,
        number(),
        random.nextGaussian(),
        random.nextBoolean() ? Score.State.SCORED : Score.State.WARMING_UP,
        random.nextBoolean(),
        random.nextInt(300),
        random.nextInt(300),
        new Score.Surprise(real(), real(), real(), random.nextInt(4) == 0 ? null : text(), real()),
        new Score.Likelihood(real(), real(), real(), real()),
        new Score.Interval(real(), real(), real(), real()),
        random.nextInt(4) == 0 ? null : text(),
        DataIssue.of(random.nextInt(4) == 0 ? random.nextInt(256) : 0));
  }

  private Forecast forecast() {
    List<Forecast.Step> steps = new ArrayList<>();
    for (int i = random.nextInt(100); i > 0; i--) {
      steps.add(new Forecast.Step(random.nextInt(300), real(), real(), real()));
    }
    return new Forecast(text(), number(), number(), real(), 0.9, text(), steps);
  }

  /** What Avro makes of bytes that it read. */
  private static <R extends SpecificRecordBase> byte[] again(byte[] bytes, R instance)
      throws IOException {
    var model = instance.getSpecificData();
    R read = new BinaryMessageDecoder<R>(model, instance.getSchema()).decode(bytes);
    var written = new BinaryMessageEncoder<R>(model, instance.getSchema()).encode(read);
    byte[] again = new byte[written.remaining()];
    written.get(again);
    return again;
  }

  @Test
  void writesScoresAsAvroDoes() throws IOException {
    Codec<Score> codec = WireFormat.scores(RecordFormat.AVRO);
    for (int i = 0; i < 2_000; i++) {
      Score score = score();
      byte[] bytes = codec.encode(score);

      assertThat(again(bytes, new dev.tickwatch.schema.Score())).isEqualTo(bytes);
      assertThat(codec.decode(bytes)).isEqualTo(score);
    }
  }

  @Test
  void writesForecastsAsAvroDoes() throws IOException {
    Codec<Forecast> codec = WireFormat.forecasts(RecordFormat.AVRO);
    for (int i = 0; i < 2_000; i++) {
      Forecast forecast = forecast();
      byte[] bytes = codec.encode(forecast);

      assertThat(again(bytes, new dev.tickwatch.schema.Forecast())).isEqualTo(bytes);
      assertThat(codec.decode(bytes)).isEqualTo(forecast);
    }
  }
}
