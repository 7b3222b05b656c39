package dev.tickwatch.app.stream;

import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Where a {@link ScoringStream} is in its life. A state has the moves that are legal from it as
 * methods, and no others. Values: a move gives the next state.
 *
 * <pre>
 * Created ──start──► Starting ◄──follow──► Running          Active: any of these three
 *    │                   └──pause─► Paused ◄─pause──┘         │
 *    │                                                        ├──fail───► Failed
 *    │                                                        │             ▲
 *    │                                                        └──close──► Closing ──end──► Closed
 *    └──close─► Closed
 * </pre>
 */
public sealed interface StreamState {

  /** The word for it in health reports and messages. */
  String label();

  /** Whether the stream has settled with its partitions and scores, or would if not paused. */
  default boolean isRunning() {
    return false;
  }

  /** Not started. */
  record Created() implements StreamState {

    /** A client has been made for it. */
    public Starting start() {
      return new Starting();
    }

    /** It never ran. */
    public Closed close() {
      return new Closed();
    }

    @Override
    public String label() {
      return "NEW";
    }
  }

  /** It has a client that may yet fail, or has failed already. */
  sealed interface Fallible extends StreamState {

    /**
     * An error has ended it.
     *
     * @param reason kept where it is the first
     */
    Failed fail(Throwable reason);
  }

  /** It has a client at work. */
  sealed interface Active extends Fallible {

    @Override
    default Failed fail(Throwable reason) {
      return new Failed(Optional.of(reason));
    }

    /** It is told to end. */
    default Closing close() {
      return new Closing();
    }

    /** The client says where it is by now. */
    default StreamState follow(KafkaStreams.State client) {
      return switch (client) {
        case CREATED, REBALANCING -> settled(false);
        case RUNNING -> settled(true);
        case PENDING_SHUTDOWN, NOT_RUNNING -> close();
        case PENDING_ERROR, ERROR -> new Failed(Optional.empty());
      };
    }

    /** The state for a client that has settled with its partitions, or not yet. */
    Active settled(boolean settled);
  }

  /** Takes ticks, or will. */
  sealed interface Reading extends Active {

    @Override
    default Reading settled(boolean settled) {
      return settled ? new Running() : new Starting();
    }

    /** Takes no further tick. */
    default Paused pause() {
      return new Paused(this);
    }
  }

  /** Joining the group, restoring windows, or waiting for partitions to settle. */
  record Starting() implements Reading {
    @Override
    public String label() {
      return "STARTING";
    }
  }

  /** Scoring. */
  record Running() implements Reading {
    @Override
    public boolean isRunning() {
      return true;
    }

    @Override
    public String label() {
      return "RUNNING";
    }
  }

  /**
   * Takes no tick, and keeps its partitions.
   *
   * @param otherwise where it would be now
   */
  record Paused(Reading otherwise) implements Active {
    @Override
    public Paused settled(boolean settled) {
      return new Paused(otherwise.settled(settled));
    }

    /** Takes ticks again. */
    public Reading resume() {
      return otherwise;
    }

    @Override
    public boolean isRunning() {
      return otherwise.isRunning();
    }

    /** That of where it would be. */
    @Override
    public String label() {
      return otherwise.label();
    }
  }

  /** Told to end; what is in hand is being finished. */
  record Closing() implements Fallible {
    @Override
    public Failed fail(Throwable reason) {
      return new Failed(Optional.of(reason));
    }

    /** The client has ended. */
    public Closed end() {
      return new Closed();
    }

    @Override
    public String label() {
      return "STOPPED";
    }
  }

  /** Ended by {@link ScoringStream#close()}. */
  record Closed() implements StreamState {
    @Override
    public String label() {
      return "STOPPED";
    }
  }

  /**
   * Ended by a failure; closing it changes nothing of that.
   *
   * @param reason empty when the client ended without one
   */
  record Failed(Optional<Throwable> reason) implements Fallible {
    @Override
    public Failed fail(Throwable later) {
      return reason.isPresent() ? this : new Failed(Optional.of(later));
    }

    @Override
    public String label() {
      return "FAILED";
    }
  }
}
