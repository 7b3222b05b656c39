package dev.tickwatch.io.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwatch.detect.symbol.Forecast;
import dev.tickwatch.detect.symbol.Score;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonRecordsTest {
  private final Codec<Score> scores = WireFormat.scores(RecordFormat.JSON);

  @Test
  void writesNullForWhatIsNotFinite() {
    Codec<Forecast> forecasts = WireFormat.forecasts(RecordFormat.JSON);
    Forecast odd =
        new Forecast("A", 0, 1, 2, 0.9, "m", List.of(new Forecast.Step(1, Double.NaN, 1, 1.0 / 0)));
    byte[] bytes = forecasts.encode(odd);
    assertThat(new String(bytes, StandardCharsets.UTF_8))
        .contains("\"expected_price\":null,\"lower_price\":1.0,\"upper_price\":null");
    assertThat(forecasts.decode(bytes).steps().get(0).upperPrice()).isNaN();
  }

  @Test
  void namesTheFieldThatIsWrong() {
    String good = new String(scores.encode(SampleRecords.SCORE), StandardCharsets.UTF_8);
    assertWrong(good.replace("\"sequence\":4711", "\"sequence\":1.5"), "field 'sequence' is '1.5'");
    assertWrong(good.replace("\"SCORED\"", "\"DONE\""), "field 'state' is 'DONE'");
    assertWrong(good.replace("\"kl\":1.25", "\"kl\":\"x\""), "field 'kl' is 'x', not a number");
    assertWrong(good.replace("\"symbol\"", "\"sym\""), "field 'symbol' is missing");
    assertWrong(good.replace("2013-11-25T", "2013-13-25T"), "field 'event_time' is '2013-13-25T");
    assertWrong(good.replace("120", "99999999999"), "field 'warm_up_seen' is '99999999999'");
  }

  @Test
  void refusesUnknownReasonsAndBadBase64() {
    Codec<DeadLetter> letters = WireFormat.deadLetters(RecordFormat.JSON);
    String good = new String(letters.encode(SampleRecords.DEAD_LETTER), StandardCharsets.UTF_8);
    assertThatThrownBy(() -> letters.decode(bytes(good.replace("bad_price", "bad_luck"))))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("bad_luck");
    assertThatThrownBy(() -> letters.decode(bytes(good.replace("AP9/eyI=", "?"))))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("base64");
  }

  private void assertWrong(String json, String message) {
    assertThatThrownBy(() -> scores.decode(bytes(json)))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining(message);
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
