package dev.tickwatch.io.ingest;

import dev.tickwatch.io.wire.EventTimes;
import dev.tickwatch.market.tick.TickCheck;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.zip.GZIPInputStream;

/**
 * The rows of a CSV file of ticks, plain or gzip (told by its first bytes), UTF-8, with a header.
 * Reads as it goes: memory does not grow with the file. Blank lines are skipped, a bad row is a row
 * with a defect. A quoted cell does not span lines. Not thread-safe; who opens closes.
 */
public final class TickFile implements Iterator<TickRow>, AutoCloseable {
  private static final int GZIP_MAGIC = 0x8B1F;

  private final Path path;
  private final Counted counted;
  private final LineReader lines;
  private final RowParser parser;
  private final long length;
  private TickRow next;
  private long rows;

  private TickFile(Path path, CsvColumns columns, EventTimes times, TickCheck check)
      throws IOException {
    this.path = path;
    this.length = Files.size(path);
    this.counted = new Counted(Files.newInputStream(path));
    try {
      this.lines = new LineReader(new InputStreamReader(plain(counted), StandardCharsets.UTF_8));
      this.parser = header(columns, times, check);
    } catch (IOException | RuntimeException e) {
      counted.close();
      throw e;
    }
  }

  /**
   * Opens a file and reads its header.
   *
   * @param times how the time column is read
   * @param check what a row's tick must pass
   * @throws TickFileException when the file cannot be read, is empty, or lacks a column
   */
  public static TickFile open(Path path, CsvColumns columns, EventTimes times, TickCheck check) {
    if (Files.isDirectory(path)) {
      throw new TickFileException(path + " is a directory, not a CSV file");
    }
    try {
      return new TickFile(path, columns, times, check);
    } catch (NoSuchFileException e) {
      throw new TickFileException(path + " does not exist", e);
    } catch (IOException e) {
      throw new TickFileException(path + " cannot be read: " + reason(e), e);
    }
  }

  private static InputStream plain(Counted raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw, 65_536);
    in.mark(2);
    int magic = in.read() | in.read() << 8;
    in.reset();
    return magic == GZIP_MAGIC
        ? new BoundedExpansion(new GZIPInputStream(in, 65_536), () -> raw.count)
        : in;
  }

  private RowParser header(CsvColumns columns, EventTimes times, TickCheck check)
      throws IOException {
    String line = nextLine();
    if (line == null) {
      throw new TickFileException(path + " is empty: a header line with column names is needed");
    }
    if (lines.tooLong()) {
      throw new TickFileException(path + " is no CSV file: its first line never ends");
    }
    try {
      return new RowParser(path, CsvLine.cells(line), columns, times, check);
    } catch (IOException e) {
      throw new TickFileException(path + " has a header with broken quoting", e);
    }
  }

  /** The next line that is not blank, or null. */
  private String nextLine() throws IOException {
    String line = lines.next();
    while (line != null && line.isBlank()) {
      line = lines.next();
    }
    return line;
  }

  /**
   * Whether there is another row.
   *
   * @throws TickFileException when the file cannot be read on, or ends without any row
   */
  @Override
  public boolean hasNext() {
    if (next == null) {
      next = read();
    }
    return next != null;
  }

  @Override
  public TickRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    TickRow row = next;
    next = null;
    rows++;
    return row;
  }

  private TickRow read() {
    try {
      String line = nextLine();
      if (line == null) {
        if (rows == 0) {
          throw new TickFileException(path + " has a header and no rows");
        }
        return null;
      }
      return new TickRow(
          lines.number(),
          lines.tooLong()
              ? RowParser.rejected("line is longer than " + LineReader.MAX_LENGTH + " characters")
              : parser.parse(line));
    } catch (IOException e) {
      throw new TickFileException(
          path + " cannot be read beyond line " + lines.number() + ": " + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof EOFException) {
      return "its gzip data ends too early";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** Bytes of the file, as it lies on disk. */
  public long length() {
    return length;
  }

  /** Bytes of the file that have been read. */
  public long position() {
    return counted.count;
  }

  @Override
  public void close() {
    try {
      counted.close();
    } catch (IOException e) {
      throw new TickFileException(path + " cannot be closed: " + reason(e), e);
    }
  }

  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      count += Math.max(read, 0);
      return read;
    }
  }
}
