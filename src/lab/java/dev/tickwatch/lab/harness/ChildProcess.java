package dev.tickwatch.lab.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Java process with the class path of this one. It is killed when this process ends. Thread-safe.
 */
public final class ChildProcess implements AutoCloseable {
  /** Flags of a JVM that is small and quickly up, as several of them share the machine. */
  public static final List<String> SMALL_JVM =
      List.of(
          "-Xmx384m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+ExitOnOutOfMemoryError",
          "-Dai.djl.offline=true");

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
  private static final Duration LINE_PAUSE = Duration.ofMillis(100);
  private static final int LAST_LINES = 15;

  private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();

  static {
    // SIGKILL ends a frozen process too; told to end, it would stay for ever.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> ALIVE.forEach(Process::destroyForcibly), "tickwatch-end-children"));
  }

  private final String name;
  private final Process process;
  private final Path log;

  private ChildProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts one.
   *
   * @param main has the method {@code main}
   * @param jvmFlags such as {@code -Xmx512m}
   * @param log receives what it prints, behind what is there
   * @throws HarnessException when the system does not start it
   */
  public static ChildProcess start(
      Class<?> main, List<String> arguments, List<String> jvmFlags, Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmFlags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
    try {
      Process process = builder.start();
      ALIVE.add(process);
      return new ChildProcess(main.getSimpleName(), process, log);
    } catch (IOException e) {
      throw new HarnessException("cannot start " + main.getSimpleName() + ": " + e.getMessage(), e);
    }
  }

  /** The simple name of its main class. */
  public String name() {
    return name;
  }

  /** Of the system. */
  public long pid() {
    return process.pid();
  }

  /** Whether it has not ended. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Makes sure that it has not ended.
   *
   * @throws HarnessException when it has ended, with the end of what it printed
   */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw new HarnessException(
          "%s has ended with status %d; its log is %s: %s"
              .formatted(name, process.exitValue(), log, lastLines()));
    }
  }

  /** CPU time that it has used; empty where the system does not tell. */
  public Optional<Duration> cpuTime() {
    return process.toHandle().info().totalCpuDuration();
  }

  /** SIGKILL. */
  public void kill() {
    process.destroyForcibly();
  }

  /** SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /**
   * Takes all CPU time from it until {@link #thaw}.
   *
   * @throws HarnessException where the system has no signal for that
   */
  public void freeze() {
    if (!signal("STOP")) {
      throw new HarnessException("process " + pid() + " of " + name + " cannot be stopped");
    }
  }

  /**
   * Lets it go on; nothing happens to one that was not frozen.
   *
   * @throws HarnessException when it cannot
   */
  public void thaw() {
    if (!signal("CONT") && process.isAlive()) {
      throw new HarnessException("process " + pid() + " of " + name + " cannot be continued");
    }
  }

  /** By the shell, which has this command where the system has none. */
  private boolean signal(String signal) {
    return SystemCommand.run("sh", "-c", "kill -" + signal + " " + pid()).succeeded();
  }

  /** Waits until it has ended, and gives its status: 128 and the signal's number after a signal. */
  public int awaitEnd() throws InterruptedException {
    int status = process.waitFor();
    ALIVE.remove(process);
    return status;
  }

  /** Waits until it has ended; false when it has not by then. */
  public boolean awaitEnd(Duration patience) throws InterruptedException {
    boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (ended) {
      ALIVE.remove(process);
    }
    return ended;
  }

  /**
   * Waits until it has printed a line in which a pattern is found, and gives the match.
   *
   * @throws HarnessException when it ends without one, or prints none in time
   */
  public Matcher awaitLine(Pattern pattern, Duration patience) {
    Matcher matcher = pattern.matcher("");
    Wait.until(
        () -> {
          boolean alive = isAlive(); // before it is read: what it printed last counts
          boolean found = matcher.reset(printed()).find();
          if (!found && !alive) {
            requireAlive();
          }
          return found;
        },
        patience,
        LINE_PAUSE,
        () -> "a line '" + pattern + "' of " + name + "; its log is " + log);
    return matcher;
  }

  private String printed() {
    try {
      return new String(Files.readAllBytes(log), UTF_8); // whatever bytes are in it
    } catch (IOException e) {
      return "(its log " + log + " cannot be read)";
    }
  }

  /** The end of what it printed. */
  public String lastLines() {
    List<String> lines = printed().lines().toList();
    int from = Math.max(0, lines.size() - LAST_LINES);
    return String.join(System.lineSeparator(), lines.subList(from, lines.size()));
  }

  /** Ends it: told to, and killed when it does not obey. */
  @Override
  public void close() {
    terminate();
    endWithin(STOP_PATIENCE);
  }

  /** Waits until it has ended by itself, and kills it when it does not. */
  void endWithin(Duration patience) {
    try {
      if (!awaitEnd(patience)) {
        kill();
        int unused = awaitEnd();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }
}
