package dev.tickwatch.lab.bench;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The shape of the model LSTM_A of the STAC-ML Markets (Inference) benchmark: 50 steps of 100
 * features, two LSTM layers of 100 units, and a dense layer from the last step to one number. Its
 * 160,901 weights are random here: only its speed is of interest, and not that of any benchmark run
 * by that body's rules.
 */
final class LstmA {
  static final int STEPS = 50;
  static final int FEATURES = 100;
  static final int UNITS = 100;
  static final int LAYERS = 2;

  private static final int GATES = 4;
  private static final int OPSET = 17;
  private static final int IR_VERSION = 8;

  /**
   * One layer; gates in ONNX's order i, o, f, c.
   *
   * @param input {@code [4 UNITS][columns]}
   * @param recurrent {@code [4 UNITS][UNITS]}
   * @param bias {@code [4 UNITS]}
   */
  @SuppressWarnings("ArrayRecordComponent") // made here and read by the test, never compared
  record Layer(float[] input, float[] recurrent, float[] bias) {}

  private final List<Layer> layers = new ArrayList<>();
  private final float[] dense;
  private final float[] denseBias;

  private LstmA(Random random) {
    for (int layer = 0; layer < LAYERS; layer++) {
      layers.add(
          new Layer(
              weights(random, GATES * UNITS * FEATURES),
              weights(random, GATES * UNITS * UNITS),
              weights(random, GATES * UNITS)));
    }
    dense = weights(random, UNITS);
    denseBias = weights(random, 1);
  }

  static LstmA seeded(long seed) {
    return new LstmA(new Random(seed));
  }

  private static float[] weights(Random random, int count) {
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = (float) (0.1 * random.nextGaussian());
    }
    return weights;
  }

  List<Layer> layers() {
    return layers;
  }

  float[] dense() {
    return dense;
  }

  float denseBias() {
    return denseBias[0];
  }

  int parameters() {
    return dense.length
        + 1
        + layers.stream()
            .mapToInt(
                layer -> layer.input().length + layer.recurrent().length + layer.bias().length)
            .sum();
  }

  /**
   * As an ONNX file: {@code windows float[batch][50][100]} to {@code prediction float[batch][1]}.
   */
  byte[] onnx() {
    GraphProto.Builder graph = GraphProto.newBuilder().setName("lstm_a");
    graph.addInput(value("windows", STEPS, FEATURES)).addOutput(value("prediction", 1));
    // ONNX Runtime's LSTM takes time first.
    graph.addNode(
        node("Transpose", "time_first", "windows").addAttribute(integers("perm", 1, 0, 2)));
    String sequence = "time_first";
    for (int i = 0; i < LAYERS; i++) {
      sequence = layer(graph, i, sequence);
    }
    graph.addInitializer(tensor("dense", dense, UNITS, 1));
    graph.addInitializer(tensor("dense_bias", denseBias, 1));
    graph.addNode(node("Squeeze", "last", "last_" + (LAYERS - 1), "direction"));
    graph.addNode(node("MatMul", "weighted", "last", "dense"));
    graph.addNode(node("Add", "prediction", "weighted", "dense_bias"));
    graph.addInitializer(axis("direction", 0)).addInitializer(axis("directions", 1));
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private String layer(GraphProto.Builder graph, int i, String sequence) {
    Layer layer = layers.get(i);
    float[] bias = new float[2 * GATES * UNITS]; // the recurrent half stays 0
    System.arraycopy(layer.bias(), 0, bias, 0, GATES * UNITS);
    graph.addInitializer(tensor("input_" + i, layer.input(), 1, GATES * UNITS, FEATURES));
    graph.addInitializer(tensor("recurrent_" + i, layer.recurrent(), 1, GATES * UNITS, UNITS));
    graph.addInitializer(tensor("bias_" + i, bias, 1, 2 * GATES * UNITS));
    graph.addNode(
        node("LSTM", "states_" + i, sequence, "input_" + i, "recurrent_" + i, "bias_" + i)
            .addOutput("last_" + i)
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("hidden_size")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(UNITS)));
    graph.addNode(node("Squeeze", "sequence_" + i, "states_" + i, "directions"));
    return "sequence_" + i;
  }

  private static NodeProto.Builder node(String type, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(type)
        .setName(output)
        .addAllInput(List.of(inputs))
        .addOutput(output);
  }

  private static AttributeProto integers(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  private static ValueInfoProto value(String name, int... sides) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("batch"));
    for (int side : sides) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(side));
    }
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder()
            .setElemType(TensorProto.DataType.FLOAT_VALUE)
            .setShape(shape)
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private static TensorProto tensor(String name, float[] data, long... shape) {
    ByteBuffer raw = littleEndian(data.length * Float.BYTES);
    for (float value : data) {
      raw.putFloat(value);
    }
    return tensor(name, TensorProto.DataType.FLOAT_VALUE, raw, shape);
  }

  private static TensorProto axis(String name, long axis) {
    ByteBuffer raw = littleEndian(Long.BYTES).putLong(axis);
    return tensor(name, TensorProto.DataType.INT64_VALUE, raw, 1);
  }

  private static TensorProto tensor(String name, int type, ByteBuffer raw, long... shape) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type);
    for (long side : shape) {
      tensor.addDims(side);
    }
    return tensor.setRawData(ByteString.copyFrom(raw.flip())).build();
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
