package dev.tickwatch.lab.lstm;

import dev.tickwatch.lab.network.Algebra;
import dev.tickwatch.lab.network.Linear;
import dev.tickwatch.lab.network.WeightLayout;

/** One hidden layer with tanh, and a linear one. */
record Head(Linear hidden, Linear output) {

  static Head declare(
      WeightLayout.Builder weights, String name, int inputs, int units, int outputs) {
    return new Head(
        weights.linear(name + ".hidden", inputs, units), weights.linear(name, units, outputs));
  }

  /** From {@code [B, inputs]} to {@code [B, outputs]}. */
  <V> V apply(Algebra<V> math, V input) {
    return output.apply(math, math.tanh(hidden.apply(math, input)));
  }
}
