package dev.tickwatch.lab.training;

import dev.tickwatch.lab.network.Examples;
import dev.tickwatch.lab.network.Order;
import dev.tickwatch.model.calibration.HeldOut;
import dev.tickwatch.model.window.WindowShape;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A set of windows with the returns that follow them; batches are gathered when asked for, so that
 * overlapping windows share their rows.
 */
final class Windows implements Examples {
  private final WindowShape shape;
  private final List<Series> series;
  private final int[] of;
  private final int[] starts;

  private Windows(WindowShape shape, List<Series> series, int[] of, int[] starts) {
    this.shape = shape;
    this.series = series;
    this.of = of;
    this.starts = starts;
  }

  /** The parts of a series that windows may touch, with the ticks that they predict. */
  interface Parts {
    /** Ticks, by their index; a window lies within one of the spans. */
    List<HeldOut.Span> of(Series series);
  }

  /** Every window within the parts that starts at offset + k * stride of one. */
  static Windows within(
      WindowShape shape, List<Series> series, Parts parts, int stride, int offset) {
    int total = 0;
    for (Series one : series) {
      for (HeldOut.Span part : parts.of(one)) {
        total += count(shape, lastRow(part) - firstRow(part), stride, offset);
      }
    }
    int[] of = new int[total];
    int[] starts = new int[total];
    int next = 0;
    for (int s = 0; s < series.size(); s++) {
      for (HeldOut.Span part : parts.of(series.get(s))) {
        int from = firstRow(part);
        int here = count(shape, lastRow(part) - from, stride, offset);
        for (int k = 0; k < here; k++) {
          of[next] = s;
          starts[next++] = from + offset + k * stride;
        }
      }
    }
    return new Windows(shape, series, of, starts);
  }

  /** A series' first tick has no row. */
  private static int firstRow(HeldOut.Span part) {
    return Math.max(0, part.from() - 1);
  }

  /** One past the last. */
  private static int lastRow(HeldOut.Span part) {
    return part.to() - 1;
  }

  private static int count(WindowShape shape, int rows, int stride, int offset) {
    int room = rows - offset - shape.steps() - shape.horizon();
    return room < 0 ? 0 : room / stride + 1;
  }

  @Override
  public int size() {
    return starts.length;
  }

  /** The same windows in another order. */
  Windows shuffled(SplittableRandom random) {
    return picked(Order.shuffled(starts.length, random));
  }

  /** At most {@code most} of them, evenly spaced. */
  Windows thinned(int most) {
    return picked(Order.thinned(starts.length, most));
  }

  private Windows picked(int[] order) {
    int[] pickedOf = new int[order.length];
    int[] pickedStarts = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      pickedOf[i] = of[order[i]];
      pickedStarts[i] = starts[order[i]];
    }
    return new Windows(shape, series, pickedOf, pickedStarts);
  }

  /** {@code [count][T][F]} from window {@code first} on. */
  @Override
  public float[] inputs(int first, int count) {
    float[] target = new float[count * shape.windowFloats()];
    for (int i = 0; i < count; i++) {
      series
          .get(of[first + i])
          .copyRows(starts[first + i], shape.steps(), target, i * shape.windowFloats());
    }
    return target;
  }

  @Override
  public float[] targets(int first, int count) {
    return futureReturns(first, count);
  }

  /** {@code [count][H]}: cumulative log returns after each window. */
  float[] futureReturns(int first, int count) {
    float[] target = new float[count * shape.horizon()];
    for (int i = 0; i < count; i++) {
      int newest = starts[first + i] + shape.steps() - 1;
      series
          .get(of[first + i])
          .copyFutureReturns(newest, shape.horizon(), target, i * shape.horizon());
    }
    return target;
  }

  /** Whose window it is. */
  String symbol(int window) {
    return series.get(of[window]).symbol();
  }
}
