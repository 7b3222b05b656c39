package dev.tickwatch.app.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.FuzzCorpus;
import dev.tickwatch.settings.SettingsException;
import dev.tickwatch.settings.SettingsLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Arbitrary settings: a YAML file, or, where the first byte is {@code #}, lines that are variables
 * {@code NAME=value} or flags {@code key=value}.
 */
public class SettingsFuzzTest {
  private static final Path FILE = file();

  private static Path file() {
    try {
      Path file = Files.createTempFile("tickwatch", ".yaml");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Settings are built whole, or every mistake is told in few words. */
  public static void fuzzerTestOneInput(byte[] input) {
    SettingsLoader<ServiceSettings> loader = SettingsLoader.of(ServiceSettings.class);
    if (input.length > 0 && input[0] == '#') {
      new String(input, 1, input.length - 1, UTF_8).lines().forEach(line -> add(loader, line));
    } else {
      write(input);
      loader.file(FILE);
    }
    loader.flag("--set", "kafka.bootstrap.servers=localhost:9092");
    loader.flag("--model", "model.path", "model.onnx");
    try {
      assertThat(loader.load().settings()).isNotNull();
    } catch (SettingsException e) {
      assertThat(e.mistakes())
          .isNotEmpty()
          .allSatisfy(mistake -> assertThat(mistake).isNotBlank().hasSizeLessThan(2_000));
    }
  }

  private static void add(SettingsLoader<ServiceSettings> loader, String line) {
    int equals = line.indexOf('=');
    if (line.startsWith("TICKWATCH_") && equals > 0) {
      loader.environment(Map.of(line.substring(0, equals), line.substring(equals + 1)));
    } else {
      loader.flag("--set", line);
    }
  }

  private static void write(byte[] input) {
    try {
      Files.write(FILE, input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void holdsForTheCorpusAndItsMutations() {
    FuzzCorpus.replay(SettingsFuzzTest.class, 25, SettingsFuzzTest::fuzzerTestOneInput);
  }
}
