package dev.tickwatch.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.market.bar.BarRules;
import dev.tickwatch.market.bar.BarSize;
import dev.tickwatch.market.bar.EmptyBars;
import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.model.scoring.ScoringDevice;
import dev.tickwatch.settings.SettingsException;
import dev.tickwatch.settings.SettingsLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceSettingsTest {

  @Test
  void needsOnlyABrokerAndAModel() {
    ServiceSettings settings = load("model.path=model.onnx");

    assertThat(settings.model().path()).contains(Path.of("model.onnx"));
    assertThat(settings.ticks().format()).isEqualTo(RecordFormat.AVRO);
    assertThat(settings.topics().names().deadLetters()).isEqualTo("prices.dead-letters");
    assertThat(settings.model().device()).isEqualTo(ScoringDevice.CPU);
  }

  @Test
  void takesBatchesOfASizeThatSuitsTheDevice() {
    assertThat(batchSize()).isEqualTo(128);
    assertThat(batchSize("model.device=cuda:1")).isEqualTo(2048);
    assertThat(batchSize("model.device=cuda:1", "scoring.batch-size=64")).isEqualTo(64);
  }

  private static int batchSize(String... assignments) {
    String[] all = Arrays.copyOf(assignments, assignments.length + 1);
    all[assignments.length] = "model.path=m.onnx";
    return PartSettings.stream(load(all)).batching().size();
  }

  @Test
  void saysWhatAStartCannotDoWithout() {
    assertThatThrownBy(() -> SettingsLoader.of(ServiceSettings.class).load())
        .isInstanceOf(SettingsException.class)
        .hasMessage("model.path is not set, nor is model.topic; one of the two must be");
    assertThatThrownBy(
            () ->
                SettingsLoader.of(ServiceSettings.class)
                    .environment(Map.of("TICKWATCH_MODEL_TOPIC", "models"))
                    .load())
        .hasMessage("kafka.bootstrap.servers is not set; must be host:port of one broker or more");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          model.topic=models | model.path is 'm.onnx' and model.topic is 'models'; must be one of the two
          model.device=gpu | model.device is 'gpu' (flag --set); must be cpu or cuda:N
          ticks.latest=1800-01-01T00:00:00Z | ticks.earliest is '1900-01-01T00:00:00Z'; must be before ticks.latest '1800-01-01T00:00:00Z'
          topics.scores=prices.ticks | topics.ticks, scores, forecasts, alerts, market-alerts and dead-letters must be six topics, not prices.ticks, prices.ticks, prices.forecasts, prices.alerts, prices.market-alerts, prices.dead-letters
          market.bucket=1500ms | market.bucket is 'PT1.5S'; must be of whole seconds
          ticks.fields.bid=ask | ticks.fields: tick field ask has the name 'ask', which clashes with 'ask'
          topics.ticks=a b | topics.ticks is 'a b' (flag --set); must be 1 to 200 letters, digits or . _ -
          streams.application-id= | streams.application-id is '' (flag --set); must be 1 to 200 letters, digits or . _ -
          ticks.bars=1w | ticks.bars is '1w' (flag --set); must be none, or a bar such as 1s, 5m, 1h or 1d, of a day at most
          ticks.bars=30h | ticks.bars is '30h'; must be none, or a bar such as 1s, 5m, 1h or 1d, of a day at most
          ticks.format=protobuf | ticks.format is 'protobuf' (flag --set); must be one of avro, json
          alerts.budget-ticks=1 | alerts.budget-ticks is '1' (flag --set); must be a number from 10 to 1000000000
          """)
  void refusesWhatDoesNotGoTogether(String assignment, String mistake) {
    assertThatThrownBy(() -> load("model.path=m.onnx", assignment)).hasMessage(mistake);
  }

  @Test
  void watchesWhatTheModelWasTrainedOnUnlessToldOtherwise() {
    assertThat(load("model.path=m.onnx").detection().series()).isEmpty();
    assertThat(load("model.path=m.onnx", "detection.series=metric").detection().series())
        .contains(SeriesKind.METRIC);
  }

  @Test
  void buildsBarsOnlyWhenAskedTo() {
    TradingCalendar calendar = TradingCalendar.named("xnys");

    assertThat(load("model.path=m.onnx").ticks().bars().rules(calendar)).isEmpty();
    assertThat(
            PartSettings.stream(
                    load("model.path=m.onnx", "ticks.bars=5m", "ticks.bar-grace=10s"), calendar)
                .bars())
        .contains(
            new BarRules(BarSize.parse("5m"), calendar, Duration.ofSeconds(10), EmptyBars.SKIP));
    assertThatThrownBy(() -> load("model.path=m.onnx", "ticks.bars=1s", "ticks.bar-grace=1h"))
        .hasMessage("ticks.bar-grace: grace of bars of 1s must be 0 to PT16M40S, not PT1H");
  }

  private static ServiceSettings load(String... assignments) {
    var loader =
        SettingsLoader.of(ServiceSettings.class)
            .flag("--bootstrap-server", "kafka.bootstrap.servers", "localhost:9092");
    for (String assignment : assignments) {
      loader.flag("--set", assignment);
    }
    return loader.load().settings();
  }
}
