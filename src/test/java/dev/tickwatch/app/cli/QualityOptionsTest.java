package dev.tickwatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.app.service.ServiceSettings;
import dev.tickwatch.market.check.QualitySettings;
import dev.tickwatch.settings.LoadedSettings;
import dev.tickwatch.settings.SettingsLoader;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class QualityOptionsTest {
  private static QualitySettings parse(String... flags) {
    return CommandLine.populateCommand(new QualityOptions(), flags).settings();
  }

  @Test
  void haveNamesAndDefaultsOfTheServicesSettings() {
    String section = "quality.";
    Map<String, String> settings =
        SettingsLoader.of(ServiceSettings.class)
            .flag("--set", "kafka.bootstrap.servers=broker:9092")
            .flag("--set", "model.path=model.onnx")
            .load()
            .effective()
            .stream()
            .filter(setting -> setting.key().startsWith(section))
            .collect(
                Collectors.toMap(
                    setting -> "--" + setting.key().substring(section.length()),
                    LoadedSettings.Effective::text));

    assertThat(
            new CommandLine(new QualityOptions())
                .getCommandSpec().options().stream()
                    .collect(Collectors.toMap(OptionSpec::longestName, OptionSpec::defaultValue)))
        .isEqualTo(settings);
    assertThat(parse()).isEqualTo(QualitySettings.DEFAULT);
  }

  @Test
  void readsConditionsAndSilences() {
    QualitySettings settings =
        parse(
            "--off-market-conditions",
            "Z, Average Price",
            "--silence-factor=2.5",
            "--silence-floor",
            "PT30S");

    assertThat(settings.offMarketConditions()).containsExactlyInAnyOrder("Z", "Average Price");
    assertThat(settings.silenceFactor()).isEqualTo(2.5);
    assertThat(settings.silenceFloor()).isEqualTo(Duration.ofSeconds(30));
    assertThat(parse("--off-market-conditions", "none").offMarketConditions()).isEmpty();
  }
}
