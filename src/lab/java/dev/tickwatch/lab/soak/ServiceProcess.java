package dev.tickwatch.lab.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The service as a process of its own, with the class path of this one. Closing ends it. Not
 * thread-safe.
 */
final class ServiceProcess implements AutoCloseable {
  private static final String MAIN = "dev.tickwatch.app.cli.Main";
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final double MEBIBYTE = 1 << 20;
  private static final String HEAP = "jvm_memory_used_bytes";

  private final Process process;
  private final Path log;
  private final URI metrics;
  private final HttpClient client = HttpClient.newHttpClient();

  private ServiceProcess(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
  }

  /**
   * Starts it, and waits until its metrics can be scraped.
   *
   * @param directory for its state and its log
   * @param models directory that it takes its models from
   * @throws SoakException when it does not come up
   */
  static ServiceProcess start(String servers, Path directory, Path models)
      throws IOException, InterruptedException {
    int port = freePort();
    Path log = directory.resolve("service.log");
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+ExitOnOutOfMemoryError",
                "-Xmx512m",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                MAIN,
                "run",
                "--bootstrap-server",
                servers,
                "--model",
                models.toString()));
    for (String setting :
        List.of(
            "model.poll-interval=500ms",
            "streams.application-id=tickwatch-soak",
            "streams.state-dir=" + directory.resolve("state"),
            "server.host=127.0.0.1",
            "server.port=" + port)) {
      command.add("--set");
      command.add(setting);
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
    Process process = builder.redirectOutput(log.toFile()).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "tickwatch-soak"));
    ServiceProcess service = new ServiceProcess(process, log, port);
    service.awaitScrape();
    return service;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitScrape() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        scrape();
        return;
      } catch (IOException e) {
        requireAlive();
        if (System.nanoTime() > deadline) {
          close();
          throw new SoakException("the service gives no metrics; its log is " + log, e);
        }
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
  }

  private void requireAlive() {
    if (!process.isAlive()) {
      throw new SoakException(
          "the service has ended with status " + process.exitValue() + "; its log is " + log);
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
   * @throws SoakException when it cannot be told to
   */
  void collect() throws InterruptedException {
    requireAlive();
    try {
      Process order =
          new ProcessBuilder(jcmd().toString(), Long.toString(process.pid()), "GC.run")
              .redirectErrorStream(true)
              .start();
      String answer = new String(order.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (order.waitFor() != 0) {
        throw new SoakException("the service cannot be told to collect its heap: " + answer);
      }
    } catch (IOException e) {
      throw new SoakException("the service cannot be told to collect its heap", e);
    }
  }

  /**
   * The tool that tells a JVM what to do.
   *
   * @throws SoakException when this Java does not have it
   */
  static Path jcmd() {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!Files.isExecutable(jcmd)) {
      throw new SoakException("a soak needs a JDK, not only a runtime: " + jcmd + " is not there");
    }
    return jcmd;
  }

  /**
   * A look at the service.
   *
   * @param seconds since the run began
   * @param collected whether it has just collected its heap
   * @throws SoakException when it has ended or does not answer
   */
  Sample sample(double seconds, boolean collected) throws InterruptedException {
    requireAlive();
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
      throw new SoakException("the service does not answer; its log is " + log, e);
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
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
