package dev.tickwatch.io.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class NewTopicLeadersTest {
  private final Deque<Optional<RuntimeException>> answers = new ArrayDeque<>();

  @Test
  void asksAgainWhileTheBrokerHasNotHeardOfTheTopic() throws Exception {
    answers.add(Optional.of(new UnknownTopicOrPartitionException("not yet")));
    answers.add(Optional.of(new UnknownTopicOrPartitionException("not yet")));
    answers.add(Optional.empty());
    NewTopicLeaders.await(admin(), List.of("new"), 1);
    assertThat(answers).isEmpty();
  }

  @Test
  void doesNotAskAgainWhenRefused() {
    answers.add(Optional.of(new TopicAuthorizationException("no")));
    assertThatThrownBy(() -> NewTopicLeaders.await(admin(), List.of("new"), 1))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(TopicAuthorizationException.class);
    assertThat(answers).isEmpty();
  }

  /** Gives the next answer each time it is asked for offsets. */
  private Admin admin() {
    return (Admin)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Admin.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("listOffsets");
              return new ListOffsetsResult(
                  Map.of(new TopicPartition("new", 0), future(answers.remove())));
            });
  }

  private static KafkaFuture<ListOffsetsResultInfo> future(Optional<RuntimeException> refusal) {
    KafkaFutureImpl<ListOffsetsResultInfo> future = new KafkaFutureImpl<>();
    refusal.ifPresentOrElse(
        future::completeExceptionally,
        () -> future.complete(new ListOffsetsResultInfo(0, -1, Optional.empty())));
    return future;
  }
}
