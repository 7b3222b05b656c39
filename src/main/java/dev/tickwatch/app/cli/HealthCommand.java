package dev.tickwatch.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Asks a running service whether it is well, for container health checks: an image needs no HTTP
 * client of its own.
 */
@Command(
    name = "health",
    description = "Asks a running service for its health: exits 0 when it is well, 1 when not.")
public final class HealthCommand implements TickwatchCommand {
  @Spec private CommandSpec spec;

  @Option(
      names = "--url",
      defaultValue = "http://localhost:8080/health/ready",
      paramLabel = "URL",
      description = "What to ask. Default: ${DEFAULT-VALUE}")
  private String url;

  @Option(
      names = "--timeout-seconds",
      defaultValue = "5",
      paramLabel = "SECONDS",
      description = "How long to wait for an answer. Default: ${DEFAULT-VALUE}")
  private int timeoutSeconds;

  /** For picocli. */
  public HealthCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    HttpRequest request = request();
    PrintWriter out = spec.commandLine().getOut();
    try {
      HttpClient client = HttpClient.newBuilder().connectTimeout(timeout()).build();
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      boolean well = answer.statusCode() == 200;
      out.println(
          (well ? "healthy: " : "unhealthy: ")
              + url
              + " answered "
              + answer.statusCode()
              + " "
              + answer.body().strip());
      return well ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (IOException e) {
      // ConnectException has no message when nothing listens.
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      out.println("unhealthy: " + url + " does not answer: " + reason);
      return ExitCode.SOFTWARE;
    }
  }

  private HttpRequest request() {
    if (timeoutSeconds < 1) {
      throw new UserError("--timeout-seconds must be 1 or more, not " + timeoutSeconds);
    }
    try {
      return HttpRequest.newBuilder(URI.create(url)).timeout(timeout()).build();
    } catch (IllegalArgumentException e) {
      throw new UserError("--url '" + url + "' is not an http address: " + e.getMessage(), e);
    }
  }

  private Duration timeout() {
    return Duration.ofSeconds(timeoutSeconds);
  }
}
