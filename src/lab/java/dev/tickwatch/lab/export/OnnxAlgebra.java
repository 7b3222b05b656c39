package dev.tickwatch.lab.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.tickwatch.lab.network.Algebra;
import dev.tickwatch.lab.network.Lstm;
import dev.tickwatch.lab.network.Weight;
import dev.tickwatch.lab.network.WeightLayout;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes the network as nodes of an ONNX graph (operator set {@value #OPSET}); a value is the name
 * of an array in it. The same calls give the same bytes.
 */
final class OnnxAlgebra implements Algebra<String> {

  /** Operator set that the nodes are of: reduction axes of a mean are still an attribute. */
  static final int OPSET = 17;

  /** ONNX wants an LSTM's gates as i, o, f, c; PyTorch keeps them as i, f, g (the cell), o. */
  private static final int[] ONNX_GATES = {0, 3, 1, 2};

  private final WeightLayout layout;
  private final float[] flat;
  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Set<String> initialisers = new HashSet<>();
  private int values;

  /**
   * @param flat all weights in the layout's order
   */
  OnnxAlgebra(WeightLayout layout, float[] flat) {
    this.layout = layout;
    this.flat = flat;
  }

  /** The graph so far; the caller adds inputs and outputs. */
  GraphProto.Builder graph() {
    return graph;
  }

  /** Gives a value a name of its own, as outputs need. */
  void name(String value, String name) {
    graph.addNode(
        NodeProto.newBuilder().setOpType("Identity").addInput(value).addOutput(name).setName(name));
  }

  @Override
  public String constant(float[] data, long... shape) {
    return initialiser("constant_" + initialisers.size(), OnnxMessages.floats(data, shape));
  }

  @Override
  public String weight(Weight weight) {
    return once(weight.name(), OnnxMessages.floats(layout.values(flat, weight), weight.shape()));
  }

  @Override
  public String add(String a, String b) {
    return node("Add", a, b);
  }

  @Override
  public String sub(String a, String b) {
    return node("Sub", a, b);
  }

  @Override
  public String mul(String a, String b) {
    return node("Mul", a, b);
  }

  @Override
  public String div(String a, String b) {
    return node("Div", a, b);
  }

  @Override
  public String add(String a, double b) {
    return node("Add", a, scalar(b));
  }

  @Override
  public String mul(String a, double b) {
    return node("Mul", a, scalar(b));
  }

  @Override
  public String atLeast(String a, double least) {
    return node("Max", a, scalar(least));
  }

  @Override
  public String clip(String a, double bound) {
    return node("Clip", a, scalar(-bound), scalar(bound));
  }

  @Override
  public String abs(String a) {
    return node("Abs", a);
  }

  @Override
  public String exp(String a) {
    return node("Exp", a);
  }

  @Override
  public String log(String a) {
    return node("Log", a);
  }

  @Override
  public String sqrt(String a) {
    return node("Sqrt", a);
  }

  @Override
  public String tanh(String a) {
    return node("Tanh", a);
  }

  /** Of its parts: ONNX Runtime's own operator computes one value at a time. */
  @Override
  public String softplus(String a) {
    String beyond = node("Log", node("Add", node("Exp", node("Neg", node("Abs", a))), scalar(1)));
    return node("Add", node("Relu", a), beyond);
  }

  @Override
  public String matmul(String a, String b) {
    return node("MatMul", a, b);
  }

  @Override
  public String slice(String a, int axis, long from, long to) {
    return node("Slice", a, longs(from), longs(to), longs(axis));
  }

  @Override
  public String concat(int axis, List<String> parts) {
    return node(
        NodeProto.newBuilder().setOpType("Concat").addAttribute(OnnxMessages.integer("axis", axis)),
        parts);
  }

  @Override
  public String mean(String a, int axis) {
    NodeProto.Builder mean = NodeProto.newBuilder().setOpType("ReduceMean");
    return node(mean.addAttribute(OnnxMessages.integers("axes", axis)), List.of(a));
  }

  @Override
  public String mean(String a) {
    NodeProto.Builder mean = NodeProto.newBuilder().setOpType("ReduceMean");
    return node(mean.addAttribute(OnnxMessages.integer("keepdims", 0)), List.of(a));
  }

  @Override
  public String reshape(String a, long... shape) {
    return node("Reshape", a, longs(shape));
  }

  @Override
  public String transpose(String a, int... axes) {
    NodeProto.Builder transpose = NodeProto.newBuilder().setOpType("Transpose");
    return node(
        transpose.addAttribute(
            OnnxMessages.integers("perm", Arrays.stream(axes).mapToLong(axis -> axis).toArray())),
        List.of(a));
  }

  @Override
  public String lstm(String a, Lstm lstm) {
    int hidden = lstm.hidden();
    String input =
        once(
            lstm.input().name(),
            OnnxMessages.floats(gates(lstm.input()), 1, 4L * hidden, lstm.input().columns()));
    String recurrent =
        once(
            lstm.recurrent().name(),
            OnnxMessages.floats(gates(lstm.recurrent()), 1, 4L * hidden, hidden));
    float[] biases = new float[8 * hidden];
    System.arraycopy(gates(lstm.inputBias()), 0, biases, 0, 4 * hidden);
    System.arraycopy(gates(lstm.recurrentBias()), 0, biases, 4 * hidden, 4 * hidden);
    String bias = once(lstm.inputBias().name(), OnnxMessages.floats(biases, 1, 8L * hidden));
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setOpType("LSTM")
            .addAttribute(OnnxMessages.integer("hidden_size", hidden));
    String states = node(node, List.of(a, input, recurrent, bias));
    // [S, directions, B, hidden]
    return node("Squeeze", states, longs(1));
  }

  /** A weight of an LSTM, rows in the order that ONNX wants. */
  private float[] gates(Weight weight) {
    return reorderGates(layout.values(flat, weight));
  }

  /** From i, f, g, o to i, o, f, g; four blocks of equal size. */
  static float[] reorderGates(float[] torch) {
    int block = torch.length / 4;
    float[] onnx = new float[torch.length];
    for (int gate = 0; gate < 4; gate++) {
      System.arraycopy(torch, ONNX_GATES[gate] * block, onnx, gate * block, block);
    }
    return onnx;
  }

  private String node(String type, String... inputs) {
    return node(NodeProto.newBuilder().setOpType(type), List.of(inputs));
  }

  private String node(NodeProto.Builder node, List<String> inputs) {
    String output = "value_" + values++;
    graph.addNode(node.addAllInput(inputs).addOutput(output).setName(output));
    return output;
  }

  private String scalar(double value) {
    return once("scalar_" + (float) value, OnnxMessages.floats(new float[] {(float) value}));
  }

  private String longs(long... data) {
    StringBuilder name = new StringBuilder("shape");
    for (long value : data) {
      name.append('_').append(value);
    }
    return once(name.toString(), OnnxMessages.longs(data));
  }

  private String once(String name, TensorProto.Builder tensor) {
    return initialisers.contains(name) ? name : initialiser(name, tensor);
  }

  private String initialiser(String name, TensorProto.Builder tensor) {
    initialisers.add(name);
    graph.addInitializer(tensor.setName(name));
    return name;
  }
}
