package dev.tickwatch.app.stream;

import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.market.tick.TickCheck;
import dev.tickwatch.model.scoring.ScoringException;
import dev.tickwatch.model.scoring.SharedModel;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running service: ticks in, scores, forecasts, alerts and dead letters out.
 *
 * <p>Build, {@link #start()}, watch {@link #state()}, {@link #close()}. A failure (a bug, a model
 * that cannot be run, a state that does not fit the model, a broker lost for long) stops the stream
 * with nothing of the failed batch committed; {@link #failure()} says why. Thread-safe. Who builds
 * it closes it; the model is closed by its owner afterwards.
 */
public final class ScoringStream implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ScoringStream.class);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

  private final StreamSettings settings;
  private final Properties properties;
  private final Topology topology;

  /** Of the tick topic; known when the stream starts. */
  private final AtomicInteger partitions = new AtomicInteger();

  private final StreamLife life = new StreamLife();

  /** Null until the stream is started; then kept, for its meters. Written under the monitor. */
  private volatile KafkaStreams client;

  /**
   * Wires the stream; touches no network.
   *
   * @param kafka client properties by Kafka's names: {@code bootstrap.servers}, security and so on
   * @param model to score with; may be replaced while the stream runs
   * @param observer hears of every tick
   * @throws IllegalArgumentException when a Kafka property is missing or is not the user's to set
   * @throws dev.tickwatch.model.manifest.ModelException when the model was trained on other bars
   */
  public ScoringStream(
      StreamSettings settings,
      Map<String, String> kafka,
      SharedModel model,
      Detector detector,
      TickCheck check,
      StreamObserver observer) {
    this(
        settings,
        kafka,
        partitions ->
            ScoringTopology.of(settings, model, detector, check, observer, partitions::get));
  }

  /**
   * Wires the same stream around another detector, to be measured in this one's place: it scores
   * each tick at once, and its scores alone are written.
   *
   * @param scorers gives each task its own
   * @throws IllegalArgumentException when a Kafka property is missing or is not the user's to set
   */
  public ScoringStream(
      StreamSettings settings,
      Map<String, String> kafka,
      Supplier<TickScorer> scorers,
      TickCheck check,
      StreamObserver observer) {
    this(settings, kafka, unused -> ScoringTopology.of(settings, scorers, check, observer));
  }

  private ScoringStream(
      StreamSettings settings,
      Map<String, String> kafka,
      Function<AtomicInteger, Topology> topology) {
    this.settings = settings;
    this.properties = StreamProperties.of(settings, kafka);
    this.topology = topology.apply(partitions);
  }

  /** The nodes and how they hang together. */
  public TopologyDescription describe() {
    return topology.describe();
  }

  /**
   * Checks broker and topics, then starts. Returns before the stream runs; see {@link
   * #awaitRunning}.
   *
   * @throws StreamException when the broker does not answer, a topic is missing, or the state
   *     directory cannot be used
   * @throws IllegalStateException when started before
   */
  public void start() {
    life.requireCreated();
    partitions.set(new TopicCheck(settings, properties).run());
    try {
      startClient();
    } catch (StreamsException e) {
      throw new StreamException(
          "cannot start application '"
              + settings.applicationId()
              + "' with state directory "
              + settings.engine().stateDir()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  /** In one piece, so that {@link #close} finds no client or one that has been started. */
  private synchronized void startClient() {
    life.requireCreated();
    KafkaStreams created = new KafkaStreams(topology, properties, new StreamClients());
    client = created;
    life.start(created::state);
    created.setUncaughtExceptionHandler(this::failed);
    created.setStateListener((now, before) -> life.clientMoved());
    created.start();
  }

  /** A thread that is replaced would run into the same bug for ever. */
  private StreamThreadExceptionResponse failed(Throwable error) {
    Optional<Throwable> ours = ours(error);
    if (ours.isEmpty()) {
      LOG.error("the stream met an error that it does not know, and stops", error);
    }
    life.move(StreamState.Fallible.class, running -> running.fail(ours.orElse(error)));
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  /** The first of our own exceptions behind an error of Kafka Streams: its message says it all. */
  private static Optional<Throwable> ours(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause)
        .filter(cause -> cause instanceof StreamException || cause instanceof ScoringException)
        .findFirst();
  }

  /** Where the stream is in its life. */
  public StreamState state() {
    return life.state();
  }

  /** Why the stream failed; empty as long as it has not. */
  public Optional<Throwable> failure() {
    return state() instanceof StreamState.Failed failed ? failed.reason() : Optional.empty();
  }

  /**
   * Waits until windows are restored and ticks are being scored.
   *
   * @throws StreamException when the stream fails, or does not get so far in time
   */
  public void awaitRunning(Duration patience) throws InterruptedException {
    boolean settled =
        life.await(state -> state.isRunning() || !(state instanceof StreamState.Active), patience);
    StreamState reached = state();
    if (!reached.isRunning()) {
      Throwable why = failure().orElse(null);
      throw new StreamException(
          settled
              ? "stream is " + reached.label() + (why == null ? "" : ": " + why.getMessage())
              : "stream does not run within %d s; it is %s"
                  .formatted(patience.toSeconds(), reached.label()),
          why);
    }
  }

  /**
   * Takes no further tick until {@link #resume}. The stream keeps its partitions, and what it has
   * taken is committed.
   *
   * @throws IllegalStateException before the start
   */
  public void pause() {
    KafkaStreams started = kafkaStreams();
    life.move(StreamState.Reading.class, StreamState.Reading::pause);
    started.pause();
  }

  /**
   * Goes on after {@link #pause}.
   *
   * @throws IllegalStateException before the start
   */
  public void resume() {
    KafkaStreams started = kafkaStreams();
    life.move(StreamState.Paused.class, StreamState.Paused::resume);
    started.resume();
  }

  /** Waits until the stream has been told to stop, or has failed. */
  public void awaitStopped() throws InterruptedException {
    boolean ended = false;
    while (!ended) {
      ended = life.await(ScoringStream::hasEnded, STOP_PATIENCE);
    }
  }

  private static boolean hasEnded(StreamState state) {
    return !(state instanceof StreamState.Created || state instanceof StreamState.Active);
  }

  /**
   * The client, for its meters.
   *
   * @throws IllegalStateException before the start
   */
  public KafkaStreams kafkaStreams() {
    KafkaStreams started = client;
    if (started == null) {
      throw new IllegalStateException("stream has not been started");
    }
    return started;
  }

  /**
   * Stops after the batch in hand; unscored ticks stay in the windows and are scored by the next
   * start. An instance with a name of its own stays in the group, so that its restart is no
   * rebalance.
   */
  @Override
  public void close() {
    KafkaStreams running;
    synchronized (this) {
      life.move(StreamState.Created.class, StreamState.Created::close);
      life.move(StreamState.Active.class, StreamState.Active::close);
      running = client;
    }
    if (running != null && running.close(closeOptions())) {
      life.move(StreamState.Closing.class, StreamState.Closing::end);
    }
  }

  private CloseOptions closeOptions() {
    return CloseOptions.timeout(STOP_PATIENCE)
        .withGroupMembershipOperation(
            settings.engine().groupInstanceId().isPresent()
                ? GroupMembershipOperation.REMAIN_IN_GROUP
                : GroupMembershipOperation.LEAVE_GROUP);
  }
}
