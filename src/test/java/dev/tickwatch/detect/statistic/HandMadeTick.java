package dev.tickwatch.detect.statistic;

import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.ScoredWindow;
import dev.tickwatch.model.window.FeatureSettings;
import dev.tickwatch.model.window.Features;
import dev.tickwatch.model.window.SymbolWindow;
import dev.tickwatch.model.window.WindowShape;
import dev.tickwatch.state.StateReader;
import dev.tickwatch.state.StateWriter;
import java.util.Arrays;

/**
 * A pending tick whose window, residuals and model outputs are written down by hand, so that what a
 * statistic is to say of it is known on paper. While nothing else is said, each of its {@value
 * #ROWS} prices is 100, each volatility 0.01, each size 1, and all else 0; nothing is remembered.
 */
public final class HandMadeTick {
  /** Ticks that the statistics may look at before the newest. */
  static final int HELD = 7;

  private static final int ROWS = HELD + 2;
  private static final int WICK_DOWN = 1 << 31;
  private static final WindowShape SHAPE = new WindowShape(HELD + 1, 2);

  private final double[] prices = new double[ROWS];
  private final float[][] features = new float[ROWS][Features.COUNT];
  private final ScoreBatch batch = new ScoreBatch(SHAPE, 1);
  private final ResidualHistory residuals = new ResidualHistory();
  private final BreakHistory breaks = new BreakHistory();
  private boolean wickIsDown;

  /** An ordinary one. */
  public HandMadeTick() {
    Arrays.fill(prices, 100);
    for (float[] row : features) {
      row[Features.LOG_VOLATILITY] = (float) Math.log(0.01);
    }
  }

  /** Gives the newest ticks these prices, the newest last. */
  public HandMadeTick prices(double... newestLast) {
    System.arraycopy(newestLast, 0, prices, ROWS - newestLast.length, newestLast.length);
    return this;
  }

  /** Gives the newest ticks these sizes, the newest last. */
  public HandMadeTick sizes(double... newestLast) {
    for (int i = 0; i < newestLast.length; i++) {
      features[ROWS - newestLast.length + i][Features.LOG_SIZE] = (float) Math.log(newestLast[i]);
    }
    return this;
  }

  /** Gives the newest tick this feature. */
  public HandMadeTick feature(int feature, double value) {
    features[ROWS - 1][feature] = (float) value;
    return this;
  }

  /** The range of the newest bar reaches farthest below. */
  public HandMadeTick wickDown() {
    wickIsDown = true;
    return this;
  }

  /** Remembers ticks with these normal scores and moves of the same size, the newest last. */
  public HandMadeTick scores(double... newestLast) {
    for (double n : newestLast) {
      residuals.add(n, 0, n, 0, 0.5, false, 0);
    }
    return this;
  }

  /** Remembers ticks that moved, with these residuals of their return, the newest last. */
  public HandMadeTick returnResiduals(double... newestLast) {
    for (double u : newestLast) {
      residuals.add(1, u, 0, 0, 0.5, false, 0);
    }
    return this;
  }

  /** Remembers ticks with these residuals of their size, the newest last. */
  public HandMadeTick sizeResiduals(double... newestLast) {
    for (double v : newestLast) {
      residuals.add(1, 0, 0, v, 0.5, false, 0);
    }
    return this;
  }

  /** Remembers ticks with sizes so many deviations from the usual, the newest last. */
  public HandMadeTick surges(double... newestLast) {
    for (double surge : newestLast) {
      residuals.add(1, 0, 0, 0, 0.5, false, surge);
    }
    return this;
  }

  /** Remembers ticks whose price stayed, as a coin might have it. */
  public HandMadeTick still(int ticks) {
    for (int i = 0; i < ticks; i++) {
      residuals.add(0, 0, 0, 0, 0.5, false, 0);
    }
    return this;
  }

  /** What the model makes of it; row 0 is to be filled. */
  public ScoreBatch model() {
    return batch;
  }

  /** As the statistics see it. */
  public TickEvidence evidence() {
    SymbolWindow window = new SymbolWindow(SHAPE, FeatureSettings.DEFAULT);
    for (int row = 0; row < ROWS; row++) {
      window.admit(Tick.of("ACME", row * 1_000_000L, 100, 1));
    }
    for (int row = 0; row < ROWS; row++) {
      StateWriter written = new StateWriter();
      written.int64(row * 1_000_000L);
      written.float64(prices[row]);
      written.float32s(features[row]);
      written.int32(wickIsDown ? WICK_DOWN : 0);
      window.visitRow(row, new StateReader(written.toBytes()));
    }
    return new TickEvidence(window, new ScoredWindow(batch, 0), residuals, breaks);
  }
}
