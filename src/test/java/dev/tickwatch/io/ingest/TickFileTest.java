package dev.tickwatch.io.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.tickwatch.io.ingest.CsvColumns.Column;
import dev.tickwatch.io.wire.EpochUnit;
import dev.tickwatch.io.wire.EventTimes;
import dev.tickwatch.io.wire.TickOutcome;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.market.tick.TickCheck;
import dev.tickwatch.market.tick.TickDefect.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TickFileTest {
  private static final String HEADER = "symbol,time,price,size\n";
  private static final String ROW = "A,1385374530,10.5,2\n";
  private static final Tick TICK = Tick.of("A", 1_385_374_530_000_000L, 10.5, 2);
  private static final EventTimes UTC = new EventTimes(EpochUnit.AUTO, Optional.of(ZoneOffset.UTC));

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "symbol,time,price,size\nA,1385374530,10.5,2\n",
        "symbol,time,price,size\nA,1385374530,10.5,2",
        "\uFEFFsymbol,time,price,size\r\nA,1385374530,10.5,2\r\n",
        "symbol,time,price,size\rA,1385374530,10.5,2\r",
        "\n\nsymbol,time,price,size\n\n  \nA,1385374530,10.5,2\n\n\n",
        " symbol , time ,price, size\n A , 1385374530 , 10.5 , 2 \n",
        "\"symbol\",\"time\",\"price\",\"size\"\n\"A\",\"1385374530\",\"10.5\", \"2\"\n",
        "symbol,time,price,size\nA,2013-11-25T10:15:30Z,10.5,2,,\n",
        "size,other,price,time,symbol\n2,\"x, \"\"y\"\"\",1.05e1,2013-11-25 10:15:30,A\n",
        "symbol,time,price\nA,1385374530,10.5\n"
      })
  void readsManyForms(String csv) throws IOException {
    Tick expected = csv.contains("size") ? TICK : Tick.of("A", TICK.eventTimeMicros(), 10.5, 1);
    assertThat(ticks(write(csv))).containsExactly(expected);
  }

  @Test
  void readsEveryColumn() throws IOException {
    Path file =
        write(
            """
            symbol,time,price,size,bid,ask,exchange,conditions
            A,1385374530,10.5,2,10,11,N,"@,F"
            A,1385374530,10.5,2,,,,
            """);
    assertThat(ticks(file))
        .containsExactly(new Tick("A", TICK.eventTimeMicros(), 10.5, 2, 10, 11, "N", "@,F"), TICK);
  }

  @Test
  void tellsGzipByItsBytesAndNotByItsName() throws IOException {
    byte[] zipped = gzip(HEADER + ROW);
    assertThat(ticks(Files.write(directory.resolve("ticks.csv"), zipped))).containsExactly(TICK);
    Path plain = Files.writeString(directory.resolve("ticks.csv.gz"), HEADER + ROW);
    assertThat(ticks(plain)).containsExactly(TICK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ",1385374530,10,1      | MISSING_SYMBOL | symbol",
        "A,1385374530,,1       | BAD_PRICE | NaN",
        "A,1385374530,NaN,1    | BAD_PRICE | NaN",
        "A,1385374530,inf,1    | BAD_PRICE | Infinity",
        "A,1385374530,-1,1     | BAD_PRICE | -1.0",
        "A,1385374530,0,1      | BAD_PRICE | 0.0",
        "A,1385374530          | BAD_PRICE | NaN",
        "A,1385374530,1,       | BAD_SIZE | NaN",
        "A,1385374530,1,-5     | BAD_SIZE | -5.0",
        "A,1385374530,ten,1    | UNPARSABLE | column 'price': 'ten' is not a number",
        "A,1385374530,1f,1     | UNPARSABLE | column 'price': '1f' is not a number",
        "A,,1,1                | UNPARSABLE | column 'time': is empty",
        "A,tomorrow,1,1        | UNPARSABLE | column 'time': 'tomorrow'",
        "A,1385374530,1,234,5  | UNPARSABLE | beyond the 4 of the header",
        "A,\"1385374530,1,1    | UNPARSABLE | broken quoting",
        "A,\"13\"x,1,1         | UNPARSABLE | broken quoting",
        "A                     | UNPARSABLE | is empty",
        "A,9000000000,1,1      | BAD_TIME | 2255",
      },
      quoteCharacter = '`')
  void namesWhatIsWrongWithARowAndReadsOn(String row, Reason reason, String detail)
      throws IOException {
    List<TickRow> rows = rows(write(HEADER + ROW + "\n" + row + "\n" + ROW));
    assertThat(rows).extracting(TickRow::line).containsExactly(2L, 4L, 5L);
    assertThat(rows.get(2).outcome()).isEqualTo(new TickOutcome.Accepted(TICK));
    assertThat(rows.get(1).outcome())
        .isInstanceOfSatisfying(
            TickOutcome.Rejected.class,
            rejected -> {
              assertThat(rejected.defect().reason()).isEqualTo(reason);
              assertThat(rejected.defect().detail()).contains(detail);
            });
  }

  @Test
  void mapsColumnsAndFixesTheSymbol() throws IOException {
    CsvColumns bars =
        new CsvColumns(
            Optional.of("SPY"),
            CsvColumns.DEFAULT.symbol(),
            Column.required("date"),
            Column.required("close"),
            Column.required("volume"),
            Column.required("high"),
            Column.required("low"),
            CsvColumns.DEFAULT.bid(),
            CsvColumns.DEFAULT.ask(),
            CsvColumns.DEFAULT.exchange(),
            CsvColumns.DEFAULT.conditions());
    EventTimes newYork = new EventTimes(EpochUnit.AUTO, Optional.of(ZoneId.of("America/New_York")));
    Path file = write("date,open,high,low,close,volume\n2013-01-02,1,2.5,0.5,2,300\n");
    try (TickFile rows = TickFile.open(file, bars, newYork, TickCheck.DEFAULT)) {
      long midnight = EventTimes.DEFAULT.micros("2013-01-02T00:00:00-05:00");
      assertThat(rows.next().outcome())
          .isEqualTo(new TickOutcome.Accepted(Tick.bar("SPY", midnight, 2, 300, 2.5, 0.5)));
    }
  }

  @Test
  void refusesAFileWithoutItsColumnsAndNamesThoseThatThereAre() throws IOException {
    Path file = write("ts,px,qty\n1,2,3\n");
    assertThatThrownBy(() -> rows(file))
        .isInstanceOf(TickFileException.class)
        .hasMessage(file + " has no column 'symbol'; its columns are 'ts', 'px', 'qty'");
    assertThatThrownBy(() -> rows(write("A,1385374530,10.5,2\n")))
        .hasMessageContaining("is the header line missing?");
    assertThatThrownBy(() -> rows(write("symbol,time,price,price\n")))
        .hasMessageContaining("more than one column 'price'");
  }

  @Test
  void refusesWhatIsNoFileOfTicks() throws IOException {
    assertThatThrownBy(() -> rows(write(""))).hasMessageContaining("is empty: a header line");
    assertThatThrownBy(() -> rows(write("\n \n"))).hasMessageContaining("is empty");
    assertThatThrownBy(() -> rows(write(HEADER + "\n"))).hasMessageContaining("header and no rows");
    assertThatThrownBy(() -> rows(directory)).hasMessageContaining("is a directory");
    assertThatThrownBy(() -> rows(directory.resolve("none.csv")))
        .isInstanceOf(TickFileException.class)
        .hasMessageContaining("none.csv does not exist");
  }

  @Test
  void refusesDamagedGzip() throws IOException {
    byte[] whole = gzip(HEADER + ROW.repeat(100_000));
    byte[] cut = java.util.Arrays.copyOf(whole, whole.length / 2);
    assertThatThrownBy(() -> rows(Files.write(directory.resolve("cut.gz"), cut)))
        .isInstanceOf(TickFileException.class)
        .hasMessageContaining("cut.gz cannot be read beyond line");
    assertThatThrownBy(
            () -> rows(Files.write(directory.resolve("x"), new byte[] {0x1F, (byte) 0x8B, 9, 9})))
        .isInstanceOf(TickFileException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void refusesAnEndlessLineInBoundedMemory() throws IOException {
    Path file = directory.resolve("long.csv");
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write((HEADER + "A,1385374530,").getBytes(StandardCharsets.UTF_8));
      byte[] nines = "9".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 128; i++) {
        out.write(nines);
      }
      out.write(("\n" + ROW).getBytes(StandardCharsets.UTF_8));
    }
    long before = allocatedBytes();
    List<TickRow> rows = rows(file);
    assertThat(allocatedBytes() - before).isLessThan(16 << 20);
    assertThat(rows.get(0).outcome())
        .isInstanceOfSatisfying(
            TickOutcome.Rejected.class,
            rejected ->
                assertThat(rejected.defect().detail())
                    .isEqualTo("line is longer than 65536 characters"));
    assertThat(rows.get(1)).isEqualTo(new TickRow(3, new TickOutcome.Accepted(TICK)));
  }

  @Test
  void loadsAFileBySymbolAndCountsDefects() throws IOException {
    Path file =
        write(HEADER + "B,1385374531,1,1\nA,x,1,1\nA,1385374530,2,1\nB,1385374530,3,1\nA,1,-1,1\n");
    TickHistory history = TickFiles.bySymbol(file, CsvColumns.DEFAULT, UTC, TickCheck.DEFAULT);
    assertThat(history.bySymbol()).containsOnlyKeys("B", "A");
    assertThat(history.bySymbol().get("B")).extracting(Tick::price).containsExactly(1.0, 3.0);
    assertThat(history.ticks()).isEqualTo(3);
    assertThat(history.defects()).hasToString("2 rejected (unparsable 1, bad_price 1)");
    assertThat(history.defects().examples().get(0)).startsWith("line 3: unparsable: column 'time'");
  }

  @Test
  void knowsHowFarItHasRead() throws IOException {
    Path file = write(HEADER + ROW.repeat(10));
    try (TickFile rows = TickFile.open(file, CsvColumns.DEFAULT, UTC, TickCheck.DEFAULT)) {
      rows.forEachRemaining(row -> {});
      assertThat(rows.position()).isEqualTo(rows.length()).isEqualTo(Files.size(file));
    }
  }

  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  private Path write(String csv) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "ticks", ".csv"), csv);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static List<TickRow> rows(Path file) {
    List<TickRow> rows = new ArrayList<>();
    try (TickFile open = TickFile.open(file, CsvColumns.DEFAULT, UTC, TickCheck.DEFAULT)) {
      open.forEachRemaining(rows::add);
    }
    return rows;
  }

  private static List<Tick> ticks(Path file) {
    return rows(file).stream().map(row -> ((TickOutcome.Accepted) row.outcome()).tick()).toList();
  }
}
