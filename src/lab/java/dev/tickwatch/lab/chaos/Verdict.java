package dev.tickwatch.lab.chaos;

import java.util.List;

/**
 * How records that came compare with those that had to.
 *
 * @param records that came
 * @param missing expected, and not there
 * @param duplicate there once more than expected
 * @param outOfOrder behind one of their group that they belong before
 * @param wrong there, and differing in a byte of key or value; or not expected at all
 * @param examples a few of what is not right, for a person to read
 */
public record Verdict(
    long records,
    long missing,
    long duplicate,
    long outOfOrder,
    long wrong,
    List<String> examples) {

  /** Of nothing. */
  public static final Verdict NONE = new Verdict(0, 0, 0, 0, 0, List.of());

  private static final int EXAMPLES = 10;

  /** Keeps a few of the examples. */
  public Verdict {
    examples = List.copyOf(examples.subList(0, Math.min(EXAMPLES, examples.size())));
  }

  /** Whether every record is right. */
  public boolean right() {
    return missing + duplicate + outOfOrder + wrong == 0;
  }

  /** Both together. */
  public Verdict and(Verdict other) {
    return new Verdict(
        records + other.records,
        missing + other.missing,
        duplicate + other.duplicate,
        outOfOrder + other.outOfOrder,
        wrong + other.wrong,
        java.util.stream.Stream.concat(examples.stream(), other.examples.stream()).toList());
  }
}
