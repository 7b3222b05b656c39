package dev.tickwatch.bench;

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
 * @param load of the machine in the minute before, in busy threads
 * @param model what the model is
 * @param ticks what the ticks are
 */
record Machine(
    String cpu,
    int cores,
    String runtime,
    double load,
    String model,
    String ticks,
    String command) {
  private static final double QUIET = 0.5;

  static Machine now(String model, String ticks, String command) {
    return new Machine(
        processor(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        model,
        ticks,
        command);
  }

  /** Whether something else was at work. */
  boolean isBusy() {
    return load > QUIET;
  }

  String describe() {
    return String.format(
        Locale.ROOT, "%d cores, %s, %s, load before %.1f; %s", cores, cpu, runtime, load, model);
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
