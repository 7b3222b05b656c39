package dev.tickwatch.lab.network;

/**
 * A linear layer: {@code input * weight + bias}.
 *
 * @param weight {@code [inputs, outputs]}
 * @param bias {@code [outputs]}
 */
public record Linear(Weight weight, Weight bias) {

  static Linear of(String name, int inputs, int outputs) {
    return new Linear(
        new Weight(name, inputs, outputs, Weight.Kind.LINEAR),
        new Weight(name + ".bias", 1, outputs, Weight.Kind.BIAS));
  }

  /** From {@code [.., inputs]} to {@code [.., outputs]}. */
  public <V> V apply(Algebra<V> math, V input) {
    V product = math.matmul(input, math.weight(weight));
    return math.add(product, math.weight(bias));
  }
}
