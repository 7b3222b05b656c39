package dev.tickwatch.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;

/** What survives storage. */
public final class StoredCopy {
  private StoredCopy() {}

  /** Has one object written and another one read from that, to the last byte. */
  public static void of(Consumer<Fields> written, Consumer<Fields> read) {
    StateReader reader = new StateReader(bytes(written));
    read.accept(reader);
    assertThat(reader.remaining()).isZero();
  }

  /** Has an object written. */
  public static byte[] bytes(Consumer<Fields> written) {
    StateWriter writer = new StateWriter();
    written.accept(writer);
    return writer.toBytes();
  }
}
