package dev.tickwatch.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tickwatch.settings.SettingsException;
import dev.tickwatch.settings.SettingsLoader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings that are made to fill memory or time, or that overflow. */
@Timeout(30)
class HostileSettingsTest {
  @TempDir private Path directory;

  private static SettingsLoader<ServiceSettings> loader() {
    return SettingsLoader.of(ServiceSettings.class)
        .flag("--set", "kafka.bootstrap.servers=a:1")
        .flag("--set", "model.path=m.onnx");
  }

  private static List<String> mistakes(SettingsLoader<ServiceSettings> loader) {
    List<String> mistakes = catchThrowableOfType(SettingsException.class, loader::load).mistakes();
    assertThat(mistakes).allSatisfy(mistake -> assertThat(mistake).hasSizeLessThan(1_000));
    return mistakes;
  }

  private List<String> mistakes(String yaml) throws IOException {
    return mistakes(loader().file(Files.writeString(directory.resolve("t.yaml"), yaml)));
  }

  @Test
  void refusesAFileOfAGibibyte() throws IOException {
    Path file = directory.resolve("large.yaml");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(1 << 30);
    }
    assertThat(mistakes(loader().file(file)))
        .containsExactly("settings file " + file + " has more than 1048576 bytes");
  }

  @Test
  void refusesDeepNesting() throws IOException {
    assertThat(mistakes("{a: ".repeat(5_000)))
        .singleElement()
        .asString()
        .contains("more than 16 sections deep");
    assertThat(mistakes("a: " + "[".repeat(100_000))).isNotEmpty();
  }

  @Test
  void refusesAliasesAndSoTheirBombs() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 20; i++) {
      String alias = "*a" + (i - 1);
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, (alias + ", ").repeat(10) + alias));
    }
    assertThat(mistakes(bomb.toString()))
        .contains("a1 is an alias in " + directory.resolve("t.yaml") + ", line 2: write the value");
  }

  @Test
  void suggestsNothingForAKeyOfAHundredThousandCharacters() {
    String name = "K".repeat(100_000);
    assertThat(mistakes(loader().environment(Map.of("TICKWATCH_" + name, "1"))))
        .singleElement()
        .asString()
        .contains("is not a setting");
    assertThat(mistakes(loader().flag("--set", name + "=1"))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "streams.cache-size, 999999999999GiB",
    "streams.cache-size, 9999999999GiB",
    "scoring.linger, 999999999999d",
    "model.poll-interval, 999999999999d",
    "model.poll-interval, PT9000000000000000S",
  })
  void refusesAmountsThatOverflow(String key, String value) {
    assertThat(mistakes(loader().flag("--set", key, value)))
        .singleElement()
        .asString()
        .startsWith(key + " is '" + value + "' (flag --set); must be ");
  }
}
