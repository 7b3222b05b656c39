package dev.tickwatch.lab.chaos;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a fault did.
 *
 * @param fault that was staged, or was to be
 * @param notRun why it was not staged; empty when it was
 * @param strikes how often it struck
 * @param ticks records sent, those that are no ticks among them
 * @param verdicts on each topic; empty when the trial broke off
 * @param recoverySeconds of each strike: until everything sent before it, and the next ticks of
 *     every symbol, had been scored and committed
 * @param ends how often services ended before the trial's end, by exit status
 * @param problem why the trial broke off, or that the fault did not do what it is to; empty when
 *     all went as planned
 */
public record FaultResult(
    Fault fault,
    Optional<String> notRun,
    int strikes,
    int ticks,
    Map<Output, Verdict> verdicts,
    List<Double> recoverySeconds,
    Map<Integer, Integer> ends,
    Optional<String> problem) {

  /** Copies the collections. */
  public FaultResult {
    verdicts = verdicts.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(verdicts));
    recoverySeconds = List.copyOf(recoverySeconds);
    ends = Collections.unmodifiableMap(new TreeMap<>(ends));
  }

  /** Of a fault that could not be staged here. */
  static FaultResult notRun(Fault fault, String why) {
    return new FaultResult(
        fault, Optional.of(why), 0, 0, Map.of(), List.of(), Map.of(), Optional.empty());
  }

  /** Whether it was staged and every record was right. */
  public boolean right() {
    return notRun.isEmpty() && problem.isEmpty() && !verdicts.isEmpty() && total().right();
  }

  /** Over all topics. */
  public Verdict total() {
    return verdicts.values().stream().reduce(Verdict.NONE, Verdict::and);
  }

  /** Records that came out of a topic. */
  public long records(Output output) {
    return verdicts.getOrDefault(output, Verdict.NONE).records();
  }

  /** The middle recovery, s; NaN when there was none. */
  public double medianRecovery() {
    double[] sorted = recoverySeconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
  }

  /** The longest recovery, s; NaN when there was none. */
  public double longestRecovery() {
    return recoverySeconds.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
  }
}
