package dev.tickwatch.lab.nab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NabCorpusTest {
  private static final String ROWS =
      """
      timestamp,value
      2014-04-01 00:00:00,1.5
      2014-04-01 00:05:00,2
      2014-04-01 00:10:00,-3e2
      2014-04-01 00:15:00,4
      """;

  @TempDir Path directory;

  @BeforeEach
  void makeFolders() throws IOException {
    Files.createDirectories(directory.resolve("data/real"));
    Files.createDirectories(directory.resolve("labels"));
  }

  private void label(String json) throws IOException {
    Files.writeString(directory.resolve("labels/combined_windows.json"), json);
  }

  @Test
  void readsRowsAndWindowsOfPlainAndPackedFiles() throws IOException {
    Files.writeString(directory.resolve("data/real/a.csv"), ROWS);
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(directory.resolve("data/real/b.csv.gz")))) {
      out.write(ROWS.getBytes(StandardCharsets.UTF_8));
    }
    label(
        """
        {"real/b.csv": [],
         "real/a.csv": [["2014-04-01 00:05:00.000000", "2014-04-01 00:10:00.000000"]],
         "real/elsewhere.csv": []}
        """);

    NabCorpus corpus = NabCorpus.read(directory);

    assertThat(corpus.files())
        .extracting(NabFile::name)
        .containsExactly("real/a.csv", "real/b.csv");
    NabFile first = corpus.files().get(0);
    assertThat(first.windows()).containsExactly(new NabWindow(1, 2));
    assertThat(first.value()).containsExactly(1.5, 2, -300, 4);
    assertThat(first.timeMicros()[1])
        .isEqualTo(Instant.parse("2014-04-01T00:05:00Z").toEpochMilli() * 1000);
    assertThat(corpus.files().get(1).value()).isEqualTo(first.value());
    assertThat(corpus.rows()).isEqualTo(8);
  }

  @Test
  void namesARowThatIsNotAsItShouldBe() throws IOException {
    Files.writeString(directory.resolve("data/real/a.csv"), ROWS.replace("-3e2", "three"));
    label("{\"real/a.csv\": []}");

    assertThatThrownBy(() -> NabCorpus.read(directory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("real/a.csv: row 3: ")
        .hasMessageContaining("three");
  }

  @Test
  void refusesAWindowThatEndsAtNoRow() throws IOException {
    Files.writeString(directory.resolve("data/real/a.csv"), ROWS);
    label("{\"real/a.csv\": [[\"2014-04-01 00:05:00.000000\", \"2014-04-01 00:11:00.000000\"]]}");

    assertThatThrownBy(() -> NabCorpus.read(directory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("real/a.csv: no row at 2014-04-01 00:11:00.000000");
  }

  @Test
  void refusesAFolderWithoutAnyLabelledFile() throws IOException {
    label("{\"real/a.csv\": []}");

    assertThatThrownBy(() -> NabCorpus.read(directory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no labelled file");
  }
}
