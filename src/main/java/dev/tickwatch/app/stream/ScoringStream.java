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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
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
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

  /** Where a stream is in its life. */
  public enum State {
    /** Not started. */
    NEW,
    /** Joining the group, restoring windows, or waiting for partitions to settle. */
    STARTING,
    /** Scoring. */
    RUNNING,
    /** Ended by {@link #close()}. */
    STOPPED,
    /** Ended by a failure. */
    FAILED
  }

  private final StreamSettings settings;
  private final Properties properties;
  private final Topology topology;

  /** Of the tick topic; known when the stream starts. */
  private final AtomicInteger partitions = new AtomicInteger();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private KafkaStreams streams;
  private Throwable failure;
  private boolean closed;

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
    requireNew();
    partitions.set(new TopicCheck(settings, properties).run());
    lock.lock();
    try {
      requireNew();
      streams = new KafkaStreams(topology, properties, new StreamClients());
      streams.setUncaughtExceptionHandler(this::failed);
      streams.setStateListener((now, before) -> signal());
      streams.start();
    } catch (StreamsException e) {
      throw new StreamException(
          "cannot start application '"
              + settings.applicationId()
              + "' with state directory "
              + settings.engine().stateDirectory()
              + ": "
              + e.getMessage(),
          e);
    } finally {
      lock.unlock();
    }
  }

  private void requireNew() {
    lock.lock();
    try {
      if (streams != null || closed) {
        throw new IllegalStateException("stream has been started or closed before");
      }
    } finally {
      lock.unlock();
    }
  }

  /** A thread that is replaced would run into the same bug for ever. */
  private StreamThreadExceptionResponse failed(Throwable error) {
    Optional<Throwable> ours = ours(error);
    if (ours.isEmpty()) {
      LOG.error("the stream met an error that it does not know, and stops", error);
    }
    lock.lock();
    try {
      if (failure == null) {
        failure = ours.orElse(error);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  /** The first of our own exceptions behind an error of Kafka Streams: its message says it all. */
  private static Optional<Throwable> ours(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause)
        .filter(cause -> cause instanceof StreamException || cause instanceof ScoringException)
        .findFirst();
  }

  private void signal() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Where the stream is in its life. */
  public State state() {
    lock.lock();
    try {
      if (failure != null) {
        return State.FAILED;
      }
      if (closed) {
        return State.STOPPED;
      }
      if (streams == null) {
        return State.NEW;
      }
      return switch (streams.state()) {
        case RUNNING -> State.RUNNING;
        case CREATED, REBALANCING -> State.STARTING;
        case PENDING_SHUTDOWN, NOT_RUNNING -> State.STOPPED;
        case PENDING_ERROR, ERROR -> State.FAILED;
      };
    } finally {
      lock.unlock();
    }
  }

  /** Why the stream failed; empty as long as it has not. */
  public Optional<Throwable> failure() {
    lock.lock();
    try {
      return Optional.ofNullable(failure);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until windows are restored and ticks are being scored.
   *
   * @throws StreamException when the stream fails, or does not get so far in time
   */
  public void awaitRunning(Duration patience) throws InterruptedException {
    boolean settled = await(() -> state() != State.STARTING, patience);
    State state = state();
    if (state != State.RUNNING) {
      Throwable why = failure().orElse(null);
      throw new StreamException(
          settled
              ? "stream is " + state + (why == null ? "" : ": " + why.getMessage())
              : "stream does not run within " + patience.toSeconds() + " s; it is " + state,
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
    kafkaStreams().pause();
  }

  /**
   * Goes on after {@link #pause}.
   *
   * @throws IllegalStateException before the start
   */
  public void resume() {
    kafkaStreams().resume();
  }

  /** Waits until the stream has stopped or failed. */
  public void awaitStopped() throws InterruptedException {
    boolean ended = false;
    while (!ended) {
      ended = await(() -> state() == State.STOPPED || state() == State.FAILED, STOP_PATIENCE);
    }
  }

  private boolean await(BooleanSupplier condition, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    lock.lock();
    try {
      while (!condition.getAsBoolean()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        // Not every change is signalled: look again each second at least.
        var unused = changed.await(Math.min(left, SECOND_NANOS), TimeUnit.NANOSECONDS);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The client, for its meters.
   *
   * @throws IllegalStateException before the start
   */
  public KafkaStreams kafkaStreams() {
    lock.lock();
    try {
      if (streams == null) {
        throw new IllegalStateException("stream has not been started");
      }
      return streams;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Stops after the batch in hand; unscored ticks stay in the windows and are scored by the next
   * start. An instance with a name of its own stays in the group, so that its restart is no
   * rebalance.
   */
  @Override
  public void close() {
    KafkaStreams running;
    lock.lock();
    try {
      closed = true;
      running = streams;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (running != null) {
      running.close(
          CloseOptions.timeout(STOP_PATIENCE)
              .withGroupMembershipOperation(
                  settings.engine().groupInstanceId().isPresent()
                      ? GroupMembershipOperation.REMAIN_IN_GROUP
                      : GroupMembershipOperation.LEAVE_GROUP));
    }
  }
}
