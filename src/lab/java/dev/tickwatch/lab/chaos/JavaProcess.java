package dev.tickwatch.lab.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A Java process with the class path of this one. It is killed when this process ends. */
final class JavaProcess {
  private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();

  /** Small and quickly up: several of them share the machine with the test. */
  private static final List<String> FLAGS =
      List.of(
          "-Xmx384m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+ExitOnOutOfMemoryError",
          "-Dai.djl.offline=true");

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> ALIVE.forEach(Process::destroyForcibly), "tickwatch-chaos-end-processes"));
  }

  private final Process process;

  private JavaProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts one.
   *
   * @param flags for the JVM, beside those that all get
   * @param log receives what it prints, behind what is there
   */
  static JavaProcess start(String mainClass, List<String> arguments, List<String> flags, Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(Map.of("ORT_DISABLE_TELEMETRY", "1"));
    try {
      Process process = builder.start();
      ALIVE.add(process);
      return new JavaProcess(process);
    } catch (IOException e) {
      throw new ChaosException("cannot start " + mainClass + ": " + e.getMessage(), e);
    }
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until it has ended, and gives its status: 128 and the signal's number after a signal. */
  int awaitEnd() throws InterruptedException {
    int status = process.waitFor();
    ALIVE.remove(process);
    return status;
  }

  /** Waits until it has ended. */
  boolean awaitEnd(Duration patience) throws InterruptedException {
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }
}
