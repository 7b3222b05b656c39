package dev.tickwatch.io.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/**
 * Decompressed bytes that may be many times the compressed ones, but not as many as in a file made
 * to fill memory or time: deflate can expand a thousandfold, and files of ticks expand fivefold to
 * fiftyfold. Not thread-safe.
 */
final class BoundedExpansion extends FilterInputStream {

  /** The most bytes out of one byte in. */
  static final int MOST = 250;

  /** The first bytes may expand by any ratio. */
  private static final long FREE_BYTES = 16 << 20;

  private final LongSupplier compressed;
  private long expanded;

  /**
   * @param in decompressed bytes
   * @param compressed how many compressed ones were read so far
   */
  BoundedExpansion(InputStream in, LongSupplier compressed) {
    super(in);
    this.compressed = compressed;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    count(Math.max(read, 0));
    return read;
  }

  private void count(int read) throws IOException {
    expanded += read;
    if (expanded > FREE_BYTES && expanded / MOST > compressed.getAsLong()) {
      throw new IOException(
          "it expands to more than "
              + MOST
              + " times its size, as no file of ticks does; decompress it yourself if it is one");
    }
  }
}
