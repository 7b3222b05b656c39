package dev.tickwatch.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwatch.model.calibration.Calibration;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.ScoringDeadline.Overrun;
import dev.tickwatch.model.window.WindowShape;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ScoringDeadlineTest {
  private static final WindowShape SHAPE = new WindowShape(8, 3);

  private final BlockingQueue<Overrun> overruns = new LinkedBlockingQueue<>();
  private final CountDownLatch release = new CountDownLatch(1);

  /** Hangs until released; says when it is called. */
  private final class Hanging implements WindowScorer {
    private final CountDownLatch called = new CountDownLatch(1);
    private boolean closed;

    @Override
    public Manifest manifest() {
      return ArithmeticScorer.manifest(SHAPE, Calibration.NONE);
    }

    @Override
    public void score(ScoreBatch batch) {
      called.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void tellsOfTheCallThatHangsWhileItStillHangs() throws InterruptedException {
    try (ScoringDeadline deadline = new ScoringDeadline(Duration.ofMillis(50), overruns::add)) {
      WindowScorer watched = deadline.watched(new Hanging());
      Thread thread = new Thread(() -> watched.score(batch(2)), "stream-7");
      thread.start();

      Overrun overrun = overruns.poll(20, TimeUnit.SECONDS);

      assertThat(overrun)
          .isEqualTo(new Overrun("arithmetic-1", 2, Duration.ofMillis(50), "stream-7"));
      assertThat(overrun)
          .hasToString(
              "model arithmetic-1 has not come back with a batch of 2 windows for 0.0500 s (thread"
                  + " stream-7)");
      assertThat(thread.isAlive()).isTrue();
      release.countDown();
      thread.join();
    }
  }

  @Test
  void isSilentAboutManyShortCallsThatTogetherTakeLonger() throws InterruptedException {
    try (ScoringDeadline deadline = new ScoringDeadline(Duration.ofMillis(500), overruns::add)) {
      WindowScorer watched =
          deadline.watched(new ArithmeticScorer(ArithmeticScorer.calibrated(SHAPE).manifest()));
      ScoreBatch batch = batch(1);
      long end = System.nanoTime() + Duration.ofMillis(1_200).toNanos();
      while (System.nanoTime() < end) {
        watched.score(batch);
      }

      assertThat(overruns).isEmpty();
    }
  }

  @Test
  void passesOnFailuresAndClosing() {
    try (ScoringDeadline deadline = new ScoringDeadline(Duration.ofMillis(50), overruns::add)) {
      Hanging inside = new Hanging();
      WindowScorer watched = deadline.watched(inside);
      release.countDown();

      watched.score(batch(1));
      watched.close();

      assertThat(inside.closed).isTrue();
      assertThat(watched.manifest().version()).isEqualTo("arithmetic-1");
      ArithmeticScorer closed = new ArithmeticScorer(inside.manifest());
      closed.close();
      assertThatThrownBy(() -> deadline.watched(closed).score(batch(1)))
          .isInstanceOf(RuntimeException.class);
    }
  }

  @Test
  void refusesADeadlineThatItCannotKeep() {
    assertThatThrownBy(() -> new ScoringDeadline(Duration.ofMillis(9), overruns::add))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("scoring deadline must be 10 ms or more, not PT0.009S");
  }

  private static ScoreBatch batch(int windows) {
    ScoreBatch batch = new ScoreBatch(SHAPE, windows);
    for (int row = 0; row < windows; row++) {
      batch.nextSlot().put(new float[SHAPE.windowFloats()]);
    }
    return batch;
  }
}
