package dev.tickwatch.lab.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Adam (Kingma and Ba, 2014) on one flat vector of weights, with the gradient shortened to a given
 * norm first. It is done here since the framework's optimisers clip each value on its own and never
 * free their moments.
 */
final class Adam {
  private static final double FIRST_DECAY = 0.9;
  private static final double SECOND_DECAY = 0.999;
  private static final double EPSILON = 1e-8;

  private final NDArray weights;
  private final NDArray values;
  private final NDArray first;
  private final NDArray second;
  private final double clipNorm;
  private int steps;

  /**
   * @param root owns the moments
   * @param weights requires a gradient
   * @param values the same memory without gradients, so that it can be changed in place
   */
  Adam(NDManager root, NDArray weights, NDArray values, double clipNorm) {
    this.weights = weights;
    this.values = values;
    this.clipNorm = clipNorm;
    Shape shape = weights.getShape();
    first = root.zeros(shape, DataType.FLOAT32);
    second = root.zeros(shape, DataType.FLOAT32);
  }

  /**
   * Takes a step along the gradient that has just been computed, and clears it.
   *
   * @param manager owns what is needed on the way
   * @return norm of the gradient before it was shortened; when it is not finite, no step was taken
   */
  double step(NDManager manager, double learningRate) {
    NDArray gradient = weights.getGradient();
    gradient.attach(manager);
    double norm = gradient.norm().getFloat();
    if (!Double.isFinite(norm)) {
      return norm;
    }
    if (norm > clipNorm) {
      gradient.muli(clipNorm / norm);
    }
    steps++;
    first.muli(FIRST_DECAY).addi(gradient.mul(1 - FIRST_DECAY));
    second.muli(SECOND_DECAY).addi(gradient.square().muli(1 - SECOND_DECAY));
    NDArray deviation = second.sqrt();
    deviation.attach(manager);
    deviation.divi(Math.sqrt(1 - Math.pow(SECOND_DECAY, steps))).addi(EPSILON);
    NDArray step = first.div(deviation);
    step.attach(manager);
    values.subi(step.muli(learningRate / (1 - Math.pow(FIRST_DECAY, steps))));
    gradient.muli(0);
    return norm;
  }
}
