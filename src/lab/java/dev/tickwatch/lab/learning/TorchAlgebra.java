package dev.tickwatch.lab.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.tickwatch.lab.network.Algebra;
import dev.tickwatch.lab.network.Lstm;
import dev.tickwatch.lab.network.Weight;
import dev.tickwatch.lab.network.WeightLayout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes with PyTorch. Every array that it makes belongs to the given manager and is freed with
 * it: use one manager a batch.
 *
 * <p>Plain numbers are made arrays that live as long. The framework's own operations on a number
 * make such an array in the JVM's memory and drop it at once, although the backward pass still
 * reads it: gradients then depend on the garbage collector.
 */
final class TorchAlgebra implements Algebra<NDArray> {
  private final NDManager manager;
  private final boolean training;
  private final Map<String, NDArray> weights = new HashMap<>();
  private final Map<Float, NDArray> scalars = new HashMap<>();

  /**
   * @param flat all weights in the layout's order; outlives the manager
   * @param training whether gradients will be asked for
   */
  TorchAlgebra(NDManager manager, WeightLayout layout, NDArray flat, boolean training) {
    this.manager = manager;
    this.training = training;
    List<Weight> all = layout.all();
    long[] ends = new long[all.size() - 1];
    long end = 0;
    for (int i = 0; i < ends.length; i++) {
      end += all.get(i).size();
      ends[i] = end;
    }
    NDList parts = flat.split(ends, 0);
    parts.attach(manager);
    for (int i = 0; i < all.size(); i++) {
      weights.put(all.get(i).name(), parts.get(i).reshape(new Shape(all.get(i).shape())));
    }
  }

  @Override
  public NDArray constant(float[] values, long... shape) {
    return manager.create(values, new Shape(shape));
  }

  @Override
  public NDArray weight(Weight weight) {
    return weights.get(weight.name());
  }

  /** A number, in memory of PyTorch's own. */
  private NDArray scalar(double value) {
    return scalars.computeIfAbsent(
        (float) value, one -> manager.full(new Shape(), one, DataType.FLOAT32));
  }

  @Override
  public NDArray add(NDArray a, NDArray b) {
    return a.add(b);
  }

  @Override
  public NDArray sub(NDArray a, NDArray b) {
    return a.sub(b);
  }

  @Override
  public NDArray mul(NDArray a, NDArray b) {
    return a.mul(b);
  }

  @Override
  public NDArray div(NDArray a, NDArray b) {
    return a.div(b);
  }

  @Override
  public NDArray add(NDArray a, double b) {
    return a.add(scalar(b));
  }

  @Override
  public NDArray mul(NDArray a, double b) {
    return a.mul(scalar(b));
  }

  @Override
  public NDArray atLeast(NDArray a, double least) {
    return a.maximum(scalar(least));
  }

  @Override
  public NDArray clip(NDArray a, double bound) {
    return a.maximum(scalar(-bound)).minimum(scalar(bound));
  }

  @Override
  public NDArray abs(NDArray a) {
    return a.abs();
  }

  @Override
  public NDArray exp(NDArray a) {
    return a.exp();
  }

  @Override
  public NDArray log(NDArray a) {
    return a.log();
  }

  @Override
  public NDArray sqrt(NDArray a) {
    return a.sqrt();
  }

  @Override
  public NDArray tanh(NDArray a) {
    return a.tanh();
  }

  @Override
  public NDArray softplus(NDArray a) {
    return a.getNDArrayInternal().softPlus();
  }

  @Override
  public NDArray matmul(NDArray a, NDArray b) {
    return a.matMul(b);
  }

  @Override
  public NDArray slice(NDArray a, int axis, long from, long to) {
    return a.get(NDIndex.sliceAxis(axis, from, to));
  }

  @Override
  public NDArray concat(int axis, List<NDArray> parts) {
    return NDArrays.concat(new NDList(parts), axis);
  }

  @Override
  public NDArray mean(NDArray a, int axis) {
    return a.mean(new int[] {axis}, true);
  }

  @Override
  public NDArray mean(NDArray a) {
    return a.mean();
  }

  @Override
  public NDArray reshape(NDArray a, long... shape) {
    return a.reshape(new Shape(shape));
  }

  @Override
  public NDArray transpose(NDArray a, int... axes) {
    return a.transpose(axes);
  }

  @Override
  public NDArray lstm(NDArray a, Lstm lstm) {
    Shape state = new Shape(1, a.getShape().get(1), lstm.hidden());
    NDList start =
        new NDList(manager.zeros(state, DataType.FLOAT32), manager.zeros(state, DataType.FLOAT32));
    NDList arrays = new NDList();
    lstm.all().forEach(weight -> arrays.add(weight(weight)));
    return a.getNDArrayInternal().lstm(a, start, arrays, true, 1, 0, training, false, false).get(0);
  }
}
