package dev.tickwatch.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class StateBytesLayoutTest {
  private final StateWriter writer = new StateWriter();

  private static StateReader reader(int... bytes) {
    byte[] read = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      read[i] = (byte) bytes[i];
    }
    return new StateReader(read);
  }

  @Test
  void writesFieldsBigEndianAndWithoutGaps() {
    assertThat(writer.int8((byte) 1)).isEqualTo((byte) 1);
    assertThat(writer.int16((short) 2)).isEqualTo((short) 2);
    assertThat(writer.int32(3)).isEqualTo(3);
    assertThat(writer.int64(4)).isEqualTo(4);
    assertThat(writer.flag(true)).isTrue();
    assertThat(writer.flag(false)).isFalse();

    assertThat(writer.size()).isEqualTo(17);
    assertThat(writer.toBytes()).containsExactly(1, 0, 2, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 4, 1, 0);
  }

  @Test
  void readsWhatWasWritten() {
    assertThat(writer.float32(1.5f)).isEqualTo(1.5f);
    assertThat(writer.float64(-0.1)).isEqualTo(-0.1);
    assertThat(writer.text("wätch").raw(new byte[] {7, 8})).isSameAs(writer);
    writer.int8s(new byte[] {1, 2});
    writer.int16s(new short[] {-3, 4});
    writer.float32s(new float[] {5, Float.NaN});
    StateReader reader = new StateReader(writer.toBytes());

    assertThat(reader.float32(0)).isEqualTo(1.5f);
    assertThat(reader.float64(0)).isEqualTo(-0.1);
    assertThat(reader.text()).isEqualTo("wätch");
    assertThat(reader.raw(2)).containsExactly(7, 8);
    byte[] bytes = new byte[2];
    reader.int8s(bytes);
    assertThat(bytes).containsExactly(1, 2);
    short[] shorts = new short[2];
    reader.int16s(shorts);
    assertThat(shorts).containsExactly((short) -3, (short) 4);
    float[] floats = new float[2];
    assertThat(reader.remaining()).isEqualTo(8);
    reader.float32s(floats);
    assertThat(floats).containsExactly(5, Float.NaN);
    assertThat(reader.remaining()).isZero();
  }

  @Test
  void makesRoomForMoreThanItHad() {
    StateWriter small = new StateWriter(1);
    for (int i = 0; i < 100; i++) {
      small.int32(i);
    }
    small.raw(new byte[5_000]).int8((byte) 9);
    StateReader reader = new StateReader(small.toBytes());

    assertThat(small.size()).isEqualTo(5_401);
    for (int i = 0; i < 100; i++) {
      assertThat(reader.int32(0)).isEqualTo(i);
    }
    assertThat(reader.raw(5_000)).containsOnly(0);
    assertThat(reader.int8((byte) 0)).isEqualTo((byte) 9);
  }

  @Test
  void startsAnewOnceItIsCleared() {
    writer.int64(-1);
    assertThat(writer.clear()).isSameAs(writer);
    writer.int8((byte) 5);

    assertThat(writer.toBytes()).containsExactly(5);
    assertThat(writer.toBytes(2)).containsExactly(5, 0, 0);
    byte[] target = {9, 9, 9};
    writer.copyTo(target, 1);
    assertThat(target).containsExactly(9, 5, 9);
  }

  @Test
  void refusesToReadWhatIsNotThere() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader(1, 2, 3).int32(0))
        .withMessage("1 bytes are missing, it is damaged");
    assertThatIllegalArgumentException().isThrownBy(() -> reader().int8((byte) 0));
    assertThatIllegalArgumentException().isThrownBy(() -> reader(1).int16((short) 0));
    assertThatIllegalArgumentException().isThrownBy(() -> reader(1).int64(0));
    assertThatIllegalArgumentException().isThrownBy(() -> reader(1).float32(0));
    assertThatIllegalArgumentException().isThrownBy(() -> reader(1).float64(0));
    assertThatIllegalArgumentException().isThrownBy(() -> reader(1).raw(2));
  }

  @Test
  void refusesTextThatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader(0xff, 0xff, 1).text())
        .withMessageContaining("-1 bytes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader(0, 2, 0xc3, 0x28).text())
        .withMessageContaining("UTF-8");
    assertThat(reader(0, 0).text()).isEmpty();
  }

  @Test
  void aFingerprintNamesTheKindsOfFieldsInTheirOrder() {
    LayoutFingerprint fingerprint = new LayoutFingerprint();
    assertThat(fingerprint.float64(1.5)).isEqualTo(1.5);
    fingerprint.float64(2);
    assertThat(fingerprint.int32(3)).isEqualTo(3);
    assertThat(fingerprint.flag(true)).isTrue();
    assertThat(fingerprint.int16((short) 4)).isEqualTo((short) 4);
    assertThat(fingerprint.int64(5)).isEqualTo(5);
    assertThat(fingerprint.float32(6)).isEqualTo(6);
    float[] floats = {7, 8};
    fingerprint.float32s(floats);

    assertThat(floats).containsExactly(7, 8);
    assertThat(fingerprint).hasToString("2xf64 i32 i8 i16 i64 3xf32");
  }
}
