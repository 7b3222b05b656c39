package dev.tickwatch.lab.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Java process that this one started on its own class path, and the line between them: a question
 * of one line, an answer of one line. It ends when the line is closed. Not thread-safe.
 */
final class Child implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LOG_LINES = 15;

  private final String name;
  private final Process process;
  private final Path log;
  private Socket socket;
  private BufferedReader answers;
  private PrintWriter questions;

  /** Guards the two that follow, against the thread that runs when this process ends. */
  private final Object signals = new Object();

  private boolean frozen;
  private boolean ending;

  /** A frozen process would not see that this one has ended, and stay for ever. */
  private final Thread atExit = new Thread(this::thawForGood, "tickwatch-bench-thaw");

  private Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts one and waits until it is connected.
   *
   * @param main has a method {@code main} that connects by {@link ParentLine#connect}
   * @param log gets what it prints
   */
  static Child start(Class<?> main, List<String> jvmFlags, Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmFlags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      command.add(Integer.toString(server.getLocalPort()));
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
      Child child = new Child(main.getSimpleName(), builder.start(), log);
      Runtime.getRuntime().addShutdownHook(child.atExit);
      child.connect(server);
      return child;
    } catch (IOException e) {
      throw new BenchException("cannot start " + main.getSimpleName() + ": " + e.getMessage(), e);
    }
  }

  private void connect(ServerSocket server) throws IOException {
    server.setSoTimeout((int) PATIENCE.toMillis());
    socket = server.accept();
    socket.setTcpNoDelay(true);
    answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    questions =
        new PrintWriter(
            new OutputStreamWriter(socket.getOutputStream(), UTF_8), /* autoFlush= */ true);
  }

  /**
   * Asks and waits for the answer.
   *
   * @throws BenchException when the process has ended; with the end of what it printed
   */
  <T> T ask(Object question, Class<T> answer) {
    questions.println(Json.line(question));
    String line;
    try {
      line = answers.readLine();
    } catch (IOException e) {
      throw new BenchException(name + " is gone: " + lastWords(), e);
    }
    if (line == null) {
      throw new BenchException(name + " ended: " + lastWords());
    }
    return Json.read(line, answer);
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      int from = Math.max(0, lines.size() - LOG_LINES);
      return String.join(System.lineSeparator(), lines.subList(from, lines.size()));
    } catch (IOException e) {
      return "(its log " + log + " cannot be read)";
    }
  }

  long pid() {
    return process.pid();
  }

  /**
   * Takes all CPU time from it, so that it cannot be asked, until {@link #thaw}.
   *
   * @throws BenchException where the system has no signal for that
   */
  void freeze() {
    synchronized (signals) {
      if (ending) {
        return;
      }
      frozen = true;
      if (!signal("STOP")) {
        frozen = false;
        throw new BenchException("process " + pid() + " of " + name + " cannot be stopped");
      }
    }
  }

  /**
   * Lets it go on.
   *
   * @throws BenchException when it cannot
   */
  void thaw() {
    synchronized (signals) {
      if (frozen && !signal("CONT") && process.isAlive()) {
        throw new BenchException("process " + pid() + " of " + name + " cannot be continued");
      }
      frozen = false;
    }
  }

  private void thawForGood() {
    synchronized (signals) {
      ending = true;
      thaw();
    }
  }

  /** By the shell, which has this command where the system has none. */
  private boolean signal(String signal) {
    try {
      String command = "kill -" + signal + " " + pid();
      return new ProcessBuilder("sh", "-c", command).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // no shell
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    }
  }

  private void stopWatching() {
    try {
      boolean unused = Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // It runs already.
    }
  }

  /** Lets it end, and ends it if it does not. */
  @Override
  public void close() {
    try {
      thaw();
      socket.close();
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException | BenchException e) {
      process.destroyForcibly(); // also ends one that is stopped
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    if (!process.isAlive()) {
      stopWatching();
    }
  }
}
