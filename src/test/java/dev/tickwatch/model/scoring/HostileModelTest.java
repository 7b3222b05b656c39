package dev.tickwatch.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.CodedOutputStream;
import dev.tickwatch.model.manifest.ModelException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Model files that are made to reach what a model should not, or to fill memory. */
@Timeout(60)
class HostileModelTest {
  private static final ScoringDevice CPU = ScoringDevice.parse("cpu");

  private static AbstractThrowableAssert<?, ?> assertRefused(byte[] model) {
    return assertThatThrownBy(() -> OnnxWindowScorer.open(model, "m", CPU).close())
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("model m");
  }

  private static byte[] with(NodeProto.Builder node) {
    ModelProto.Builder model = TinyOnnx.model();
    model.getGraphBuilder().addNode(node.addInput("windows").addOutput("more"));
    return model.build().toByteArray();
  }

  @Test
  void opensAModelThatDoesNoHarm() {
    try (OnnxWindowScorer scorer =
        OnnxWindowScorer.open(TinyOnnx.model().build().toByteArray(), "m", CPU)) {
      assertThat(scorer.manifest().shape()).isEqualTo(TinyOnnx.SHAPE);
    }
  }

  @Test
  void refusesWeightsInAnotherFile() {
    ModelProto.Builder model = TinyOnnx.model();
    TensorProto.Builder weights = model.getGraphBuilder().getInitializerBuilder(0);
    weights
        .clearInt64Data()
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(
            StringStringEntryProto.newBuilder().setKey("location").setValue("/etc/passwd"));
    assertRefused(model.build().toByteArray())
        .hasMessage("model m: its weights lie in another file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Loop", "If", "Scan", "ConstantOfShape", "Expand", "Tile", "Range", "Pad"})
  void refusesControlFlowAndWhatMakesLargeOfSmall(String operator) {
    assertRefused(with(NodeProto.newBuilder().setOpType(operator)))
        .hasMessageContaining("it uses the operator '" + operator + "'");
  }

  @Test
  void refusesGraphsWithinTheGraph() {
    assertRefused(
            with(
                NodeProto.newBuilder()
                    .setOpType("Add")
                    .addAttribute(
                        AttributeProto.newBuilder()
                            .setName("body")
                            .setType(AttributeProto.AttributeType.GRAPH)
                            .setG(GraphProto.newBuilder()))))
        .hasMessage("model m: it has a graph within its graph");
  }

  @Test
  void refusesOperatorsOfOthers() {
    assertRefused(with(NodeProto.newBuilder().setOpType("Add").setDomain("com.acme")))
        .hasMessageContaining("operators of 'com.acme'");
  }

  @Test
  void refusesATensorThatIsSaidToHaveMoreThanItHas() {
    ModelProto.Builder model = TinyOnnx.model();
    model.getGraphBuilder().getInitializerBuilder(0).clearDims().addDims(1L << 28);
    assertRefused(model.build().toByteArray());
  }

  @Test
  void refusesTypesNestedDeeply() throws IOException {
    byte[] type = {};
    for (int i = 0; i < 10_000; i++) {
      byte[] sequence = field(TypeProto.Sequence.ELEM_TYPE_FIELD_NUMBER, type);
      type = field(TypeProto.SEQUENCE_TYPE_FIELD_NUMBER, sequence);
    }
    byte[] value = field(ValueInfoProto.TYPE_FIELD_NUMBER, type);
    byte[] graph =
        field(ModelProto.GRAPH_FIELD_NUMBER, field(GraphProto.VALUE_INFO_FIELD_NUMBER, value));
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    model.write(TinyOnnx.model().build().toByteArray());
    model.write(graph); // fields of a message that comes twice are merged
    assertRefused(model.toByteArray());
  }

  private static byte[] field(int number, byte[] message) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeByteArray(number, message);
    out.flush();
    return bytes.toByteArray();
  }

  @Test
  void refusesAFieldOfAGibibyteThatIsNotThere() {
    byte[] model = {0x3A, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x04, 0};
    assertRefused(model).hasMessageContaining("has a field of 1073741824 bytes, beyond its end");
  }

  @Test
  void refusesAFileOfAGibibyteUnread(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("large.onnx");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(1 << 30);
    }
    assertThatThrownBy(() -> OnnxWindowScorer.open(file, CPU).close())
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("larger than the 67108864 bytes");
  }

  @Test
  void refusesEveryBeginOfAModel() {
    byte[] model = TinyOnnx.model().build().toByteArray();
    for (int length = 0; length < model.length; length += 1 + model.length / 300) {
      assertRefused(Arrays.copyOf(model, length));
    }
  }

  @Test
  void refusesOutputsThatAreSmallerOrLargerThanTheirNamesSay() {
    for (String source : new String[] {"kl", "windows"}) {
      ModelProto.Builder model = TinyOnnx.model();
      GraphProto.Builder graph = model.getGraphBuilder();
      int last = graph.getNodeCount() - 1;
      String output = graph.getNode(last).getOutput(0);
      graph.setNode(
          last, NodeProto.newBuilder().setOpType("Identity").addInput(source).addOutput(output));
      assertRefused(model.build().toByteArray());
    }
  }
}
