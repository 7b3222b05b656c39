package dev.tickwatch.lab.bench;

import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.scoring.ScoringDevice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What to measure, and for how long.
 *
 * @param parts to measure
 * @param rounds in which the variants take turns; 1 to 100
 * @param bootstrapServers of brokers that run already; empty to start one
 * @param model file; empty to train one
 * @param ticks real series by symbol; empty for random walks
 * @param device of the scorer-only measurements
 * @param pace how long things take
 */
public record BenchSettings(
    Set<Part> parts,
    int rounds,
    Optional<String> bootstrapServers,
    Optional<Path> model,
    Map<String, List<Tick>> ticks,
    ScoringDevice device,
    Pace pace) {

  /** What can be measured. */
  public enum Part {
    /** A backlog drained by every variant of the service. */
    DRAIN,
    /** From tick to committed score at fixed rates. */
    LATENCY,
    /** A backlog drained with few and with many symbols. */
    SYMBOLS,
    /** The scorer alone. */
    SCORER,
    /** The LSTM_A shape of STAC-ML Markets in the same runtime. */
    LSTM_A
  }

  /**
   * How long things take.
   *
   * @param backlog ticks to drain, on top of those that warm symbols up
   * @param warmUp of a service before it is measured
   * @param settle between the beginning of a service's turn and its measurement
   * @param measured time of one measurement of a service that drains
   * @param steady time of one measurement at a fixed rate
   * @param call time of one measurement of the scorer alone
   * @param jvmFlags of broker and service, on top of those that they are to have
   * @param toTheEnd whether a backlog is drained to its end behind the measurement
   * @param loads shares of the sustained rate to feed at
   * @param drainSymbols number of symbols where it is not what is compared
   * @param symbols numbers of symbols to compare
   * @param batches sizes of the scorer's batches
   */
  public record Pace(
      long backlog,
      Duration warmUp,
      Duration settle,
      Duration measured,
      Duration steady,
      Duration call,
      List<String> jvmFlags,
      boolean toTheEnd,
      List<Double> loads,
      int drainSymbols,
      List<Integer> symbols,
      List<Integer> batches) {

    /**
     * For figures. Compiling takes half of a core in the first half minute, and a tenth of one
     * still after a minute, in the service and in the broker alike: so long is the warm-up.
     */
    public static final Pace FULL =
        new Pace(
            6_000_000,
            Duration.ofSeconds(80),
            Duration.ofSeconds(2),
            Duration.ofMillis(2500),
            Duration.ofSeconds(6),
            Duration.ofMillis(1500),
            List.of(),
            false,
            List.of(0.5, 0.75, 0.9),
            100,
            List.of(1, 100, 1_000, 10_000),
            List.of(1, 4, 8, 16, 32, 64, 128, 256, 512, 1024));

    /**
     * To see that it works. Half of the backlog is more than what may wait for the model, and takes
     * several commits.
     */
    public static final Pace QUICK =
        new Pace(
            24_000,
            Duration.ofMillis(200),
            Duration.ZERO,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofMillis(50),
            List.of("-XX:TieredStopAtLevel=1"),
            true,
            List.of(0.5),
            10,
            List.of(1, 10),
            List.of(1, 16, 256));

    /** Sizes of the scorer's batches; larger ones too where a device is made for them. */
    List<Integer> batchesOn(ScoringDevice device) {
      if (!device.isCuda()) {
        return batches;
      }
      List<Integer> all = new ArrayList<>(batches);
      all.addAll(List.of(2048, 4096, 8192, 16_384));
      return all;
    }
  }

  /**
   * @throws IllegalArgumentException when a value is out of bounds
   */
  public BenchSettings {
    if (rounds < 1 || rounds > 100) {
      throw new IllegalArgumentException("--rounds must be 1 to 100, not " + rounds);
    }
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("--only names nothing to measure");
    }
    parts = Set.copyOf(parts);
    ticks = Map.copyOf(ticks);
  }
}
