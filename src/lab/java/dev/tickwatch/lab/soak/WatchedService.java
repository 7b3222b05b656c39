package dev.tickwatch.lab.soak;

import dev.tickwatch.lab.harness.ChildProcess;
import dev.tickwatch.lab.harness.HarnessException;
import dev.tickwatch.lab.harness.ServiceProcess;
import dev.tickwatch.lab.harness.SystemCommand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The service as a process of its own, and what it and the system tell of it. Closing ends it. Not
 * thread-safe.
 */
final class WatchedService implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final double MEBIBYTE = 1 << 20;
  private static final String HEAP = "jvm_memory_used_bytes";
  private static final List<String> JVM_FLAGS =
      List.of("-XX:+ExitOnOutOfMemoryError", "-Xmx512m", "-Djava.awt.headless=true");

  private final ChildProcess process;
  private final Path log;
  private final URI metrics;
  private final HttpClient client = HttpClient.newHttpClient();

  private WatchedService(ChildProcess process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
  }

  /**
   * Starts it, and waits until its metrics can be scraped.
   *
   * @param directory for its state and its log
   * @param models directory that it takes its models from
   * @throws HarnessException when it does not come up
   */
  static WatchedService start(String servers, Path directory, Path models) {
    Path log = directory.resolve("service.log");
    ChildProcess process =
        ServiceProcess.start(
            Map.of(
                "kafka.bootstrap.servers", servers,
                "model.path", models.toString(),
                "model.poll-interval", "500ms",
                "streams.application-id", "tickwatch-soak",
                "streams.state-dir", directory.resolve("state").toString(),
                "server.host", "127.0.0.1",
                "server.port", "0"),
            JVM_FLAGS,
            log);
    try {
      int port = ServiceProcess.awaitPort(process, PATIENCE);
      return new WatchedService(process, log, port);
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  private Scrape scrape() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(metrics).timeout(Duration.ofSeconds(20)).build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    return Scrape.of(answer.body(), Set.of(HEAP));
  }

  /**
   * Has the service collect its whole heap; returns when it has.
   *
   * @throws HarnessException when it cannot be told to
   */
  void collect() {
    process.requireAlive();
    SystemCommand order =
        SystemCommand.run(jcmd().toString(), Long.toString(process.pid()), "GC.run");
    if (!order.succeeded()) {
      throw new HarnessException(
          "the service cannot be told to collect its heap: " + order.output());
    }
  }

  /**
   * The tool that tells a JVM what to do.
   *
   * @throws HarnessException when this Java does not have it
   */
  static Path jcmd() {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!Files.isExecutable(jcmd)) {
      throw new HarnessException(
          "a soak needs a JDK, not only a runtime: " + jcmd + " is not there");
    }
    return jcmd;
  }

  /**
   * A look at the service.
   *
   * @param seconds since the run began
   * @param collected whether it has just collected its heap
   * @throws HarnessException when it has ended or does not answer
   */
  Sample sample(double seconds, boolean collected) {
    process.requireAlive();
    try {
      Scrape scrape = scrape();
      Map<Quantity, Double> values = new EnumMap<>(Quantity.class);
      values.put(Quantity.HEAP, scrape.sum(HEAP) / MEBIBYTE);
      values.put(Quantity.RESIDENT, residentBytes() / MEBIBYTE);
      values.put(Quantity.OPEN_FILES, scrape.sum("process_files_open_files"));
      values.put(Quantity.THREADS, scrape.sum("jvm_threads_live_threads"));
      values.put(Quantity.METERS, (double) scrape.series());
      return new Sample(
          seconds,
          collected,
          values,
          scrape.sum("tickwatch_ticks_scored_total") + scrape.sum("tickwatch_ticks_warmup_total"),
          scrape.sum("tickwatch_model_swaps_total"));
    } catch (IOException e) {
      throw new HarnessException("the service does not answer; its log is " + log, e);
    } catch (InterruptedException e) {
      throw HarnessException.interrupted(e);
    }
  }

  /** Linux tells it in kibibytes. */
  private double residentBytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return 1024 * Double.parseDouble(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException(status + " does not tell the resident memory");
  }

  @Override
  public void close() {
    process.close();
  }
}
