package dev.tickwatch.io.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwatch.io.wire.EventTimes;
import dev.tickwatch.io.wire.TickOutcome;
import dev.tickwatch.market.tick.TickCheck;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that are made to fill memory or time. */
@Timeout(60)
class HostileTickFileTest {
  private static final String HEADER = "symbol,time,price\n";
  private static final int GIBIBYTE_IN_MEBIBYTES = 1024;

  @TempDir private Path directory;

  private Path gzip(String begin, int mebibytes, char filler) throws IOException {
    Path file = directory.resolve("bomb.csv.gz");
    byte[] block = new byte[16 << 20];
    Arrays.fill(block, (byte) filler);
    byte[] compressed = gzip(block);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(gzip(begin.getBytes(US_ASCII)));
      for (int i = 0; i < mebibytes / 16; i++) {
        out.write(compressed); // files of many members are gzip too
      }
    }
    return file;
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  private static TickFile open(Path file) {
    return TickFile.open(file, CsvColumns.DEFAULT, EventTimes.DEFAULT, TickCheck.DEFAULT);
  }

  private static void assertRejectedAsTooLong(TickOutcome outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            TickOutcome.Rejected.class,
            rejected ->
                assertThat(rejected.defect().detail())
                    .isEqualTo("line is longer than 65536 characters"));
  }

  @Test
  void refusesAFieldThatADecompressionBombExpandsTo() throws IOException {
    Path file = gzip(HEADER + "AAPL,2013-11-25T10:15:30Z,", GIBIBYTE_IN_MEBIBYTES, '1');
    assertThat(file).satisfies(f -> assertThat(Files.size(f)).isLessThan(2 << 20));
    try (TickFile ticks = open(file)) {
      assertThatThrownBy(ticks::hasNext)
          .isInstanceOf(TickFileException.class)
          .hasMessageContaining("expands to more than 250 times its size");
      assertThat(ticks.position()).as("compressed bytes that were read").isLessThan(400_000);
    }
  }

  @Test
  void rejectsAFieldOfAGibibyteInAPlainFile() throws IOException {
    Path file = directory.resolve("large.csv");
    Files.writeString(file, HEADER + "AAPL,1385374530,");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(1 << 30); // of zeros, which take no room on most disks
    }
    try (TickFile ticks = open(file)) {
      assertRejectedAsTooLong(ticks.next().outcome());
      assertThat(ticks.hasNext()).isFalse();
    }
  }

  @Test
  void refusesABombOfEmptyLines() throws IOException {
    Path file = gzip(HEADER, 64, '\n');
    try (TickFile ticks = open(file)) {
      assertThatThrownBy(ticks::hasNext)
          .isInstanceOf(TickFileException.class)
          .hasMessageContaining("expands to more than");
    }
  }

  @Test
  void refusesAHeaderThatNeverEnds() throws IOException {
    Path file = gzip("symbol", 64, ',');
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(TickFileException.class)
        .hasMessageContaining("expands to more than");
  }

  @Test
  void takesAFileThatIsMerelyRegular() throws IOException {
    Path file = directory.resolve("calm.csv.gz");
    String row =
        "AAPL,%d,519.5,100,520.25,519.25,519.4,519.6,Q,REGULAR TRADE OF AN ORDINARY DAY WITHOUT NEWS\n";
    int rows = 180_000;
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 65_536)) {
      out.write("symbol,time,price,size,high,low,bid,ask,exchange,conditions\n".getBytes(US_ASCII));
      for (int i = 0; i < rows; i++) {
        out.write(row.formatted(1_385_374_530L + i).getBytes(US_ASCII));
      }
    }
    try (TickFile ticks = open(file)) {
      int read = 0;
      while (ticks.hasNext()) {
        ticks.next();
        read++;
      }
      assertThat(read).isEqualTo(rows);
    }
  }

  @Test
  void rejectsARowOfHundredMebibytesAndReadsOn() throws IOException {
    Path file = directory.resolve("long.csv");
    byte[] block = new byte[1 << 20];
    Arrays.fill(block, (byte) '7');
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write((HEADER + "AAPL,").getBytes(US_ASCII));
      for (int i = 0; i < 100; i++) {
        out.write(block);
      }
      out.write("\nAAPL,1385374530,519.5\n".getBytes(US_ASCII));
    }
    long begin = System.nanoTime();
    try (TickFile ticks = open(file)) {
      assertRejectedAsTooLong(ticks.next().outcome());
      assertThat(ticks.next().outcome()).isInstanceOf(TickOutcome.Accepted.class);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
  }
}
