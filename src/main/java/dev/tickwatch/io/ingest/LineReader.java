package dev.tickwatch.io.ingest;

import java.io.IOException;
import java.io.Reader;

/**
 * Lines of text, ended by LF, CR LF or CR, in bounded memory: of a line that is longer than {@value
 * #MAX_LENGTH} characters only the beginning is kept. Skips a byte order mark. Not thread-safe.
 */
final class LineReader {
  static final int MAX_LENGTH = 65_536;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Reader in;
  private final char[] buffer = new char[65_536];
  private final StringBuilder text = new StringBuilder();
  private int at;
  private int limit;
  private boolean afterReturn;
  private boolean tooLong;
  private long number;

  LineReader(Reader in) {
    this.in = in;
  }

  /** The next line without its end, or null at the end of the text. */
  String next() throws IOException {
    text.setLength(0);
    tooLong = false;
    boolean any = false;
    while (at < limit || fill()) {
      char c = buffer[at++];
      if (c == '\n' && afterReturn) {
        afterReturn = false;
        continue;
      }
      afterReturn = c == '\r';
      if (c == '\n' || c == '\r') {
        number++;
        return text.toString();
      }
      if (number == 0 && !any && c == BYTE_ORDER_MARK) {
        continue;
      }
      any = true;
      if (text.length() < MAX_LENGTH) {
        text.append(c);
      } else {
        tooLong = true;
      }
    }
    if (!any) {
      return null;
    }
    number++;
    return text.toString();
  }

  /** Whether the last line was cut. */
  boolean tooLong() {
    return tooLong;
  }

  /** Of the last line, from 1. */
  long number() {
    return number;
  }

  private boolean fill() throws IOException {
    at = 0;
    limit = Math.max(in.read(buffer), 0);
    return limit > 0;
  }
}
