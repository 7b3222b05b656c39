package dev.tickwatch.model.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tickwatch.model.manifest.ModelException;
import dev.tickwatch.model.manifest.ModelFile;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is checked of a model's bytes before native code sees them: that they are whole, hold one
 * graph of plain arithmetic, and refer to nothing outside. Loops, branches, functions, custom
 * operators, operators that make large tensors from small ones, and weights in other files are
 * refused. Field numbers are those of ONNX's {@code onnx.proto}.
 *
 * <p>This narrows what a hostile file can do; it does not make one safe. Who may publish models
 * decides what the service runs.
 */
final class OnnxModelCheck {
  private static final int MOST_NODES = 100_000;

  /** Attribute types that hold numbers or one text: not graphs, sparse tensors or types. */
  private static final Set<Long> PLAIN_ATTRIBUTES = Set.of(0L, 1L, 2L, 3L, 4L, 6L, 7L, 8L);

  /** The trainer's, and others of arithmetic whose outputs are no larger than their inputs. */
  private static final Set<String> OPERATORS =
      Set.of(
          "Abs",
          "Add",
          "ArgMax",
          "Cast",
          "Clip",
          "Concat",
          "Constant",
          "CumSum",
          "DequantizeLinear",
          "Div",
          "DynamicQuantizeLinear",
          "Equal",
          "Erf",
          "Exp",
          "Flatten",
          "GRU",
          "Gather",
          "Gemm",
          "Greater",
          "GreaterOrEqual",
          "Identity",
          "LSTM",
          "LayerNormalization",
          "Less",
          "LessOrEqual",
          "Log",
          "MatMul",
          "MatMulInteger",
          "Max",
          "Mean",
          "Min",
          "Mul",
          "Neg",
          "Not",
          "Pow",
          "QuantizeLinear",
          "Reciprocal",
          "ReduceMax",
          "ReduceMean",
          "ReduceMin",
          "ReduceSum",
          "Relu",
          "Reshape",
          "Shape",
          "Sigmoid",
          "Sign",
          "Slice",
          "Softmax",
          "Softplus",
          "Split",
          "Sqrt",
          "Squeeze",
          "Sub",
          "Sum",
          "Tanh",
          "Transpose",
          "Unsqueeze",
          "Where");

  private int nodes;
  private boolean hasGraph;

  private OnnxModelCheck() {}

  /**
   * Checks a file's bytes.
   *
   * @throws ModelException when they are not such a model; says what was found
   */
  static void require(byte[] model, String name) {
    ModelFile.requireSize(model.length, name);
    OnnxModelCheck check = new OnnxModelCheck();
    try {
      check.model(ByteBuffer.wrap(model));
    } catch (ModelException e) {
      throw new ModelException("model " + name + ": " + e.getMessage(), e);
    }
  }

  private void model(ByteBuffer bytes) {
    for (ProtobufFields field = new ProtobufFields(bytes); field.next(); ) {
      switch (field.number()) {
        case 7 -> graph(field.content());
        case 20 -> throw new ModelException("it has a training part, which is not run");
        case 25 -> throw new ModelException("it has functions of its own");
        default -> {}
      }
    }
    if (!hasGraph) {
      throw new ModelException("not an ONNX file: it has no graph");
    }
  }

  private void graph(ByteBuffer bytes) {
    hasGraph = true;
    for (ProtobufFields field = new ProtobufFields(bytes); field.next(); ) {
      switch (field.number()) {
        case 1 -> node(field.content());
        case 5 -> tensor(field.content());
        case 15 -> throw new ModelException("it has sparse weights");
        default -> {}
      }
    }
  }

  private void node(ByteBuffer bytes) {
    if (++nodes > MOST_NODES) {
      throw new ModelException("it has more than " + MOST_NODES + " nodes");
    }
    for (ProtobufFields field = new ProtobufFields(bytes); field.next(); ) {
      switch (field.number()) {
        case 4 -> operator(text(field.content()));
        case 5 -> attribute(field.content());
        case 7 -> domain(text(field.content()));
        default -> {}
      }
    }
  }

  private static void operator(String type) {
    if (!OPERATORS.contains(type)) {
      throw new ModelException(
          "it uses the operator '%s', which is none of %s"
              .formatted(type, new TreeSet<>(OPERATORS)));
    }
  }

  private static void domain(String domain) {
    if (!domain.isEmpty() && !domain.equals("ai.onnx")) {
      throw new ModelException("it uses operators of '" + domain + "', beyond ONNX's own");
    }
  }

  private void attribute(ByteBuffer bytes) {
    for (ProtobufFields field = new ProtobufFields(bytes); field.next(); ) {
      switch (field.number()) {
        case 5 -> tensor(field.content());
        case 6, 11 -> throw new ModelException("it has a graph within its graph");
        case 10, 14, 15, 22, 23 -> throw new ModelException("it has an attribute of many tensors");
        case 20 -> {
          if (!PLAIN_ATTRIBUTES.contains(field.integer())) {
            throw new ModelException("it has an attribute of type " + field.integer());
          }
        }
        default -> {}
      }
    }
  }

  private void tensor(ByteBuffer bytes) {
    for (ProtobufFields field = new ProtobufFields(bytes); field.next(); ) {
      switch (field.number()) {
        case 13 -> throw new ModelException("its weights lie in another file");
        case 14 -> {
          if (field.integer() != 0) {
            throw new ModelException("its weights lie in another file");
          }
        }
        default -> {}
      }
    }
  }

  /** The beginning of a text is enough to recognise it. */
  private static String text(ByteBuffer content) {
    byte[] some = new byte[Math.min(content.remaining(), 100)];
    content.get(some);
    return new String(some, UTF_8);
  }
}
