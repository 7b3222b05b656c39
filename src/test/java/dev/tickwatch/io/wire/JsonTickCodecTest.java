package dev.tickwatch.io.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.market.tick.TickCheck;
import dev.tickwatch.market.tick.TickDefect;
import dev.tickwatch.market.tick.TickDefect.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTickCodecTest {
  private static final String GOOD =
      "{\"symbol\":\"A\",\"event_time\":\"2013-11-25T10:15:30.123456Z\",\"price\":10,\"size\":2}";

  private final Codec<Tick> codec = WireFormat.ticks(RecordFormat.JSON, TickFields.DEFAULT);
  private final TickParser parser = new TickParser(codec, TickCheck.DEFAULT);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'event_time':1385374530,'price':1,'size':1}                  | MISSING_SYMBOL | symbol",
        "{'symbol':' ','event_time':1385374530,'price':1,'size':1}     | MISSING_SYMBOL | symbol",
        "{'symbol':null,'event_time':1385374530,'price':1,'size':1}    | MISSING_SYMBOL | symbol",
        "{'symbol':'A','event_time':1385374530,'size':1}               | BAD_PRICE | NaN",
        "{'symbol':'A','event_time':1385374530,'price':null,'size':1}  | BAD_PRICE | NaN",
        "{'symbol':'A','event_time':1385374530,'price':NaN,'size':1}   | BAD_PRICE | NaN",
        "{'symbol':'A','event_time':1385374530,'price':'NaN','size':1} | BAD_PRICE | NaN",
        "{'symbol':'A','event_time':1385374530,'price':Infinity,'size':1} | BAD_PRICE | Infinity",
        "{'symbol':'A','event_time':1385374530,'price':1e999,'size':1} | BAD_PRICE | Infinity",
        "{'symbol':'A','event_time':1385374530,'price':-1,'size':1}    | BAD_PRICE | -1.0",
        "{'symbol':'A','event_time':1385374530,'price':0,'size':1}     | BAD_PRICE | 0.0",
        "{'symbol':'A','event_time':1385374530,'price':'abc','size':1} | UNPARSABLE | field 'price' is 'abc'",
        "{'symbol':'A','event_time':1385374530,'price':[1],'size':1}   | UNPARSABLE | field 'price' is '[1]'",
        "{'symbol':'A','event_time':1385374530,'price':true,'size':1}  | UNPARSABLE | field 'price' is 'true'",
        "{'symbol':'A','event_time':1385374530,'price':'0x1p3','size':1} | UNPARSABLE | '0x1p3'",
        "{'symbol':'A','event_time':1385374530,'price':1}              | BAD_SIZE | NaN",
        "{'symbol':'A','event_time':1385374530,'price':1,'size':-2}    | BAD_SIZE | -2.0",
        "{'symbol':'A','event_time':1385374530,'price':1,'size':1,'bid':0} | BAD_QUOTE | 0.0",
        "{'symbol':'A','price':1,'size':1}                             | UNPARSABLE | 'event_time' is missing",
        "{'symbol':'A','event_time':'soon','price':1,'size':1}         | UNPARSABLE | field 'event_time' is 'soon'",
        "{'symbol':'A','event_time':'2013-11-25T10:15:30','price':1,'size':1} | UNPARSABLE | offset",
        "{'symbol':'A','event_time':NaN,'price':1,'size':1}            | UNPARSABLE | event_time",
        "{'symbol':'A','event_time':1e300,'price':1,'size':1}          | UNPARSABLE | event_time",
        "{'symbol':'A','event_time':99999999999999999999999,'price':1,'size':1} | UNPARSABLE | event_time",
        "{'symbol':'A','event_time':{},'price':1,'size':1}             | UNPARSABLE | field 'event_time' is '{}'",
        "{'symbol':'A','event_time':9000000000,'price':1,'size':1}     | BAD_TIME | 2255",
        "{'symbol':{},'event_time':1385374530,'price':1,'size':1}      | UNPARSABLE | field 'symbol' is '{}'",
        "[1]                                                           | UNPARSABLE | not an object",
        "{'symbol':'A'                                                 | UNPARSABLE | not JSON",
        "{'symbol':'A','symbol':'B'}                                   | UNPARSABLE | Duplicate",
        "{} {}                                                         | UNPARSABLE | not JSON",
        "nonsense                                                      | UNPARSABLE | not JSON",
      },
      quoteCharacter = '`')
  void saysWhatIsWrong(String json, Reason reason, String detail) {
    TickOutcome outcome = parser.parse(bytes(json.replace('\'', '"')));
    assertThat(outcome).isInstanceOf(TickOutcome.Rejected.class);
    TickDefect defect = ((TickOutcome.Rejected) outcome).defect();
    assertThat(defect.reason()).as(defect.detail()).isEqualTo(reason);
    assertThat(defect.detail()).contains(detail);
    assertThat(defect.detail().lines()).hasSize(1);
  }

  @Test
  void refusesNoBytesAndEmptyBytes() {
    assertThat(parser.parse(null)).isInstanceOf(TickOutcome.Rejected.class);
    assertThat(parser.parse(new byte[0])).isInstanceOf(TickOutcome.Rejected.class);
    assertThat(parser.parse(new byte[] {(byte) 0xC3, 1, 2, 3}))
        .isInstanceOf(TickOutcome.Rejected.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2013-11-25T10:15:30.123456Z\"",
        "\"2013-11-25T12:15:30.123456+02:00\"",
        "\"2013-11-25 10:15:30.123456+0000\"",
        "\"2013-11-25 10:15:30.123456789 +00\"",
        "1385374530.123456",
        "\"1385374530.123456\"",
        "1385374530123456",
        "\"1385374530123456\"",
        "1385374530123456789",
        "1.385374530123456e9"
      })
  void readsTimesInManyForms(String time) {
    String json = GOOD.replace("\"2013-11-25T10:15:30.123456Z\"", time);
    assertThat(codec.decode(bytes(json)).eventTimeMicros()).isEqualTo(SampleRecords.TIME);
  }

  @Test
  void readsTimesInAStatedUnit() {
    EventTimes millis = new EventTimes(EpochUnit.MILLIS, Optional.empty());
    Codec<Tick> stated = WireFormat.ticks(RecordFormat.JSON, TickFields.DEFAULT, millis);
    String json = GOOD.replace("\"2013-11-25T10:15:30.123456Z\"", "86400000");
    assertThat(stated.decode(bytes(json)).eventTimeMicros()).isEqualTo(86_400_000_000L);
  }

  @Test
  void readsNumbersFromText() {
    String json =
        "{\"symbol\":600000,\"event_time\":\"1385374530\",\"price\":\"10.5\",\"size\":\"1e3\","
            + "\"bid\":\"\",\"ask\":\" 11 \",\"conditions\":[\"@\",\"F\"],\"extra\":{\"a\":[1]}}";
    assertThat(codec.decode(bytes(json)))
        .isEqualTo(
            new Tick("600000", 1_385_374_530_000_000L, 10.5, 1000, Double.NaN, 11, null, "@,F"));
  }

  @Test
  void usesConfiguredNestedNamesBothWays() {
    TickFields fields =
        new TickFields(
            "data.sym", "data.t.ns", "data.px", null, null, null, null, null, "venue", null);
    Codec<Tick> configured = WireFormat.ticks(RecordFormat.JSON, fields);
    String json =
        "{\"type\":\"trade\",\"venue\":\"X\",\"data\":{\"sym\":\"A\",\"px\":\"3\","
            + "\"t\":{\"ns\":1385374530123456789}}}";
    Tick tick = new Tick("A", SampleRecords.TIME, 3, 1, Double.NaN, Double.NaN, "X", null);
    assertThat(configured.decode(bytes(json))).isEqualTo(tick);
    assertThat(new String(configured.encode(tick), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"data\":{\"sym\":\"A\",\"t\":{\"ns\":\"2013-11-25T10:15:30.123456Z\"},\"px\":3.0},"
                + "\"venue\":\"X\"}");
  }

  @Test
  void namesTheConfiguredFieldInErrors() {
    TickFields fields =
        new TickFields("s", "t", "data.px", null, null, null, null, null, null, null);
    Codec<Tick> configured = WireFormat.ticks(RecordFormat.JSON, fields);
    assertThatThrownBy(
            () -> configured.decode(bytes("{\"s\":\"A\",\"t\":1,\"data\":{\"px\":\"ten\"}}")))
        .hasMessage("field 'data.px' is 'ten', not a number");
  }

  @Test
  void boundsDepthNumbersAndSize() {
    assertMalformed("{\"a\":" + "[".repeat(100_000));
    assertMalformed(GOOD.replace("10", "1".repeat(10_000)));
    assertMalformed(GOOD.replace("\"A\"", "\"" + "A".repeat(9 << 20) + "\""));
    assertMalformed("{\"" + "k".repeat(10_000) + "\":1}");
  }

  @Test
  void quotesOnlyTheBeginningOfLongValues() {
    String json = GOOD.replace("10,", "\"" + "x".repeat(5_000) + "\\n\",");
    assertThatThrownBy(() -> codec.decode(bytes(json)))
        .hasMessageContaining("field 'price' is 'xxx")
        .message()
        .hasSizeLessThan(150);
  }

  private void assertMalformed(String json) {
    assertThatThrownBy(() -> codec.decode(bytes(json)))
        .isInstanceOf(MalformedRecordException.class)
        .message()
        .hasSizeLessThan(300);
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
