package dev.tickwatch.lab.learning;

import dev.tickwatch.lab.harness.Progress;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows training on a terminal: a progress bar over the batches of all epochs on standard error,
 * and a line an epoch. Close it when training has ended. Used by one thread.
 */
public final class EpochLines implements TrainingProgress, AutoCloseable {
  private static final int MILLIS = 500;

  private final Progress lines;
  private final boolean withBar;
  private ProgressBar bar;
  private int epoch;

  /**
   * @param lines hears a line an epoch
   * @param withBar whether to show the bar
   */
  public EpochLines(Progress lines, boolean withBar) {
    this.lines = lines;
    this.withBar = withBar;
  }

  @Override
  public void batchDone(int current, int done, int total) {
    if (!withBar) {
      return;
    }
    if (current != epoch) {
      endBar();
      epoch = current;
      bar =
          new ProgressBarBuilder()
              .setTaskName("epoch " + current)
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(MILLIS)
              .clearDisplayOnFinish()
              .build();
    }
    bar.stepTo(done);
  }

  @Override
  public void epochDone(EpochReport report) {
    endBar();
    lines.line(line(report));
  }

  private static String line(EpochReport report) {
    return String.format(
        Locale.ROOT,
        "epoch %2d/%d  loss %8.4f  training ELBO %9.3f  validation ELBO %9.3f  reconstruction %9.3f  KL %7.3f  %5.1f s%s",
        report.epoch(),
        report.epochs(),
        report.loss(),
        report.trainingElbo(),
        report.validationElbo(),
        report.reconstruction(),
        report.kl(),
        report.seconds(),
        report.best() ? "  *" : "");
  }

  private void endBar() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  @Override
  public void close() {
    endBar();
  }
}
