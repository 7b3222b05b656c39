package dev.tickwatch.lab.training;

import dev.tickwatch.market.tick.Tick;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** SHA-256 of what a model is made from. */
final class Digest {
  private final MessageDigest sha;

  Digest() {
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Symbol, event time, price and size of every tick, in the map's order. */
  static String ofTicks(Map<String, List<Tick>> ticks) {
    Digest digest = new Digest();
    ticks.forEach(
        (symbol, list) -> {
          digest.add(symbol);
          ByteBuffer one = ByteBuffer.allocate(3 * Long.BYTES);
          for (Tick tick : list) {
            one.clear().putLong(tick.eventTimeMicros());
            one.putDouble(tick.price()).putDouble(tick.size());
            digest.sha.update(one.flip());
          }
        });
    return digest.hex();
  }

  Digest add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    sha.update(bytes);
    return this;
  }

  Digest add(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    sha.update(bytes);
    return this;
  }

  /** Lower case; ends the digest. */
  String hex() {
    return HexFormat.of().formatHex(sha.digest());
  }
}
