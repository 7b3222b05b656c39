package dev.tickwatch.lab.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.tickwatch.lab.network.FixedNoise;
import dev.tickwatch.lab.network.Network;
import dev.tickwatch.lab.network.Output;
import dev.tickwatch.lab.network.Outputs;
import java.util.List;
import java.util.Map;

/**
 * A trained network as an ONNX file: the graph takes the network's input, {@code
 * float[batch][..inputShape]}, and gives its exported outputs by their names. What the file says of
 * itself is kept apart, so that it can change while the graph stays. Immutable.
 */
public final class OnnxFile {
  private static final long IR_VERSION = 8;
  private static final String BATCH = "batch";
  private static final String PRODUCER = "tickwatch";

  private final GraphProto graph;

  private OnnxFile(GraphProto graph) {
    this.graph = graph;
  }

  /**
   * Writes the network's graph.
   *
   * @param flat all weights in the layout's order
   */
  public static OnnxFile of(Network network, float[] flat, FixedNoise noise) {
    OnnxAlgebra math = new OnnxAlgebra(network.weights(), flat);
    Outputs<String> out = network.apply(math, network.inputName(), noise.in(math));
    GraphProto.Builder graph = math.graph().setName(PRODUCER);
    graph.addInput(value(network.inputName(), network.inputShape()));
    for (Output output : out.exported()) {
      math.name(out.get(output), output.name());
      graph.addOutput(value(output.name(), out.shape(output)));
    }
    return new OnnxFile(graph.build());
  }

  private static ValueInfoProto value(String name, List<Integer> sides) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH));
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

  /**
   * The file's bytes.
   *
   * @param trainerVersion of the program that trained it
   * @param metadata what the file says of itself, by key, in the map's order
   */
  public byte[] bytes(String trainerVersion, Map<String, String> metadata) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName(PRODUCER)
            .setProducerVersion(trainerVersion)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OnnxAlgebra.OPSET))
            .setGraph(graph);
    metadata.forEach(
        (key, text) ->
            model.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(text)));
    return model.build().toByteArray();
  }
}
