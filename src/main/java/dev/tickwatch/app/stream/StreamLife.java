package dev.tickwatch.app.stream;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;

/**
 * The state of one stream, for all threads that move it or wait for it: who starts and closes it,
 * and the client's own. A client that is at work moves on by itself, and is asked where it is at
 * each look. Thread-safe.
 */
final class StreamLife {
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private StreamState state = new StreamState.Created();

  /** Null until there is a client. */
  private Supplier<KafkaStreams.State> client;

  /**
   * @throws IllegalStateException when the stream has been started or closed
   */
  void requireCreated() {
    if (!(state() instanceof StreamState.Created)) {
      throw new IllegalStateException("stream has been started or closed before");
    }
  }

  /**
   * There is a client now.
   *
   * @param client says where it is
   * @throws IllegalStateException when the stream has been started or closed
   */
  void start(Supplier<KafkaStreams.State> client) {
    lock.lock();
    try {
      requireCreated();
      this.client = client;
      move(StreamState.Created.class, StreamState.Created::start);
    } finally {
      lock.unlock();
    }
  }

  /** Where the stream is now. */
  StreamState state() {
    lock.lock();
    try {
      if (state instanceof StreamState.Active active) {
        state = active.follow(client.get());
      }
      return state;
    } finally {
      lock.unlock();
    }
  }

  /** Makes a move where it is legal, and nothing where it is not. */
  <S extends StreamState> void move(Class<S> from, Function<S, StreamState> move) {
    lock.lock();
    try {
      if (from.isInstance(state())) {
        state = move.apply(from.cast(state));
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The client has moved on: whoever waits looks again. */
  void clientMoved() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a state.
   *
   * @return whether it came in time
   */
  boolean await(Predicate<StreamState> wanted, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    lock.lock();
    try {
      while (!wanted.test(state())) {
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
}
