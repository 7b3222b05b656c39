package dev.tickwatch.lab.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.tickwatch.lab.harness.WallClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Where and on what something was measured.
 *
 * @param cpu name of the processor
 * @param busy share of the processor's time that others took in the second before
 * @param model what the model is
 * @param ticks what the ticks are
 */
record Machine(
    String cpu,
    int cores,
    String runtime,
    double busy,
    String model,
    String ticks,
    String command) {
  private static final double QUIET = 0.1;
  private static final Path STAT = Path.of("/proc/stat");

  /** Place of the time stolen in the first line of {@link #STAT}, in hundredths of a second. */
  private static final int STOLEN = 8;

  private static final double STAT_HERTZ = 100;

  static Machine now(String model, String ticks, String command) {
    return new Machine(
        processor(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
        busyShare(),
        model,
        ticks,
        command);
  }

  /** Whether something else was at work. */
  boolean isBusy() {
    return busy > QUIET;
  }

  String describe() {
    return String.format(
        Locale.ROOT,
        "%d cores, %s, %s, %.0f %% busy before; %s",
        cores,
        cpu,
        runtime,
        100 * busy,
        model);
  }

  private static double busyShare() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    double unused = system.getCpuLoad(); // each call tells of the time since the one before
    WallClock.await(WallClock.micros() + 1_000_000);
    return Math.max(0, system.getCpuLoad());
  }

  /**
   * For how long the machine's cores have had work and were not run, as the host ran other
   * machines; the mean of the cores since the system's start. 0 where the system does not tell.
   */
  static double stolenSeconds() {
    if (!Files.exists(STAT)) {
      return 0;
    }
    try {
      List<String> lines = Files.readAllLines(STAT);
      // Of all of the system's cores, more than this process may use where it is in a container.
      long cores = lines.stream().filter(line -> line.matches("cpu\\d+ .*")).count();
      String[] all = lines.get(0).split(" +", -1);
      return all.length <= STOLEN || cores == 0
          ? 0
          : Long.parseLong(all[STOLEN]) / STAT_HERTZ / cores;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String processor() {
    Path info = Path.of("/proc/cpuinfo");
    if (!Files.exists(info)) {
      return System.getProperty("os.arch");
    }
    try {
      List<String> lines = Files.readAllLines(info);
      return lines.stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
