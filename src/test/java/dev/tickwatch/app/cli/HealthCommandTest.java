package dev.tickwatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tickwatch.lab.harness.HeldPort;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class HealthCommandTest {
  private final StringWriter out = new StringWriter();
  private HttpServer server;
  private Exception thrown;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/health/ready", 200, "ready");
    answer("/health/live", 503, "stream thread died");
    server.createContext("/slow", exchange -> {});
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void exitsZeroWhenTheServiceIsWell() {
    assertThat(execute("--url", at("/health/ready"))).isZero();
    assertThat(out)
        .asString()
        .isEqualToIgnoringNewLines("healthy: " + at("/health/ready") + " answered 200 ready");
  }

  @Test
  void exitsOneWithTheReasonWhenItIsNot() {
    assertThat(execute("--url", at("/health/live"))).isEqualTo(1);
    assertThat(out).asString().contains("answered 503 stream thread died");
  }

  @Test
  void exitsOneWhenNothingListens() {
    try (HeldPort nobodys = HeldPort.any()) {
      assertThat(execute("--url", "http://127.0.0.1:" + nobodys.number() + "/")).isEqualTo(1);
    }
    assertThat(out)
        .asString()
        .startsWith("unhealthy: ")
        .contains("does not answer")
        .hasLineCount(1);
  }

  @Test
  void givesUpOnAServiceThatHangs() {
    assertThat(execute("--url", at("/slow"), "--timeout-seconds", "1")).isEqualTo(1);
    assertThat(out).asString().contains("does not answer");
  }

  @Test
  void namesAUrlThatIsNone() {
    execute("--url", "localhost:8080");
    assertThat(thrown)
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("--url 'localhost:8080' is not an http address");
  }

  @Test
  void namesATimeoutThatIsNone() {
    execute("--timeout-seconds", "0");
    assertThat(thrown)
        .isInstanceOf(UserError.class)
        .hasMessage("--timeout-seconds must be 1 or more, not 0");
  }

  private int execute(String... arguments) {
    return new CommandLine(new HealthCommand())
        .setOut(new PrintWriter(out, true))
        .setExecutionExceptionHandler(
            (error, command, parsed) -> {
              thrown = error;
              return CommandLine.ExitCode.USAGE;
            })
        .execute(arguments);
  }

  private String at(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void answer(String path, int status, String text) {
    server.createContext(
        path,
        exchange -> {
          byte[] body = text.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          try (var stream = exchange.getResponseBody()) {
            stream.write(body);
          }
        });
  }
}
