package dev.tickwatch.app.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.app.stream.StreamState.Closed;
import dev.tickwatch.app.stream.StreamState.Closing;
import dev.tickwatch.app.stream.StreamState.Created;
import dev.tickwatch.app.stream.StreamState.Failed;
import dev.tickwatch.app.stream.StreamState.Paused;
import dev.tickwatch.app.stream.StreamState.Running;
import dev.tickwatch.app.stream.StreamState.Starting;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class StreamStateTest {
  private final Throwable bug = new IllegalStateException("a bug");
  private final Failed broken = new Failed(Optional.of(bug));
  private static final List<StreamState.Active> ACTIVE =
      List.of(new Starting(), new Running(), new Paused(new Running()));

  @ParameterizedTest
  @CsvSource({
    "Created,  close start",
    "Starting, close fail follow pause",
    "Running,  close fail follow pause",
    "Paused,   close fail follow resume",
    "Closing,  end fail",
    "Closed,   ''",
    "Failed,   fail",
  })
  void hasTheLegalMovesAndNoOthers(String name, String moves) throws ClassNotFoundException {
    Class<?> state = Class.forName(StreamState.class.getName() + "$" + name);

    assertThat(String.join(" ", movesOf(state))).isEqualTo(moves);
  }

  /** What gives a state; {@code settled} is what is behind {@code follow}. */
  private static Set<String> movesOf(Class<?> state) {
    Set<String> moves = new TreeSet<>();
    for (Method method : state.getMethods()) {
      boolean component =
          Arrays.stream(state.getRecordComponents())
              .anyMatch(one -> one.getName().equals(method.getName()));
      if (StreamState.class.isAssignableFrom(method.getReturnType())
          && !Modifier.isStatic(method.getModifiers())
          && !component
          && !method.getName().equals("settled")) {
        moves.add(method.getName());
      }
    }
    return moves;
  }

  @Test
  void followsItsClientWhilePartitionsComeAndGo() {
    assertThat(new Created().start()).isEqualTo(new Starting());
    assertThat(new Starting().follow(KafkaStreams.State.CREATED)).isEqualTo(new Starting());
    assertThat(new Starting().follow(KafkaStreams.State.RUNNING)).isEqualTo(new Running());
    assertThat(new Running().follow(KafkaStreams.State.REBALANCING)).isEqualTo(new Starting());
    assertThat(new Running().follow(KafkaStreams.State.RUNNING)).isEqualTo(new Running());
  }

  @Test
  void staysPausedWhilePartitionsComeAndGo() {
    StreamState.Active paused = new Starting().pause();
    assertThat(paused.isRunning()).isFalse();

    StreamState settled = paused.follow(KafkaStreams.State.RUNNING);
    assertThat(settled).isEqualTo(new Paused(new Running()));
    assertThat(settled.isRunning()).isTrue();
    assertThat(((Paused) settled).resume()).isEqualTo(new Running());
    assertThat(paused.follow(KafkaStreams.State.REBALANCING)).isEqualTo(paused);
  }

  @ParameterizedTest
  @EnumSource(
      value = KafkaStreams.State.class,
      names = {"PENDING_SHUTDOWN", "NOT_RUNNING", "PENDING_ERROR", "ERROR"})
  void endsWithItsClient(KafkaStreams.State end) {
    boolean failed = end.name().endsWith("ERROR");
    for (StreamState.Active state : ACTIVE) {
      assertThat(state.follow(end))
          .isEqualTo(failed ? new Failed(Optional.empty()) : new Closing());
    }
  }

  @Test
  void keepsTheFirstReasonOfAFailure() {
    for (StreamState.Active state : ACTIVE) {
      assertThat(state.fail(bug)).isEqualTo(broken);
      assertThat(state.close().fail(bug)).as("while it closes").isEqualTo(broken);
    }
    assertThat(broken.fail(new IllegalStateException("another"))).isSameAs(broken);
    assertThat(new Failed(Optional.empty()).fail(bug)).isEqualTo(broken);
  }

  @Test
  void isClosedAtOnceWhereItNeverRan() {
    assertThat(new Created().close()).isEqualTo(new Closed());
    assertThat(new Running().close().end()).isEqualTo(new Closed());
  }

  @Test
  void tellsHealthAWord() {
    assertThat(
            List.of(
                new Created(),
                new Starting(),
                new Running(),
                new Paused(new Running()),
                new Paused(new Starting()),
                new Closing(),
                new Closed(),
                broken))
        .extracting(StreamState::label)
        .containsExactly(
            "NEW", "STARTING", "RUNNING", "RUNNING", "STARTING", "STOPPED", "STOPPED", "FAILED");
  }
}
