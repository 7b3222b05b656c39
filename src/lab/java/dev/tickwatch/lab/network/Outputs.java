package dev.tickwatch.lab.network;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * All that a network says of a batch, by name, in the order in which it was put. Filled by the
 * network, then only read.
 *
 * @param <V> see {@link Algebra}
 */
public final class Outputs<V> {
  private final Map<Output, Entry<V>> entries = new LinkedHashMap<>();

  private record Entry<V>(V value, List<Integer> shape) {}

  /**
   * Adds an array.
   *
   * @param shape of one example's part; none for a number
   * @throws IllegalArgumentException when there is one of that name
   */
  @CanIgnoreReturnValue
  public Outputs<V> put(Output output, V value, int... shape) {
    if (entries.keySet().stream().anyMatch(other -> other.name().equals(output.name()))) {
      throw new IllegalArgumentException("a network has two outputs " + output);
    }
    entries.put(output, new Entry<>(value, Arrays.stream(shape).boxed().toList()));
    return this;
  }

  /**
   * One of the arrays, {@code [B, ..shape]}.
   *
   * @throws IllegalArgumentException when the network has no such output
   */
  public V get(Output output) {
    return entry(output).value;
  }

  /** Of one example's part. */
  public List<Integer> shape(Output output) {
    return entry(output).shape;
  }

  private Entry<V> entry(Output output) {
    Entry<V> entry = entries.get(output);
    if (entry == null) {
      throw new IllegalArgumentException("the network has no output " + output);
    }
    return entry;
  }

  /** Those that the file gives, in order. */
  public List<Output> exported() {
    return entries.keySet().stream().filter(Output::exported).toList();
  }

  /** The same with each array turned into something else. */
  public <W> Outputs<W> map(Function<V, W> f) {
    Outputs<W> mapped = new Outputs<>();
    entries.forEach(
        (output, entry) ->
            mapped.entries.put(output, new Entry<>(f.apply(entry.value), entry.shape)));
    return mapped;
  }
}
