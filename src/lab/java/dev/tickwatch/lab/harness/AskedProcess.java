package dev.tickwatch.lab.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A {@link ChildProcess}, and the line between it and this one: a question of one line, an answer
 * of one line, both JSON. It ends when the line is closed. Not thread-safe.
 */
public final class AskedProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LAST_WORDS_PATIENCE = Duration.ofSeconds(5);

  private final ChildProcess process;
  private final Socket socket;
  private final BufferedReader answers;
  private final PrintWriter questions;

  private AskedProcess(ChildProcess process, Socket socket) throws IOException {
    this.process = process;
    this.socket = socket;
    socket.setTcpNoDelay(true);
    answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    questions =
        new PrintWriter(
            new OutputStreamWriter(socket.getOutputStream(), UTF_8), /* autoFlush= */ true);
  }

  /**
   * Starts one and waits until it is connected.
   *
   * @param main has a method {@code main} that connects by {@link ParentLine#connect}
   * @param log gets what it prints
   * @throws HarnessException when it does not start, or does not connect
   */
  public static AskedProcess start(Class<?> main, List<String> jvmFlags, Path log) {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout((int) PATIENCE.toMillis());
      String port = Integer.toString(server.getLocalPort());
      ChildProcess process = ChildProcess.start(main, List.of(port), jvmFlags, log);
      try {
        return new AskedProcess(process, server.accept());
      } catch (IOException e) {
        process.kill();
        throw new HarnessException(process.name() + " does not connect: " + process.lastLines(), e);
      }
    } catch (IOException e) {
      throw new HarnessException("no port to be connected to: " + e.getMessage(), e);
    }
  }

  /** The process itself. */
  public ChildProcess process() {
    return process;
  }

  /**
   * Asks and waits for the answer.
   *
   * @throws HarnessException when the process has ended; with the end of what it printed
   */
  public <T> T ask(Object question, Class<T> answer) {
    tell(question);
    return answer(answer);
  }

  /** Asks; the answer is to be read later. */
  public void tell(Object question) {
    questions.println(Json.line(question));
  }

  /**
   * Waits for the answer to what was asked.
   *
   * @throws HarnessException when the process has ended; with the end of what it printed
   */
  public <T> T answer(Class<T> type) {
    String line;
    try {
      line = answers.readLine();
    } catch (IOException e) {
      throw ended(e);
    }
    if (line == null) {
      throw ended(null);
    }
    return Json.read(line, type);
  }

  /** A process that fails closes the line before it has printed why. */
  private HarnessException ended(IOException cause) {
    try {
      boolean unused = process.awaitEnd(LAST_WORDS_PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new HarnessException(process.name() + " ended: " + process.lastLines(), cause);
  }

  /** Lets it end, and kills it if it does not. */
  @Override
  public void close() {
    try {
      process.thaw();
      socket.close();
    } catch (IOException | HarnessException e) {
      process.kill(); // also ends one that is frozen
    }
    process.endWithin(PATIENCE);
  }
}
