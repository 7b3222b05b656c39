package dev.tickwatch.io.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.FuzzCorpus;
import dev.tickwatch.io.wire.EventTimes;
import dev.tickwatch.io.wire.TickOutcome;
import dev.tickwatch.market.tick.TickCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Arbitrary bytes as a CSV file, plain or gzip. */
public class TickFileFuzzTest {
  private static final Path FILE = file();

  private static Path file() {
    try {
      Path file = Files.createTempFile("ticks", ".csv");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file is refused as a whole, or every row is a tick or has a defect. */
  public static void fuzzerTestOneInput(byte[] input) {
    write(input);
    try (TickFile ticks =
        TickFile.open(FILE, CsvColumns.DEFAULT, EventTimes.DEFAULT, TickCheck.DEFAULT)) {
      while (ticks.hasNext()) {
        if (ticks.next().outcome() instanceof TickOutcome.Rejected rejected) {
          assertThat(rejected.defect().detail()).isNotBlank().hasSizeLessThan(2_000);
        }
      }
    } catch (TickFileException e) {
      assertThat(e.getMessage()).startsWith(FILE.toString()).hasSizeLessThan(4_000);
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
    FuzzCorpus.replay(TickFileFuzzTest.class, 300, TickFileFuzzTest::fuzzerTestOneInput);
  }
}
