package dev.tickwatch.app.web;

import dev.tickwatch.detect.symbol.Score;
import java.util.ArrayList;
import java.util.List;

/** Leaves out scores that a chart of limited width could not show anyway. */
final class Thinning {
  private Thinning() {}

  /**
   * At most about {@code most} scores, in their order: from each run of neighbours the most
   * anomalous one, besides every one at or above the threshold, and the last.
   *
   * @param threshold score from which on every one is kept
   */
  static List<Score> thin(List<Score> scores, int most, double threshold) {
    if (scores.size() <= most) {
      return scores;
    }
    List<Score> kept = new ArrayList<>();
    int stride = (scores.size() + most - 1) / most;
    for (int from = 0; from < scores.size(); from += stride) {
      int to = Math.min(from + stride, scores.size());
      int best = mostAnomalous(scores, from, to);
      for (int at = from; at < to; at++) {
        if (at == best || scores.get(at).score() >= threshold || at == scores.size() - 1) {
          kept.add(scores.get(at));
        }
      }
    }
    return kept;
  }

  private static int mostAnomalous(List<Score> scores, int from, int to) {
    int best = to - 1;
    for (int at = to - 1; at >= from; at--) {
      // False for NaN, as scores in warm-up have.
      if (scores.get(at).score() > scores.get(best).score()
          || Double.isNaN(scores.get(best).score())) {
        best = at;
      }
    }
    return best;
  }
}
