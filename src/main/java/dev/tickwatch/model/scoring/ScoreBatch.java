package dev.tickwatch.model.scoring;

import dev.tickwatch.model.window.Features;
import dev.tickwatch.model.window.WindowShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Inputs and outputs of one scorer call. Reusable; owned by one thread.
 *
 * <p>Fill with {@link #nextSlot()}, hand to {@link WindowScorer#score}, read the outputs by row,
 * then {@link #clear()}. Outputs are row-major arrays whose first {@link #size()} rows are valid
 * after a call.
 */
public final class ScoreBatch {
  private static final int ROW_MULTIPLE = 4;

  private final WindowShape shape;
  private final int capacity;
  private final FloatBuffer inputs;
  private final List<Output> outputs = new ArrayList<>();
  private int size;

  /** Evidence lower bound of the window, nats; {@code [B]}. */
  public final float[] elbo;

  /** Expected log likelihood of the window, nats; {@code [B]}. */
  public final float[] reconstruction;

  /** KL(q(z|x) || N(0, I)), nats; {@code [B]}. */
  public final float[] kl;

  /**
   * Log likelihood of the newest tick given those before it, by modelled feature, nats; {@code
   * [B][3]}.
   */
  public final float[] tickLogLikelihood;

  /** Signed standardised residual of the newest tick, by modelled feature; {@code [B][3]}. */
  public final float[] tickResidual;

  /**
   * Log odds, given the ticks before it and its own size and gap, that the newest tick's price is
   * that of the tick before; {@code [B]}.
   */
  public final float[] unchanged;

  /**
   * Signed standardised residual of the newest tick's size, given how far its price moved; {@code
   * [B]}.
   */
  public final float[] sizeGivenReturn;

  /**
   * Predicted log return of the newest tick if its price moves, made from the ticks before it and
   * its own size and gap; {@code [B]}.
   */
  public final float[] returnLocation;

  /** Scale of that prediction (Student-t), in log return; {@code [B]}. */
  public final float[] returnScale;

  /** Predicted cumulative log return 1 to H ticks ahead; {@code [B][H]}. */
  public final float[] forecastLocation;

  /** Scale of those predictions (Student-t); {@code [B][H]}. */
  public final float[] forecastScale;

  /**
   * Log likelihood of each step under the decoder, by modelled feature, oldest first; {@code
   * [B][3][T]}.
   */
  public final float[] stepLogLikelihood;

  /**
   * @param shape of the model that the batch is for
   * @param capacity windows that it can hold, 1 or more
   */
  public ScoreBatch(WindowShape shape, int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("batch capacity must be 1 or more, not " + capacity);
    }
    this.shape = shape;
    this.capacity = capacity;
    int rows = padded(capacity);
    int steps = shape.steps();
    int modelled = Features.MODELLED;
    inputs = direct(rows * shape.windowFloats());
    elbo = output("elbo", rows);
    reconstruction = output("reconstruction", rows);
    kl = output("kl", rows);
    tickLogLikelihood = output("tick_log_likelihood", rows, modelled);
    tickResidual = output("tick_residual", rows, modelled);
    unchanged = output("unchanged", rows);
    sizeGivenReturn = output("size_given_return", rows);
    returnLocation = output("return_location", rows);
    returnScale = output("return_scale", rows);
    forecastLocation = output("forecast_location", rows, shape.horizon());
    forecastScale = output("forecast_scale", rows, shape.horizon());
    stepLogLikelihood = output("step_log_likelihood", rows, modelled, steps);
  }

  private float[] output(String name, int rows, long... rowShape) {
    Output output = new Output(name, rows, rowShape);
    outputs.add(output);
    return output.values;
  }

  /** One of the arrays, and the memory that ONNX Runtime writes it to. */
  static final class Output {
    private final String name;
    private final long[] rowShape;
    private final int rowFloats;
    private final float[] values;
    private final FloatBuffer written;

    private Output(String name, int rows, long... rowShape) {
      this.name = name;
      this.rowShape = rowShape;
      this.rowFloats = Math.toIntExact(LongStream.of(rowShape).reduce(1, (a, b) -> a * b));
      this.values = new float[rows * rowFloats];
      this.written = direct(values.length);
    }

    /** Name of the graph's output. */
    String name() {
      return name;
    }

    /** Shape of the first rows of it. */
    long[] shape(int rows) {
      return LongStream.concat(LongStream.of(rows), LongStream.of(rowShape)).toArray();
    }

    /** The memory of the first rows; direct and in native order. */
    FloatBuffer written(int rows) {
      return written.limit(rows * rowFloats).position(0);
    }

    /** Fills the memory with a value. */
    void fill(float value) {
      for (int i = 0; i < written.capacity(); i++) {
        written.put(i, value);
      }
    }

    /** Copies what was written to the array. */
    void read(int rows) {
      written(rows).get(values, 0, rows * rowFloats);
    }

    /** The array. */
    float[] values() {
      return values;
    }
  }

  private static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** The arrays by the names of the graph's outputs. */
  public Map<String, float[]> byName() {
    return outputs.stream().collect(Collectors.toMap(Output::name, Output::values));
  }

  /** All outputs. */
  List<Output> outputs() {
    return outputs;
  }

  /** The shape that the batch was made for. */
  public WindowShape shape() {
    return shape;
  }

  /** Windows that the batch can hold. */
  public int capacity() {
    return capacity;
  }

  /** Windows in the batch. */
  public int size() {
    return size;
  }

  /** Whether another window would not fit. */
  public boolean isFull() {
    return size == capacity;
  }

  /**
   * Takes the next row and returns the buffer positioned at its first float; write {@code T * F}
   * floats, oldest tick first.
   *
   * @throws IllegalStateException when the batch is full
   */
  public FloatBuffer nextSlot() {
    if (isFull()) {
      throw new IllegalStateException("batch of " + capacity + " windows is full");
    }
    inputs.limit(inputs.capacity()).position(size * shape.windowFloats());
    size++;
    return inputs;
  }

  /**
   * The filled rows, and behind them what was left in as many more as {@link #paddedSize()} says;
   * {@code [paddedSize][T][F]}, direct and in native order; position 0.
   */
  public FloatBuffer filled() {
    inputs.limit(paddedSize() * shape.windowFloats()).position(0);
    return inputs;
  }

  /**
   * The size rounded up to a multiple of {@value #ROW_MULTIPLE}. Matrix kernels compute the last
   * odd rows of a batch by another order of operations than the rest, and so a window's last bits
   * would depend on the windows around it.
   */
  public int paddedSize() {
    return padded(size);
  }

  private static int padded(int rows) {
    return (rows + ROW_MULTIPLE - 1) / ROW_MULTIPLE * ROW_MULTIPLE;
  }

  /** Forgets the windows. */
  public void clear() {
    size = 0;
  }
}
