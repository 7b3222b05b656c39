package dev.tickwatch.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tickwatch.app.metrics.PrometheusMeters;
import dev.tickwatch.detect.alert.Alert;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WebServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Annotation PLANTED =
      new Annotation("A", Instant.ofEpochSecond(1), Instant.ofEpochSecond(2), "planted: spike");

  private final PrometheusMeters meters = new PrometheusMeters(List.of());
  private final LiveBoard board = new LiveBoard(LiveBoard.Limits.DEFAULT, Clock.systemUTC());
  private final HttpClient client = HttpClient.newHttpClient();
  private Health.Report report = new Health.Report(true, List.of(), Map.of("stream", "RUNNING"));
  private WebServer server;
  private int port;

  @BeforeEach
  void start() {
    server = server(0);
    port = server.start();
  }

  @AfterEach
  void close() {
    server.close();
    meters.close();
  }

  private WebServer server(int at) {
    return new WebServer(
        "127.0.0.1",
        at,
        meters,
        () -> report,
        board,
        new PageInfo(2000, () -> List.of(PLANTED), "1.2.3"));
  }

  @Test
  void servesThePageWithAllItsFiles() throws Exception {
    HttpResponse<String> page = get("/");

    assertThat(page.body()).contains("<title>Tickwatch</title>");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'self'");
    Matcher files = Pattern.compile("(?:src|href)=\"([^\"#]+)\"").matcher(page.body());
    int found = 0;
    while (files.find()) {
      assertThat(get("/" + files.group(1)).statusCode()).as(files.group(1)).isEqualTo(200);
      found++;
    }
    assertThat(found).isGreaterThanOrEqualTo(5);
    Matcher modules = Pattern.compile("from \"\\./([^\"]+)\"").matcher(get("/app.js").body());
    while (modules.find()) {
      assertThat(get("/" + modules.group(1)).statusCode()).as(modules.group(1)).isEqualTo(200);
    }
  }

  @Test
  void servesMeters() throws Exception {
    assertThat(get("/metrics").body()).contains("jvm_memory_used_bytes");
  }

  @Test
  void isReadyWithoutProblems() throws Exception {
    HttpResponse<String> ready = get("/health/ready");

    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(ready.body()))
        .isEqualTo(
            JSON.readTree(
                "{\"status\": \"up\", \"problems\": [], \"details\": {\"stream\": \"RUNNING\"}}"));
  }

  @Test
  void saysWhyItIsNotReadyWhileItLives() throws Exception {
    report = new Health.Report(true, List.of("no model yet"), Map.of());

    HttpResponse<String> ready = get("/health/ready");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(JSON.readTree(ready.body()).at("/problems/0").asText()).isEqualTo("no model yet");
    assertThat(get("/health/live").statusCode()).isEqualTo(200);

    report = new Health.Report(false, List.of(), Map.of());
    assertThat(get("/health/live").statusCode()).isEqualTo(503);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
  }

  @Test
  void servesSymbolsHistoryAlertsAndAnnotations() throws Exception {
    board.accept(Samples.warmingUp("日本", 1));
    board.accept(Samples.score("A", 1, 4));
    board.accept(Samples.forecast("A", 1));
    board.accept(Samples.alert("A", 1, Alert.Status.OPENED));

    assertThat(json("/api/symbols").findValuesAsText("symbol")).containsExactly("A", "日本");
    JsonNode history = json("/api/history?symbol=A");
    assertThat(history.at("/time/0").asDouble()).isEqualTo(1000);
    assertThat(history.at("/score/0").asDouble()).isEqualTo(4);
    assertThat(history.at("/forecast/upper/0").asDouble()).isEqualTo(101);
    assertThat(json("/api/history?symbol=%E6%97%A5%E6%9C%AC").at("/score/0").isNull()).isTrue();
    assertThat(json("/api/alerts").at("/0/peak/expected").asDouble()).isEqualTo(100);
    assertThat(json("/api/annotations").at("/0/label").asText()).isEqualTo("planted: spike");
    assertThat(get("/api/history?symbol=none").statusCode()).isEqualTo(404);
    assertThat(get("/api/history").statusCode()).isEqualTo(400);
  }

  @Test
  void sendsHelloThenWhatIsNew() throws Exception {
    board.accept(Samples.score("A", 1, 1));
    board.accept(Samples.alert("B", 1, Alert.Status.OPENED));
    try (Events events = new Events("/events?symbol=A")) {
      JsonNode hello = events.next("hello");
      assertThat(hello.at("/threshold").asDouble()).isEqualTo(Math.log10(2000));
      assertThat(hello.at("/words/statistics/drift_15").asText()).isEqualTo("drift over 15 ticks");
      assertThat(hello.at("/words/aspects/return").asText()).isEqualTo("price");
      assertThat(hello.at("/history/sequence/0").asLong()).isEqualTo(1);
      assertThat(hello.at("/alerts/0/symbol").asText()).isEqualTo("B");
      assertThat(hello.at("/annotations/0/label").asText()).isEqualTo("planted: spike");

      board.accept(Samples.score("A", 2, 5));
      board.accept(Samples.score("B", 9, 5));
      board.accept(Samples.alert("B", 9, Alert.Status.OPENED));

      JsonNode update = events.next("update");
      assertThat(update.at("/history/sequence").toString()).isEqualTo("[2]");
      if (update.at("/alerts").isMissingNode()) {
        update = events.next("update");
      }
      assertThat(update.at("/alerts/0/openedSequence").asLong()).isEqualTo(9);
      assertThat(events.next("board").at("/scored").asLong()).isEqualTo(3);
    }
  }

  @Test
  void choosesASymbolWhereNoneIsAskedFor() throws Exception {
    board.accept(Samples.score("A", 1, 1));
    try (Events events = new Events("/events")) {
      assertThat(events.next("hello").at("/symbol").asText()).isEqualTo("A");
    }
  }

  /** The browser stops reading while its update is larger than all buffers on the way. */
  @Test
  void aSlowBrowserHoldsNobodyUp() throws Exception {
    try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), port);
        Events quick = new Events("/events?symbol=A")) {
      slow.setReceiveBufferSize(1024);
      slow.getOutputStream()
          .write(
              "GET /events?symbol=A HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      quick.next("hello");
      long sequence = 0;
      for (int round = 1; round <= 20; round++) {
        for (int i = 0; i < 1000; i++) {
          board.accept(Samples.score("A", ++sequence, 6));
        }
        JsonNode update = quick.next("update");
        while (last(update) < sequence) {
          update = quick.next("update");
        }
        assertThat(last(update)).isEqualTo(sequence);
      }
    }
  }

  private static long last(JsonNode update) {
    JsonNode sequences = update.at("/history/sequence");
    return sequences.get(sequences.size() - 1).asLong();
  }

  @Test
  void saysThatThePortIsTaken() {
    try (WebServer second = server(port)) {
      assertThatThrownBy(second::start)
          .isInstanceOf(WebServerException.class)
          .hasMessage(
              "cannot listen on server.host '127.0.0.1', server.port '%d': Address already in use"
                  .formatted(port));
    }
  }

  @Test
  void endsEventStreamsWhenItCloses() throws Exception {
    try (Events events = new Events("/events")) {
      events.next("hello");
      server.close();

      await().until(events::ended);
    }
  }

  private JsonNode json(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  /** An event stream being read. */
  private final class Events implements AutoCloseable {
    private final InputStream body;
    private final BufferedReader lines;

    Events(String path) throws IOException, InterruptedException {
      body =
          client
              .send(
                  request(path).header("Accept", "text/event-stream").build(),
                  HttpResponse.BodyHandlers.ofInputStream())
              .body();
      lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    /** The next event of a name; others are passed over. */
    JsonNode next(String name) throws IOException {
      String event = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event:")) {
          event = line.substring(6).trim();
        } else if (line.startsWith("data:") && event.equals(name)) {
          return JSON.readTree(line.substring(5));
        }
      }
      throw new IOException("stream ended before an event " + name);
    }

    boolean ended() {
      try {
        return lines.readLine() == null;
      } catch (IOException e) {
        return true;
      }
    }

    @Override
    public void close() throws IOException {
      body.close();
    }
  }
}
