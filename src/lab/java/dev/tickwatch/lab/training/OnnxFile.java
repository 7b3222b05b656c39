package dev.tickwatch.lab.training;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.manifest.ManifestJson;
import dev.tickwatch.model.window.Features;

/**
 * A trained network as an ONNX file. The graph takes {@code windows float[batch][T][F]}; the
 * manifest is kept apart so that it can change while the graph stays. Immutable.
 */
final class OnnxFile {
  private static final long IR_VERSION = 8;
  private static final String BATCH = "batch";

  private final GraphProto graph;

  private OnnxFile(GraphProto graph) {
    this.graph = graph;
  }

  /**
   * Writes the network's graph.
   *
   * @param flat all weights in the layout's order
   * @param draws L; more than one are averaged over fixed noise
   */
  static OnnxFile of(
      NetworkSettings network, WeightLayout layout, float[] flat, int draws, long noiseSeed) {
    OnnxAlgebra math = new OnnxAlgebra(layout, flat);
    String noise =
        draws == 1
            ? null
            : math.constant(
                FixedNoise.points(draws, network.latent(), noiseSeed), 1, draws, network.latent());
    LstmVae.Outputs<String> out =
        new LstmVae<>(math, network, layout).apply("windows", noise, draws);
    GraphProto.Builder graph = math.graph().setName("tickwatch");
    graph.addInput(value("windows", network.steps(), Features.COUNT));
    output(math, out.elbo(), "elbo");
    output(math, out.reconstruction(), "reconstruction");
    output(math, out.kl(), "kl");
    output(math, out.tickLogLikelihood(), "tick_log_likelihood", Features.MODELLED);
    output(math, out.tickResidual(), "tick_residual", Features.MODELLED);
    output(math, out.unchanged(), "unchanged");
    output(math, out.sizeGivenReturn(), "size_given_return");
    output(math, out.returnLocation(), "return_location");
    output(math, out.returnScale(), "return_scale");
    output(math, out.forecastLocation(), "forecast_location", network.horizon());
    output(math, out.forecastScale(), "forecast_scale", network.horizon());
    int steps = network.steps();
    output(math, out.stepLogLikelihood(), "step_log_likelihood", Features.MODELLED, steps);
    return new OnnxFile(graph.build());
  }

  private static void output(OnnxAlgebra math, String value, String name, int... sides) {
    math.name(value, name);
    math.graph().addOutput(value(name, sides));
  }

  private static ValueInfoProto value(String name, int... sides) {
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

  /** The file's bytes with a manifest. */
  byte[] bytes(Manifest manifest) {
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("tickwatch")
        .setProducerVersion(manifest.trainerVersion())
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OnnxAlgebra.OPSET))
        .setGraph(graph)
        .addMetadataProps(
            StringStringEntryProto.newBuilder()
                .setKey(Manifest.METADATA_KEY)
                .setValue(ManifestJson.write(manifest)))
        .build()
        .toByteArray();
  }
}
