package dev.tickwatch.lab.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Tensors and attributes as ONNX's messages. */
final class OnnxMessages {
  private OnnxMessages() {}

  /** Numbers, row-major; without a shape, a scalar. */
  static TensorProto.Builder floats(float[] data, long... shape) {
    ByteBuffer raw = littleEndian(data.length * Float.BYTES);
    for (float value : data) {
      raw.putFloat(value);
    }
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setDataType(TensorProto.DataType.FLOAT_VALUE);
    for (long side : shape) {
      tensor.addDims(side);
    }
    return tensor.setRawData(ByteString.copyFrom(raw.flip()));
  }

  /** Whole numbers, such as a shape; {@code [n]}. */
  static TensorProto.Builder longs(long... data) {
    ByteBuffer raw = littleEndian(data.length * Long.BYTES);
    for (long value : data) {
      raw.putLong(value);
    }
    return TensorProto.newBuilder()
        .setDataType(TensorProto.DataType.INT64_VALUE)
        .addDims(data.length)
        .setRawData(ByteString.copyFrom(raw.flip()));
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** One whole number. */
  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  /** Several whole numbers. */
  static AttributeProto integers(String name, long... data) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : data) {
      attribute.addInts(value);
    }
    return attribute.build();
  }
}
