package dev.tickwatch.lab.training;

import dev.tickwatch.lab.harness.Progress;
import dev.tickwatch.lab.learning.EpochLines;
import dev.tickwatch.lab.learning.EpochReport;

/**
 * Shows training on a terminal: which symbols are left out, and then {@link EpochLines}. Close it
 * when training has ended. Used by one thread.
 */
public final class ConsoleProgress implements TrainingListener, AutoCloseable {
  private final Progress lines;
  private final EpochLines epochs;

  /**
   * @param lines hears a line an epoch
   * @param withBar whether to show a bar over the batches
   */
  public ConsoleProgress(Progress lines, boolean withBar) {
    this.lines = lines;
    epochs = new EpochLines(lines, withBar);
  }

  @Override
  public void symbolLeftOut(String symbol, int ticks) {
    lines.line(
        symbol
            + " is left out: "
            + ticks
            + " ticks are too few for a window of training and one of validation");
  }

  @Override
  public void batchDone(int epoch, int done, int total) {
    epochs.batchDone(epoch, done, total);
  }

  @Override
  public void epochDone(EpochReport report) {
    epochs.epochDone(report);
  }

  @Override
  public void close() {
    epochs.close();
  }
}
