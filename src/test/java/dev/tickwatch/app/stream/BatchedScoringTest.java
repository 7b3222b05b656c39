package dev.tickwatch.app.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.app.stream.StreamSettings.Batching;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.SharedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With the scoring thread of production beside the test's, which is the stream's. */
@Timeout(60)
final class BatchedScoringTest {
  private static final int SIZE = 16;

  /** A window in flight or filled, as the test remembers it. */
  private record Sent(int owner, float window, Manifest model) {}

  private final List<Integer> batches = new ArrayList<>();
  private final StreamObserver observer =
      new StreamObserver() {
        @Override
        public void batchScored(int windows, long nanos) {
          batches.add(windows);
        }
      };

  @Test
  void givesEachWindowItsResultInOrderWhileTasksGoAwayAndModelsAreReplaced() {
    Random random = new Random(3);
    List<EchoScorer> models = new ArrayList<>(List.of(new EchoScorer(1)));
    List<Sent> sent = new ArrayList<>();
    List<Sent> scored = new ArrayList<>();
    int windows = 40_000;
    try (SharedModel model = new SharedModel(models.get(0))) {
      BatchedScoring scoring =
          new BatchedScoring(model, SIZE, ScoringThread.forThisThread(SIZE), observer);
      for (int i = 0; i < windows; i++) {
        Sent one = new Sent(random.nextInt(4), i, scoring.model());
        sent.add(one);
        scoring.add(
            one.owner,
            EchoScorer.window(one.window),
            (by, made) -> scored.add(new Sent(one.owner, made.elbo(), by)),
            () -> 0);
        if (random.nextInt(500) == 0) {
          int gone = random.nextInt(4);
          scoring.forget(gone);
          // In order, so that what has been scored is a beginning of what was sent.
          sent.subList(scored.size(), sent.size()).removeIf(waiting -> waiting.owner == gone);
        }
        if (random.nextInt(2_000) == 0) {
          models.add(new EchoScorer(1 + random.nextInt(5)));
          model.replace(models.get(models.size() - 1));
        }
      }
      scoring.flush();
      scoring.scoreOlderThan(0);

      assertThat(scored).isEqualTo(sent).hasSizeGreaterThan(windows / 2);
      assertThat(models.subList(0, models.size() - 1)).hasSizeGreaterThan(5);
      assertThat(models.subList(0, models.size() - 1)).allMatch(replaced -> replaced.closed);
      assertThat(models.get(0).callers)
          .as("most batches are scored beside the stream's thread")
          .anyMatch(thread -> thread != Thread.currentThread());
    }
  }

  @Test
  void growsABatchWhileTheModelIsBusyUntilAllMayBeInFlight() throws InterruptedException {
    BlockingQueue<CountDownLatch> calls = new ArrayBlockingQueue<>(64);
    EchoScorer busy =
        new EchoScorer(
            1,
            batch -> {
              CountDownLatch mayScore = new CountDownLatch(1);
              calls.add(mayScore);
              try {
                mayScore.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    int most = (int) Batching.mostWaiting(SIZE);
    List<Float> told = new ArrayList<>();
    try (SharedModel model = new SharedModel(busy)) {
      BatchedScoring scoring =
          new BatchedScoring(model, SIZE, ScoringThread.forThisThread(SIZE), observer);
      // Two of the usual size are in flight, then all are as large as may be; one is filled.
      int fits = most - 2 * (Batching.largest(SIZE) - SIZE) - 1;
      for (int i = 0; i < fits; i++) {
        scoring.add("task", EchoScorer.window(i), (by, made) -> told.add(made.elbo()), () -> 0);
      }
      assertThat(told).isEmpty();

      Thread modelRuns =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i <= Batching.mostAhead(SIZE); i++) {
                    calls.take().countDown();
                  }
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      modelRuns.start();
      scoring.flush();
      modelRuns.join();

      assertThat(told).hasSize(fits).isSorted();
      assertThat(batches).hasSize(Batching.mostAhead(SIZE) + 1).startsWith(SIZE, SIZE);
      assertThat(batches.subList(2, Batching.mostAhead(SIZE))).containsOnly(Batching.largest(SIZE));
    }
  }

  @Test
  void scoresSmallBatchesOnItsOwnThread() {
    EchoScorer scorer = new EchoScorer(1);
    List<Float> told = new ArrayList<>();
    try (SharedModel model = new SharedModel(scorer)) {
      BatchedScoring scoring =
          new BatchedScoring(model, 2, ScoringThread.forThisThread(2), observer);
      for (int i = 0; i < 5; i++) {
        scoring.add("task", EchoScorer.window(i), (by, made) -> told.add(made.elbo()), () -> 0);
      }
      assertThat(told).containsExactly(0f, 1f, 2f, 3f);
      scoring.scoreOlderThan(-1);
      assertThat(told).as("not for long enough").hasSize(4);
      scoring.scoreOlderThan(0);

      assertThat(told).hasSize(5);
      assertThat(batches).containsExactly(2, 2, 1);
      assertThat(scorer.callers).containsExactly(Thread.currentThread());
    }
  }
}
