package dev.tickwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.model.scoring.OnnxWindowScorer;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.ScoringDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is told to end while a thread scores, and whose own hook takes its time. */
class ExitWhileScoringIT {
  private static final int SESSIONS_IN_SHUTDOWN = 20;
  private static final int BATCHES = 50;

  @TempDir private Path directory;

  /** Arguments: a model's file. Ends with 7, or with 8 when scoring failed meanwhile. */
  public static void main(String[] args) throws InterruptedException {
    CountDownLatch scoring = new CountDownLatch(1);
    CountDownLatch ending = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              score(Path.of(args[0]), scoring, ending);
              done.countDown();
            });
    thread.setDaemon(true);
    thread.start();
    scoring.await();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(thread, ending, done)));
    System.exit(7);
  }

  private static void end(Thread thread, CountDownLatch ending, CountDownLatch done) {
    ending.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (done.getCount() > 0) {
      Runtime.getRuntime().halt(8);
    }
  }

  /** Opens models too, as one does that comes while the service stops. */
  private static void score(Path model, CountDownLatch scoring, CountDownLatch ending) {
    for (int left = SESSIONS_IN_SHUTDOWN; left > 0; ) {
      try (OnnxWindowScorer scorer = OnnxWindowScorer.open(model, ScoringDevice.CPU)) {
        ScoreBatch batch = new ScoreBatch(scorer.manifest().shape(), 16);
        while (!batch.isFull()) {
          batch.nextSlot().put(new float[scorer.manifest().shape().windowFloats()]);
        }
        for (int i = 0; i < BATCHES; i++) {
          scorer.score(batch);
        }
      }
      scoring.countDown();
      left -= ending.getCount() == 0 ? 1 : 0;
    }
  }

  @Test
  @Timeout(120)
  void endsWithItsStatusAndNotByACrash() throws IOException, InterruptedException {
    Path model =
        SmallModel.trainedOn(
            SmallModel.walks(List.of("A", "B"), 4_000, 5), directory.resolve("model.onnx"));
    Path log = directory.resolve("log");
    ProcessBuilder command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:ErrorFile=" + directory.resolve("crash"),
                "-cp",
                System.getProperty("java.class.path"),
                ExitWhileScoringIT.class.getName(),
                model.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    command.environment().put("ORT_DISABLE_TELEMETRY", "1");
    Process process = command.start();

    assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isEqualTo(7);
  }
}
