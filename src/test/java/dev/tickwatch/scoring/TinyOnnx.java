package dev.tickwatch.scoring;

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
import dev.tickwatch.calibration.Calibration;
import dev.tickwatch.model.Manifest;
import dev.tickwatch.model.ManifestJson;
import dev.tickwatch.window.Features;
import dev.tickwatch.window.WindowShape;

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
    slice(graph, "means", "tick_log_likelihood", Features.MODELLED, 1);
    slice(graph, "means", "tick_residual", Features.MODELLED, 1);
    slice(graph, "means", "forecast_location", SHAPE.horizon(), 1);
    slice(graph, "means", "forecast_scale", SHAPE.horizon(), 1);
    slice(graph, "windows", "step_log_likelihood", Features.MODELLED, 2);
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
    AttributeProto.Builder over =
        AttributeProto.newBuilder().setName("axes").setType(AttributeProto.AttributeType.INTS);
    for (long axis : axes) {
      over.addInts(axis);
    }
    return NodeProto.newBuilder()
        .setOpType("ReduceMean")
        .addInput(from)
        .addOutput(to)
        .addAttribute(over)
        .addAttribute(
            AttributeProto.newBuilder()
                .setName("keepdims")
                .setType(AttributeProto.AttributeType.INT)
                .setI(0))
        .build();
  }

  private static void slice(GraphProto.Builder graph, String from, String to, int until, int axis) {
    graph.addInitializer(longs(to + "_from", 0));
    graph.addInitializer(longs(to + "_until", until));
    graph.addInitializer(longs(to + "_axis", axis));
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Slice")
            .addInput(from)
            .addInput(to + "_from")
            .addInput(to + "_until")
            .addInput(to + "_axis")
            .addOutput(to));
    graph.addOutput(axis == 1 ? value(to, until) : value(to, SHAPE.steps(), until));
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
