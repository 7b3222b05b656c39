package dev.tickwatch.app.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwatch.app.metrics.PrometheusMeters;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.staticfiles.Location;
import java.util.Map;
import java.util.TreeMap;

/**
 * The HTTP side of the service. Thread-safe.
 *
 * <table>
 * <caption>Paths</caption>
 * <tr><td>{@code /}</td><td>the live page</td></tr>
 * <tr><td>{@code /metrics}</td><td>for Prometheus</td></tr>
 * <tr><td>{@code /health/live}, {@code /health/ready}</td><td>200, or 503 with reasons</td></tr>
 * <tr><td>{@code /api/symbols}</td><td>the newest score of each symbol</td></tr>
 * <tr><td>{@code /api/history?symbol=}</td><td>the latest scores of one, as columns</td></tr>
 * <tr><td>{@code /api/alerts}</td><td>the latest alerts, oldest first</td></tr>
 * <tr><td>{@code /api/annotations}</td><td>spans to shade</td></tr>
 * <tr><td>{@code /events?symbol=}</td><td>server-sent events: hello, update, board</td></tr>
 * </table>
 */
public final class WebServer implements AutoCloseable {
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/" + Webjars.UPLOT_VERSION;
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
              + " frame-ancestors 'self'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer");

  private final String host;
  private final int port;
  private final PrometheusMeters meters;
  private final Health health;
  private final LiveBoard board;
  private final PageInfo info;
  private final EventStreams streams;
  private final Javalin server;

  /** Not yet listening. */
  public WebServer(
      String host,
      int port,
      PrometheusMeters meters,
      Health health,
      LiveBoard board,
      PageInfo info) {
    this.host = host;
    this.port = port;
    this.meters = meters;
    this.health = health;
    this.board = board;
    this.info = info;
    this.streams = new EventStreams(board, info);
    this.server = Javalin.create(this::configure);
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.staticFiles.add(
        files -> {
          files.hostedPath = "/";
          files.directory = "/web";
          files.location = Location.CLASSPATH;
          files.headers = Map.of("Cache-Control", "no-cache");
        });
    config.staticFiles.add(
        files -> {
          files.hostedPath = "/vendor/uplot";
          files.directory = UPLOT;
          files.location = Location.CLASSPATH;
          files.headers = Map.of("Cache-Control", "max-age=86400");
        });
    config.routes.before(context -> HEADERS.forEach(context::header));
    config.routes.get("/metrics", this::metrics);
    config.routes.get("/health/live", context -> health(context, false));
    config.routes.get("/health/ready", context -> health(context, true));
    config.routes.get(
        "/api/symbols", context -> json(context, PageJson.symbols(board.summary().newest())));
    config.routes.get("/api/history", this::history);
    config.routes.get(
        "/api/alerts", context -> json(context, PageJson.alerts(board.alertsAfter(0).alerts())));
    config.routes.get(
        "/api/market-alerts",
        context -> json(context, PageJson.marketAlerts(board.marketAlertsAfter(0).alerts())));
    config.routes.get(
        "/api/annotations",
        context -> json(context, PageJson.annotations(info.annotations().current())));
    config.routes.before("/events", this::refuseTooMany);
    config.routes.sse("/events", streams::open);
  }

  /**
   * Begins to listen.
   *
   * @return the port, which the system chose when the setting was 0
   * @throws WebServerException when the address cannot be had
   */
  public int start() {
    try {
      server.start(host, port);
    } catch (RuntimeException e) {
      throw new WebServerException(
          "cannot listen on server.host '%s', server.port '%d': %s"
              .formatted(host, port, reason(e)),
          e);
    }
    streams.start();
    return server.port();
  }

  private static String reason(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }

  private void metrics(Context context) {
    PrometheusMeters.Scrape scrape = meters.scrape(context.header("Accept"));
    context.contentType(scrape.contentType()).result(scrape.text());
  }

  private void health(Context context, boolean readiness) {
    Health.Report report = health.report();
    boolean well = readiness ? report.ready() : report.alive();
    ObjectNode json = PageJson.object();
    json.put("status", well ? "up" : "down");
    if (readiness) {
      report.problems().forEach(json.putArray("problems")::add);
      ObjectNode details = json.putObject("details");
      new TreeMap<>(report.details()).forEach(details::put);
    }
    context.status(well ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    json(context, json);
  }

  private void history(Context context) {
    String symbol = context.queryParam("symbol");
    if (symbol == null) {
      context.status(HttpStatus.BAD_REQUEST);
      json(context, PageJson.object().put("error", "the query parameter symbol is missing"));
      return;
    }
    board
        .slice(symbol, 0)
        .ifPresentOrElse(
            slice -> json(context, PageJson.slice(slice, slice.scores())),
            () -> {
              context.status(HttpStatus.NOT_FOUND);
              json(context, PageJson.object().put("error", "no such symbol has been seen"));
            });
  }

  private void refuseTooMany(Context context) {
    if (streams.isFull()) {
      context.status(HttpStatus.SERVICE_UNAVAILABLE).header("Retry-After", "10");
      context.result("too many event streams; at most " + EventStreams.MOST_STREAMS);
      context.skipRemainingHandlers();
    }
  }

  private static void json(Context context, JsonNode body) {
    context.contentType("application/json").header("Cache-Control", "no-store");
    context.result(PageJson.text(body));
  }

  @Override
  public void close() {
    streams.close();
    server.stop();
  }
}
