package dev.tickwatch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Fuzz inputs as edits of valid bytes: a corpus of them stays of use when the format of those bytes
 * changes. An edit is a position (2 bytes), what is done there (1 byte), and bytes for it.
 */
public final class Edits {
  private Edits() {}

  /**
   * Valid bytes after edits.
   *
   * @param input the edits; none give the valid bytes
   */
  public static byte[] applied(byte[] valid, byte[] input) {
    byte[] bytes = valid.clone();
    ByteBuffer edits = ByteBuffer.wrap(input);
    while (edits.remaining() >= 3 && bytes.length > 0) {
      int at = edits.getShort() & 0xFFFF;
      bytes = edited(bytes, at % bytes.length, edits.get() & 0xFF, edits);
    }
    return bytes;
  }

  private static byte[] edited(byte[] bytes, int at, int what, ByteBuffer edits) {
    int length = Math.min(1 + (what >> 3), bytes.length - at);
    ByteArrayOutputStream next = new ByteArrayOutputStream();
    next.write(bytes, 0, at);
    switch (what & 7) {
      case 0 -> {} // the rest is cut off
      case 1 -> next.write(bytes, at + length, bytes.length - at - length);
      case 2 -> { // a piece comes twice
        next.write(bytes, at, length);
        next.write(bytes, at, bytes.length - at);
      }
      default -> {
        byte[] piece = new byte[Math.min(length, edits.remaining())];
        edits.get(piece);
        next.write(piece, 0, piece.length);
        next.write(bytes, at + piece.length, bytes.length - at - piece.length);
      }
    }
    return next.toByteArray();
  }
}
