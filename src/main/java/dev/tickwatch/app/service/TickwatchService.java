package dev.tickwatch.app.service;

import dev.tickwatch.app.metrics.PrometheusMeters;
import dev.tickwatch.app.metrics.ServiceMeters;
import dev.tickwatch.app.stream.ScoringStream;
import dev.tickwatch.app.stream.StreamException;
import dev.tickwatch.app.stream.StreamSettings;
import dev.tickwatch.app.stream.StreamState;
import dev.tickwatch.app.web.Annotations;
import dev.tickwatch.app.web.LiveBoard;
import dev.tickwatch.app.web.LiveFeed;
import dev.tickwatch.app.web.PageInfo;
import dev.tickwatch.app.web.WebServer;
import dev.tickwatch.app.web.WebServerException;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.io.catalog.ModelCatalog;
import dev.tickwatch.io.topic.TopicException;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.manifest.ModelException;
import dev.tickwatch.model.scoring.OnnxWindowScorer;
import dev.tickwatch.model.scoring.ScoringDeadline;
import dev.tickwatch.model.scoring.ScoringException;
import dev.tickwatch.model.scoring.SharedModel;
import dev.tickwatch.model.scoring.WindowScorer;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole service: build, {@link #start()}, {@link #awaitStopped()}, {@link #close()}.
 *
 * <p>The server comes first, so that health and page tell what is being waited for; then the live
 * feed, the model, and last the stream. Closing goes the other way round. Thread-safe.
 */
public final class TickwatchService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TickwatchService.class);

  /** Status of a process whose model hung. */
  static final int HUNG = 3;

  private final ServiceSettings settings;
  private final PrometheusMeters registry;
  private final ServiceMeters meters;
  private final ScoringDeadline deadline;
  private final ModelWatch models;
  private final LiveFeed feed;
  private final WebServer server;
  private volatile OptionalInt port = OptionalInt.empty();
  private volatile ScoringStream stream;
  private AutoCloseable streamMeters = () -> {};
  private boolean closed;

  /**
   * Builds the parts; nothing runs yet.
   *
   * @param annotations spans for the page to shade
   * @param version of Tickwatch, for the page
   * @throws ServiceException when a Kafka client refuses its settings
   * @throws dev.tickwatch.settings.SettingsException when the model's file is missing
   */
  public TickwatchService(ServiceSettings settings, Annotations annotations, String version) {
    this(settings, annotations, version, scorer -> scorer);
  }

  /**
   * With something around each model that is opened, such as faults to test with.
   *
   * @param around gives the scorer to use in a model's place, which closes that one
   */
  public TickwatchService(
      ServiceSettings settings,
      Annotations annotations,
      String version,
      UnaryOperator<WindowScorer> around) {
    this(
        settings,
        annotations,
        version,
        (model, name) -> around.apply(open(model, name, settings)),
        // Not exit: closing would wait for the call that does not come back.
        () -> Runtime.getRuntime().halt(HUNG));
  }

  private static WindowScorer open(byte[] model, String name, ServiceSettings settings) {
    OnnxWindowScorer opened = OnnxWindowScorer.open(model, name, settings.model().device());
    return settings.detection().series().map(opened::scoring).orElse(opened);
  }

  /**
   * With another runtime than ONNX Runtime.
   *
   * @param onHang ends the process
   */
  TickwatchService(
      ServiceSettings settings,
      Annotations annotations,
      String version,
      ModelWatch.Opener opener,
      Runnable onHang) {
    this.settings = settings;
    ModelCatalog catalog = Catalogs.open(settings);
    StreamSettings streams = PartSettings.stream(settings);
    LiveBoard board = new LiveBoard(LiveBoard.Limits.DEFAULT, Clock.systemUTC());
    feed = feed(settings, board);
    registry = new PrometheusMeters(streams.topics().all());
    meters = new ServiceMeters(registry.registry());
    deadline =
        new ScoringDeadline(
            settings.scoring().deadline(),
            overrun -> {
              LOG.error("{}; ending the process, for such a call cannot be stopped", overrun);
              onHang.run();
            });
    models =
        new ModelWatch(
            catalog,
            Catalogs.where(settings),
            (model, name) -> deadline.watched(opener.open(model, name)),
            settings.model().pollInterval(),
            new Counted(meters));
    server =
        new WebServer(
            settings.server().host(),
            settings.server().port(),
            registry,
            new ServiceHealth(models, () -> Optional.ofNullable(stream), feed::state),
            board,
            new PageInfo(settings.alerts().budgetTicks(), annotations, version));
  }

  private static LiveFeed feed(ServiceSettings settings, LiveBoard board) {
    try {
      return LiveFeed.of(
          settings.kafka(), PartSettings.feed(settings), settings.output().format(), board);
    } catch (RuntimeException e) {
      String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      throw new ServiceException("settings under kafka are refused: " + reason, e);
    }
  }

  private record Counted(ServiceMeters meters) implements ModelWatch.Listener {
    @Override
    public void inUse(String version) {
      meters.modelInUse(version);
    }

    @Override
    public void refused() {
      meters.modelRefused();
    }
  }

  /**
   * Starts everything. Waits for the first model; returns when the stream has been started, or when
   * the service was closed meanwhile.
   *
   * @return the port of the HTTP server
   * @throws ServiceException when something cannot start; close the service then
   */
  public int start() throws InterruptedException {
    try {
      int listening = server.start();
      port = OptionalInt.of(listening);
      LOG.info("page, health and meters at http://{}:{}/", shownHost(), listening);
      Optional<SharedModel> model = models.awaitFirst();
      if (model.isPresent()) {
        startStream(model.get());
      }
      return listening;
    } catch (WebServerException
        | ModelException
        | ScoringException
        | StreamException
        | TopicException
        | IllegalArgumentException e) {
      throw new ServiceException(e.getMessage(), e);
    }
  }

  /** The port of the HTTP server; empty until it listens. */
  public OptionalInt port() {
    return port;
  }

  private String shownHost() {
    String host = settings.server().host();
    return "0.0.0.0".equals(host) ? "localhost" : host;
  }

  private synchronized void startStream(SharedModel model) {
    if (closed) {
      return;
    }
    Manifest manifest = manifestOf(model);
    stream =
        new ScoringStream(
            PartSettings.stream(settings, manifest.calendar()),
            settings.kafka(),
            model,
            new Detector(PartSettings.detection(settings)),
            PartSettings.check(settings, manifest.series()),
            meters);
    stream.start();
    streamMeters = registry.watch(stream.kafkaStreams());
    feed.start();
    LOG.info(
        "reading {} as application {}",
        settings.topics().names().ticks(),
        settings.streams().applicationId());
  }

  private static Manifest manifestOf(SharedModel model) {
    try (SharedModel.Lease lease = model.lease()) {
      return lease.scorer().manifest();
    }
  }

  /**
   * Waits until the stream has stopped.
   *
   * @throws ServiceException when it failed, with the reason
   */
  public void awaitStopped() throws InterruptedException {
    ScoringStream running = stream;
    if (running == null) {
      return;
    }
    running.awaitStopped();
    if (running.state() instanceof StreamState.Failed) {
      Throwable why = running.failure().orElse(null);
      throw new ServiceException(
          "the stream failed: " + (why == null ? "no reason is known" : oneLine(why)), why);
    }
  }

  private static String oneLine(Throwable why) {
    String message = why.getMessage() == null ? why.toString() : why.getMessage();
    return message.lines().findFirst().orElse(why.toString());
  }

  /** The stream, once it has been started; to wait for it in tests and demonstrations. */
  public Optional<ScoringStream> stream() {
    return Optional.ofNullable(stream);
  }

  /** Stops everything; what the stream has taken in hand is finished first. */
  @Override
  public void close() {
    ScoringStream running;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      running = stream;
    }
    closeStreamMeters();
    if (running != null) {
      running.close();
    }
    feed.close();
    server.close();
    models.close();
    deadline.close();
    meters.close();
    registry.close();
  }

  private void closeStreamMeters() {
    try {
      streamMeters.close();
    } catch (Exception e) {
      throw new IllegalStateException("meters of Kafka Streams do not close", e);
    }
  }
}
