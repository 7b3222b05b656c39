package dev.tickwatch.app.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.ScoringException;
import dev.tickwatch.model.scoring.SharedModel;
import dev.tickwatch.model.window.WindowShape;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The test's thread is the stream's; the model runs on another. */
@Timeout(30)
final class BatchQueueTest {
  private static final Object TASK = "task";
  private static final Object OTHER_TASK = "other task";

  private final ExecutorService scoringThread = Executors.newSingleThreadExecutor();
  private final CountDownLatch called = new CountDownLatch(1);
  private final CountDownLatch mayScore = new CountDownLatch(1);
  private final BatchQueue queue = new BatchQueue(2);
  private final List<Float> told = new ArrayList<>();

  @AfterEach
  void endTheThread() {
    mayScore.countDown();
    scoringThread.shutdownNow();
  }

  private static WindowBatch batch(SharedModel model) {
    return new WindowBatch(model, new WindowShape(EchoScorer.STEPS, 1), 4);
  }

  private WindowBatch batch(SharedModel model, float... windows) {
    WindowBatch batch = batch(model);
    for (float window : windows) {
      add(batch, TASK, window);
    }
    return batch;
  }

  private void add(WindowBatch batch, Object owner, float window) {
    batch.add(owner, EchoScorer.window(window), (by, made) -> told.add(made.elbo()));
  }

  /** A scorer that says when it is called, and scores when it may. */
  private EchoScorer waiting() {
    return new EchoScorer(
        1,
        batch -> {
          called.countDown();
          await(mayScore);
        });
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void runElsewhere(Runnable call) throws InterruptedException {
    Thread thread = new Thread(call);
    thread.start();
    thread.join();
  }

  @Test
  void takesBatchesInTheOrderInWhichTheyCameWhicheverIsScoredFirst() throws InterruptedException {
    List<Runnable> calls = new ArrayList<>();
    try (SharedModel model = new SharedModel(new EchoScorer(1))) {
      queue.add(batch(model, 1, 2), calls::add);
      queue.add(batch(model, 3), calls::add);

      runElsewhere(calls.get(1));
      assertThat(queue.canTake()).isFalse();
      runElsewhere(calls.get(0));
      assertThat(queue.canTake()).isTrue();
      queue.take().giveOut();
      queue.take().giveOut();

      assertThat(told).containsExactly(1f, 2f, 3f);
      assertThat(queue.canTake()).isFalse();
      assertThat(queue.isEmpty()).isTrue();
    }
  }

  @Test
  void waitsForABatchThatAnotherThreadScores() {
    EchoScorer scorer = waiting();
    try (SharedModel model = new SharedModel(scorer)) {
      queue.add(batch(model, 1), scoringThread);
      await(called);
      assertThat(queue.canTake()).isFalse();

      mayScore.countDown();
      queue.take().giveOut();

      assertThat(told).containsExactly(1f);
      assertThat(scorer.callers).hasSize(1).doesNotContain(Thread.currentThread());
    }
  }

  @Test
  void forgetsATaskWhileItsWindowsAreScored() {
    try (SharedModel model = new SharedModel(waiting())) {
      WindowBatch batch = batch(model, 1);
      add(batch, OTHER_TASK, 2);
      add(batch, TASK, 3);
      add(batch, OTHER_TASK, 4);
      queue.add(batch, scoringThread);
      await(called);

      queue.forgetWaitersOf(TASK);
      mayScore.countDown();
      WindowBatch scored = queue.take();

      assertThat(scored.size()).as("all were scored").isEqualTo(4);
      scored.giveOut();
      assertThat(told).containsExactly(2f, 4f);
      assertThat(scored.isEmpty()).isTrue();
    }
  }

  @Test
  void keepsTheStreamsThreadOffWindowsThatAreHandedOver() {
    try (SharedModel model = new SharedModel(waiting())) {
      WindowBatch batch = batch(model, 1);
      queue.add(batch, scoringThread);
      await(called);

      List<Consumer<WindowBatch>> uses =
          List.of(
              WindowBatch::model, //
              one -> add(one, TASK, 2),
              one -> one.removeWindowsOf(TASK));
      for (Consumer<WindowBatch> use : uses) {
        assertThatThrownBy(() -> use.accept(batch))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("the batch is handed over");
      }
    }
  }

  @Test
  void keepsACallsWindowsUntilItIsDone() {
    try (SharedModel model = new SharedModel(new EchoScorer(1))) {
      ScoreBatch windows = new ScoreBatch(new WindowShape(EchoScorer.STEPS, 1), 1);
      EchoScorer.window(1).accept(windows.nextSlot());
      ScoringCall call = new ScoringCall(windows, model.lease());

      assertThatThrownBy(call::windows).isInstanceOf(IllegalStateException.class);
      call.run();
      assertThat(call.windows()).isSameAs(windows);
    }
  }

  @Test
  void keepsAFailedBatchInItsPlaceAndScoresItAgainItselfByTheModelThenInUse() {
    EchoScorer failing =
        new EchoScorer(
            1,
            batch -> {
              throw new ScoringException("out of memory");
            });
    EchoScorer next = new EchoScorer(7);
    List<Integer> horizons = new ArrayList<>();
    try (SharedModel model = new SharedModel(failing)) {
      WindowBatch batch = batch(model);
      for (float window : new float[] {1, 2, 3}) {
        batch.add(
            TASK,
            EchoScorer.window(window),
            (by, made) -> {
              told.add(made.elbo());
              horizons.add(by.shape().horizon());
            });
      }
      queue.add(batch, scoringThread);
      queue.add(batch(model, 4), Runnable::run);

      assertThatThrownBy(queue::take).isInstanceOf(ScoringException.class);
      assertThat(queue.size()).isEqualTo(2);
      model.replace(next);
      assertThat(queue.canTake()).isTrue();
      queue.take().giveOut();

      assertThat(told).containsExactly(1f, 2f, 3f);
      assertThat(horizons).containsOnly(7);
      assertThat(next.callers).containsExactly(Thread.currentThread());
      assertThat(failing.closed).as("all of its leases are returned").isTrue();
    }
  }

  @Test
  void waitsOnWhereTheThreadIsInterruptedAndTellsItLater() {
    try (SharedModel model = new SharedModel(waiting())) {
      queue.add(batch(model, 1), scoringThread);
      await(called);
      Thread.currentThread().interrupt();
      new Thread(mayScore::countDown).start();

      queue.take().giveOut();

      assertThat(Thread.interrupted()).isTrue();
      assertThat(told).containsExactly(1f);
    }
  }

  @Test
  void takesNoMoreThanItHolds() {
    Executor never = call -> {};
    try (SharedModel model = new SharedModel(new EchoScorer(1))) {
      queue.add(batch(model, 1), never);
      queue.add(batch(model, 2), never);
      assertThat(queue.isFull()).isTrue();
      WindowBatch third = batch(model, 3);

      assertThatThrownBy(() -> queue.add(third, never)).isInstanceOf(IllegalStateException.class);
      assertThat(third.isHandedOver()).isFalse();
    }
  }
}
