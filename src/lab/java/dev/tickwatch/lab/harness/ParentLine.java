package dev.tickwatch.lab.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;

/** The line to the process that started this one, as an {@link AskedProcess}. Not thread-safe. */
public final class ParentLine implements AutoCloseable {
  private final Socket socket;
  private final BufferedReader questions;
  private final PrintWriter answers;

  private ParentLine(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    questions = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    answers =
        new PrintWriter(
            new OutputStreamWriter(socket.getOutputStream(), UTF_8), /* autoFlush= */ true);
  }

  /**
   * Connects.
   *
   * @param arguments of {@code main}: the port
   */
  public static ParentLine connect(String[] arguments) throws IOException {
    return new ParentLine(
        new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])));
  }

  /** The next question; empty when this process is to end. */
  public <T> Optional<T> next(Class<T> type) {
    try {
      return Optional.ofNullable(questions.readLine()).map(line -> Json.read(line, type));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Answers it. */
  public void answer(Object value) {
    answers.println(Json.line(value));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
