package dev.tickwatch.app.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwatch.app.stream.StreamState.Active;
import dev.tickwatch.app.stream.StreamState.Closed;
import dev.tickwatch.app.stream.StreamState.Closing;
import dev.tickwatch.app.stream.StreamState.Created;
import dev.tickwatch.app.stream.StreamState.Failed;
import dev.tickwatch.app.stream.StreamState.Fallible;
import dev.tickwatch.app.stream.StreamState.Paused;
import dev.tickwatch.app.stream.StreamState.Reading;
import dev.tickwatch.app.stream.StreamState.Running;
import dev.tickwatch.app.stream.StreamState.Starting;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class StreamLifeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final StreamLife life = new StreamLife();
  private volatile KafkaStreams.State client = KafkaStreams.State.CREATED;

  private void clientIs(KafkaStreams.State state) {
    client = state;
    life.clientMoved();
  }

  @Test
  void goesFromStartToEnd() {
    assertThat(life.state()).isEqualTo(new Created());
    life.start(() -> client);
    assertThat(life.state()).isEqualTo(new Starting());
    clientIs(KafkaStreams.State.RUNNING);
    assertThat(life.state()).isEqualTo(new Running());
    life.move(Reading.class, Reading::pause);
    assertThat(life.state()).isEqualTo(new Paused(new Running()));
    life.move(Active.class, Active::close);
    assertThat(life.state()).isEqualTo(new Closing());
    clientIs(KafkaStreams.State.NOT_RUNNING);
    life.move(Closing.class, Closing::end);
    assertThat(life.state()).isEqualTo(new Closed());
  }

  @Test
  void startsOnce() {
    life.start(() -> client);

    assertThatThrownBy(() -> life.start(() -> client))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("stream has been started or closed before");
  }

  @Test
  void doesNotStartOnceClosed() {
    life.move(Created.class, Created::close);

    assertThatThrownBy(life::requireCreated).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void makesNoMoveThatIsNotLegal() {
    life.move(Active.class, Active::close);
    assertThat(life.state()).isEqualTo(new Created());

    life.start(() -> client);
    Throwable bug = new IllegalStateException("a bug");
    life.move(Fallible.class, running -> running.fail(bug));
    life.move(Active.class, Active::close);
    life.move(Paused.class, Paused::resume);
    clientIs(KafkaStreams.State.RUNNING);

    assertThat(life.state()).isEqualTo(new Failed(Optional.of(bug)));
  }

  @Test
  void wakesWhoWaitsWhenTheClientMoves() {
    life.start(() -> client);
    CompletableFuture<Boolean> waiter = CompletableFuture.supplyAsync(this::awaitRunning);

    clientIs(KafkaStreams.State.REBALANCING);
    clientIs(KafkaStreams.State.RUNNING);

    assertThat(waiter.join()).isTrue();
  }

  private boolean awaitRunning() {
    try {
      return life.await(StreamState::isRunning, PATIENCE);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void givesUpWaitingInTheEnd() throws InterruptedException {
    assertThat(life.await(StreamState::isRunning, Duration.ofMillis(1))).isFalse();
  }
}
