package dev.tickwatch.detect.marketwide;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tickwatch.detect.marketwide.MarketAlert.Member;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Bytes of a named symbol. */
final class Members {
  private Members() {}

  static void encode(Member member, byte[] symbol, ByteBuffer to) {
    to.putInt(symbol.length).put(symbol);
    to.putDouble(member.score()).putDouble(member.move()).putDouble(member.logReturn());
  }

  static Member read(ByteBuffer from) {
    int length = from.getInt();
    if (length < 0 || length > from.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] symbol = new byte[length];
    from.get(symbol);
    return new Member(
        new String(symbol, UTF_8), from.getDouble(), from.getDouble(), from.getDouble());
  }
}
