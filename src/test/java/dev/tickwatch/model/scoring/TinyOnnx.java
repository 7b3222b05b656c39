package dev.tickwatch.model.scoring;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.tickwatch.model.calibration.Calibration;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.manifest.ManifestJson;
import dev.tickwatch.model.window.Features;
import dev.tickwatch.model.window.WindowShape;
import java.util.stream.IntStream;

/** A model file with every input and output that is wanted, and no sense. */
final class TinyOnnx {
  static final WindowShape SHAPE = new WindowShape(8, 4);

  private TinyOnnx() {}

  /** The file, to be altered or built. */
  static ModelProto.Builder model() {
    GraphProto.Builder graph = GraphProto.newBuilder().setName("tiny");
    graph.addInput(value("windows", SHAPE.steps(), Features.COUNT));
    for (String name :
        new String[] {
          "elbo",
          "reconstruction",
          "kl",
          "unchanged",
          "size_given_return",
          "return_location",
          "return_scale"
        }) {
      graph.addNode(mean("windows", name, 1, 2)).addOutput(value(name));
    }
    graph.addNode(mean("windows", "means", 1));
    slice(graph, "means", "tick_log_likelihood", Features.MODELLED);
    slice(graph, "means", "tick_residual", Features.MODELLED);
    slice(graph, "means", "forecast_location", SHAPE.horizon());
    slice(graph, "means", "forecast_scale", SHAPE.horizon());
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Transpose")
            .addInput("windows")
            .addOutput("turned")
            .addAttribute(integers("perm", 0, 2, 1)));
    slice(graph, "turned", "step_log_likelihood", Features.MODELLED, SHAPE.steps());
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
        .setGraph(graph)
        .addMetadataProps(
            StringStringEntryProto.newBuilder()
                .setKey(Manifest.METADATA_KEY)
                .setValue(ManifestJson.write(ArithmeticScorer.manifest(SHAPE, Calibration.NONE))));
  }

  private static NodeProto mean(String from, String to, long... axes) {
    return NodeProto.newBuilder()
        .setOpType("ReduceMean")
        .addInput(from)
        .addOutput(to)
        .addAttribute(integers("axes", axes))
        .addAttribute(
            AttributeProto.newBuilder()
                .setName("keepdims")
                .setType(AttributeProto.AttributeType.INT)
                .setI(0))
        .build();
  }

  private static AttributeProto.Builder integers(String name, long... values) {
    AttributeProto.Builder integers =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      integers.addInts(value);
    }
    return integers;
  }

  /** The first of the second side. */
  private static void slice(
      GraphProto.Builder graph, String from, String to, int until, int... furtherSides) {
    graph.addInitializer(longs(to + "_from", 0));
    graph.addInitializer(longs(to + "_until", until));
    graph.addInitializer(longs(to + "_axis", 1));
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Slice")
            .addInput(from)
            .addInput(to + "_from")
            .addInput(to + "_until")
            .addInput(to + "_axis")
            .addOutput(to));
    graph.addOutput(
        value(to, IntStream.concat(IntStream.of(until), IntStream.of(furtherSides)).toArray()));
  }

  private static TensorProto longs(String name, long value) {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(TensorProto.DataType.INT64_VALUE)
        .addDims(1)
        .addInt64Data(value)
        .build();
  }

  private static ValueInfoProto value(String name, int... sides) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("batch"));
    for (int side : sides) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(side));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT_VALUE)
                        .setShape(shape)))
        .build();
  }
}
