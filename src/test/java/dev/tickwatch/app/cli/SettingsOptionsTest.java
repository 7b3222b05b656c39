package dev.tickwatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwatch.market.bar.EmptyBars;
import dev.tickwatch.market.check.DataCheckSettings;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.settings.SettingsException;
import dev.tickwatch.settings.SettingsLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class SettingsOptionsTest {
  private static final List<SettingFlag> FLAGS =
      Stream.of(
              SettingFlag.BARS,
              SettingFlag.QUALITY,
              SettingFlag.MARKET,
              SettingFlag.ALERTS,
              List.of(SettingFlag.SERIES, SettingFlag.FORMAT))
          .flatMap(List::stream)
          .toList();

  @TempDir private Path directory;

  private static SettingsOptions options(String... arguments) {
    SettingsOptions options = new SettingsOptions(FLAGS);
    new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
    return options;
  }

  private static OfflineSettings load(String... arguments) {
    return options(arguments).load();
  }

  private String config(String yaml) throws IOException {
    return Files.writeString(directory.resolve("t.yaml"), yaml).toString();
  }

  @Test
  void withoutAnyAreTheDefaultsOfTheServicesSettings() {
    OfflineSettings settings = load();

    assertThat(settings).isEqualTo(SettingsLoader.defaults(OfflineSettings.class));
    assertThat(settings.quality()).isEqualTo(DataCheckSettings.DEFAULT);
    assertThat(settings.series()).isEqualTo(SeriesKind.PRICE);
  }

  @Test
  void flagsHaveTheWordsAndDefaultsOfTheirSettings() {
    OptionSpec factor =
        new CommandLine(new SettingsOptions(FLAGS)).getCommandSpec().findOption("--silence-factor");

    assertThat(factor.description())
        .singleElement()
        .asString()
        .startsWith("A symbol is silent after so many times")
        .endsWith(" Default: 5");
  }

  @Test
  void readsConditionsAndSilences() {
    DataCheckSettings settings =
        load(
                "--off-market-conditions",
                "Z, Average Price",
                "--silence-factor=2.5",
                "--silence-floor",
                "PT30S")
            .quality();

    assertThat(settings.offMarketConditions()).containsExactlyInAnyOrder("Z", "Average Price");
    assertThat(settings.silenceFactor()).isEqualTo(2.5);
    assertThat(settings.silenceFloor()).isEqualTo(Duration.ofSeconds(30));
    assertThat(load("--off-market-conditions", "none").quality().offMarketConditions()).isEmpty();
    assertThat(load("--off-market-conditions", "").quality().offMarketConditions()).isEmpty();
  }

  @Test
  void aFlagWinsOverAnAssignmentAndThatOverTheFile() throws IOException {
    String file =
        config(
            "alerts:\n  budget-ticks: 100\n  quiet-ticks: 3\n  accept-ticks: 50\nserver.port: 0\n");

    OfflineSettings settings =
        load(
            "--budget-ticks",
            "300",
            "--set",
            "alerts.budget-ticks=200",
            "--config",
            file,
            "--set",
            "alerts.quiet-ticks=4",
            "--empty-bars",
            "FILL");

    assertThat(settings.alerts().budgetTicks()).isEqualTo(300);
    assertThat(settings.alerts().quietTicks()).isEqualTo(4);
    assertThat(settings.alerts().acceptTicks()).isEqualTo(50);
    assertThat(settings.ticks().bars().emptyBars()).isEqualTo(EmptyBars.FILL);
  }

  @Test
  void takesTheFileOfAServiceAndPassesOverWhatItDoesNotUse() {
    OfflineSettings settings = load("--config", Path.of("deploy", "tickwatch.yaml").toString());

    assertThat(settings.alerts().budgetTicks()).isPositive();
  }

  @Test
  void refusesInTheFileWhatItUsesAndWhatNobodyKnows() throws IOException {
    String file =
        config("quality:\n  silence-factor: 0.5\nscoring.linger: 1y\nalerts.budget-tick: 10\n");

    assertThatThrownBy(() -> load("--config", file))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            String.join(
                System.lineSeparator(),
                "alerts.budget-tick (file "
                    + file
                    + ", line 4) is not a setting; did you mean alerts.budget-ticks?",
                "quality.silence-factor is '0.5' (file "
                    + file
                    + ", line 2); must be a number from 1.1 to 1000"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --set=alerts.budget-ticks=1 | alerts.budget-ticks is '1' (flag --set); must be a number from 10 to 1000000000
          --set=alert.budget-ticks=20 | alert.budget-ticks (flag --set) is not a setting; did you mean alerts.budget-ticks?
          --set=server.port=80        | server.port (flag --set) is not used by this command
          --config=none.yaml          | there is no settings file none.yaml
          --budget-ticks=2            | alert budget must be one in 10 ticks or more, not 2.0
          --silence-floor=30          | --silence-floor '30' is not a duration with its unit, such as 50ms, 5s, 10m or PT5S
          --silence-factor=1          | silence factor must be above 1, not 1.0
          --interval-level=1          | interval level must be above 0 and below 1, not 1.0
          --bars=2w                   | --bars '2w' is not a bar such as 1s, 5m, 1h or 1d, of a day at most
          --bars=1s --bar-grace=1h    | --bar-grace: grace of bars of 1s must be 0 to PT16M40S, not PT1H
          --market-bucket=PT0.5S      | bucket of the market must be 1 s to 1 d in whole seconds, not PT0.5S
          """)
  void saysInOneLineWhatIsWrong(String arguments, String mistake) {
    assertThatThrownBy(() -> load(arguments.split(" "))).hasMessage(mistake);
  }
}
