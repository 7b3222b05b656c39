package dev.tickwatch.model.calibration;

import java.util.ArrayList;
import java.util.List;

/**
 * Which ticks of a series are kept from the training of a model, to judge and to calibrate it on
 * ticks that it has not seen. The series is cut into equal stretches and the end of each is held
 * out: one odd day is then not the whole calibration, and the newest ticks are among them.
 * Immutable.
 *
 * @param ticks of the series
 * @param spans that are held out, in order, apart from each other
 */
public record HeldOut(int ticks, List<Span> spans) {
  private static final int MOST_STRETCHES = 5;

  /**
   * Ticks by their index.
   *
   * @param from the first
   * @param to one past the last; above {@code from}
   */
  public record Span(int from, int to) {}

  /** Copies the list. */
  public HeldOut {
    spans = List.copyOf(spans);
  }

  /**
   * A share of a series.
   *
   * @param share above 0 and below 1
   * @param shortest fewest ticks of a span; where there are too few for several, there is one
   */
  public static HeldOut share(int ticks, double share, int shortest) {
    int held = (int) (ticks * share);
    int stretches = Math.max(1, Math.min(MOST_STRETCHES, held / shortest));
    List<Span> spans = new ArrayList<>();
    for (int i = 1; i <= stretches; i++) {
      int begin = (int) ((long) ticks * (i - 1) / stretches);
      int end = (int) ((long) ticks * i / stretches);
      spans.add(new Span(begin + (int) Math.floor((end - begin) * (1 - share)), end));
    }
    return new HeldOut(ticks, spans);
  }

  /** A series that nothing was trained on. */
  public static HeldOut all(int ticks) {
    return new HeldOut(ticks, List.of(new Span(0, ticks)));
  }

  /** The spans that are trained on: what lies before each span that is held out. */
  public List<Span> trainedOn() {
    List<Span> others = new ArrayList<>();
    int from = 0;
    for (Span span : spans) {
      if (span.from > from) {
        others.add(new Span(from, span.from));
      }
      from = span.to;
    }
    return others;
  }

  /** The number of the span that a tick lies in; -1 where it is not held out. */
  public int spanOf(int tick) {
    for (int i = 0; i < spans.size(); i++) {
      if (tick >= spans.get(i).from && tick < spans.get(i).to) {
        return i;
      }
    }
    return -1;
  }

  /** The last of the spans: it ends with the newest tick. */
  public Span newest() {
    return spans.get(spans.size() - 1);
  }
}
