package dev.tickwatch.model.scoring;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a model runs.
 *
 * @param cudaIndex index of an NVIDIA GPU, or -1 for the CPU
 */
public record ScoringDevice(int cudaIndex) {

  /** The CPU. */
  public static final ScoringDevice CPU = new ScoringDevice(-1);

  private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,3}))?");

  /**
   * Reads {@code cpu}, {@code cuda} or {@code cuda:N}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static ScoringDevice parse(String text) {
    if ("cpu".equals(text)) {
      return CPU;
    }
    Matcher cuda = CUDA.matcher(text);
    if (!cuda.matches()) {
      throw new IllegalArgumentException("device must be 'cpu' or 'cuda:N', not '" + text + "'");
    }
    return new ScoringDevice(cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1)));
  }

  /** Whether it is a GPU. */
  public boolean isCuda() {
    return cudaIndex >= 0;
  }

  /**
   * Windows in a batch unless another number is set. A GPU takes about as long for one window as
   * for many, since a recurrent layer's steps wait for each other.
   */
  public int usualBatchSize() {
    return isCuda() ? 2048 : 128;
  }

  @Override
  public String toString() {
    return isCuda() ? "cuda:" + cudaIndex : "cpu";
  }
}
