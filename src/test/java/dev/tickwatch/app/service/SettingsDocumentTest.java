package dev.tickwatch.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.settings.SettingsReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsDocumentTest {
  private static final Path DOCUMENT = Path.of("docs", "settings.md");

  /** Run with {@code -Dwrite-docs=true} to write the file anew. */
  @Test
  void documentIsWhatTheRecordsSay() throws IOException {
    String reference = SettingsReference.markdown(ServiceSettings.class);
    if (Boolean.getBoolean("write-docs")) {
      Files.createDirectories(DOCUMENT.getParent());
      Files.writeString(DOCUMENT, INTRODUCTION + reference);
    }

    assertThat(Files.readString(DOCUMENT)).isEqualTo(INTRODUCTION + reference);
  }

  private static final String INTRODUCTION =
      """
      # Settings of `tickwatch run`

      Four sources, each laid over the one before: defaults, the YAML file given with `--config`,
      environment variables, and flags (`--set key=value`). `tickwatch run --print-settings` shows
      what is in force and where each value came from. A mistake stops the start with one line that
      names the key, the value, where it came from and what is allowed.

      Durations are written `50ms`, `5s`, `10m`, `2h`, `1d` or as ISO-8601 (`PT5S`); sizes `64MiB`.
      An empty environment variable counts as not set.

      `tickwatch backtest`, `train` and `replay` take the same file with `--config`, and `--set`, for
      everything under `ticks`, `detection`, `alerts`, `market`, `quality` and `forecasts`. All of it is
      checked, also what a command has no use for, such as alerts in training; other keys of the file
      are passed over, and environment variables are not read. A flag of theirs that stands for a
      setting, such as `--budget-ticks`, wins over `--set`, and that over the file.

      This file is generated from the settings records; to change it, change them and run
      `mvn test -Dtest=SettingsDocumentTest -Dwrite-docs=true`.

      """;
}
