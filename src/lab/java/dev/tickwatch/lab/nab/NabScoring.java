package dev.tickwatch.lab.nab;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Scores of one detector on a corpus, ready for any profile and threshold. Rows are sorted once,
 * and a sweep from the highest score down changes the sum row by row. Immutable.
 */
public final class NabScoring {
  private static final double FAR_BEHIND = 3; // widths behind a window
  private static final double EARLIEST = scaledSigmoid(-1);
  private static final int OUTSIDE = -1;

  private final double[] scores; // of all rows that count, highest first
  private final int[] windows; // that a row is in, or OUTSIDE
  private final double[] worth; // of a row at weight 1: above 0 in a window, below 0 outside
  private final int windowCount;

  /**
   * Takes a detector's scores.
   *
   * @param anomalyScores an array for each file of the corpus, in its order, with a score a row:
   *     higher for a more anomalous one; NaN, which is never detected, where it has none
   * @throws IllegalArgumentException when arrays and files do not fit each other
   */
  public NabScoring(NabCorpus corpus, List<double[]> anomalyScores) {
    if (anomalyScores.size() != corpus.files().size()) {
      throw new IllegalArgumentException(
          anomalyScores.size() + " arrays for " + corpus.files().size() + " files");
    }
    Rows rows = new Rows(corpus.rows());
    for (int i = 0; i < anomalyScores.size(); i++) {
      rows.add(corpus.files().get(i), anomalyScores.get(i));
    }
    int[] order =
        IntStream.range(0, rows.count)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> -rows.scores[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    scores = IntStream.of(order).mapToDouble(row -> rows.scores[row]).toArray();
    windows = IntStream.of(order).map(row -> rows.windows[row]).toArray();
    worth = IntStream.of(order).mapToDouble(row -> rows.worth[row]).toArray();
    windowCount = rows.windowCount;
  }

  /**
   * The benchmark's sigmoid, from 1 before a window's end to -1 behind it: {@code 2 / (1 + exp(5
   * x)) - 1}, and -1 from 3 on.
   *
   * @param position in widths of the window: -1 at its first row, 0 at its end
   */
  public static double scaledSigmoid(double position) {
    return position >= FAR_BEHIND ? -1 : 2 / (1 + Math.exp(5 * position)) - 1;
  }

  /** The best that one threshold over the whole corpus can do, for every profile. */
  public Map<ApplicationProfile, NabScore> best() {
    Map<ApplicationProfile, NabScore> best = new EnumMap<>(ApplicationProfile.class);
    for (ApplicationProfile profile : ApplicationProfile.values()) {
      best.put(profile, best(profile));
    }
    return best;
  }

  /** The best that one threshold can do; of several that do as well the highest. */
  private NabScore best(ApplicationProfile profile) {
    Sweep sweep = new Sweep(profile);
    NabScore best = sweep.score(Double.POSITIVE_INFINITY);
    for (int row = 0; row < scores.length; row++) {
      sweep.detect(row);
      boolean lastOfItsScore = row + 1 == scores.length || scores[row + 1] != scores[row];
      if (lastOfItsScore && sweep.sum > best.raw()) {
        best = sweep.score(scores[row]);
      }
    }
    return best;
  }

  /** What a threshold does: rows that score it or more are detected. */
  public NabScore at(ApplicationProfile profile, double threshold) {
    Sweep sweep = new Sweep(profile);
    for (int row = 0; row < scores.length && scores[row] >= threshold; row++) {
      sweep.detect(row);
    }
    return sweep.score(threshold);
  }

  /** Rows that count, before they are sorted. */
  private static final class Rows {
    private final double[] scores;
    private final int[] windows;
    private final double[] worth;
    private int count;
    private int windowCount;

    Rows(int most) {
      scores = new double[most];
      windows = new int[most];
      worth = new double[most];
    }

    void add(NabFile file, double[] fileScores) {
      if (fileScores.length != file.rows()) {
        throw new IllegalArgumentException(
            fileScores.length + " scores for " + file.rows() + " rows of " + file.name());
      }
      NabWindow before = null;
      int row = file.probationRows();
      for (NabWindow window : file.windows()) {
        for (; row < window.first(); row++) {
          add(fileScores[row], OUTSIDE, behind(before, row));
        }
        // A window that ends while its file warms up cannot be found, and is none.
        if (row <= window.last()) {
          for (; row <= window.last(); row++) {
            add(fileScores[row], windowCount, inside(window, row));
          }
          windowCount++;
        }
        before = window;
      }
      for (; row < file.rows(); row++) {
        add(fileScores[row], OUTSIDE, behind(before, row));
      }
    }

    private void add(double score, int window, double rowWorth) {
      if (!Double.isNaN(score)) {
        scores[count] = score;
        windows[count] = window;
        worth[count] = rowWorth;
        count++;
      }
    }

    private static double inside(NabWindow window, int row) {
      double position = -(window.last() - row + 1) / (double) window.rows();
      return scaledSigmoid(position) / EARLIEST;
    }

    private static double behind(NabWindow before, int row) {
      return before == null
          ? -1
          : scaledSigmoid((row - before.last()) / (double) Math.max(before.rows() - 1, 1));
    }
  }

  /** The sum while rows are detected one after the other. */
  private final class Sweep {
    private final ApplicationProfile profile;
    private final double[] bestInWindow = new double[windowCount];
    private final double nothing;
    private double sum;
    private int found;
    private int falsePositives;

    Sweep(ApplicationProfile profile) {
      this.profile = profile;
      nothing = -profile.falseNegative() * windowCount;
      sum = nothing;
    }

    void detect(int row) {
      int window = windows[row];
      if (window == OUTSIDE) {
        sum += worth[row] * profile.falsePositive();
        falsePositives++;
        return;
      }
      double earned = worth[row] * profile.truePositive();
      if (bestInWindow[window] == 0) {
        sum += profile.falseNegative();
        found++;
      }
      if (earned > bestInWindow[window]) {
        sum += earned - bestInWindow[window];
        bestInWindow[window] = earned;
      }
    }

    NabScore score(double threshold) {
      double perfect = profile.truePositive() * windowCount;
      return new NabScore(
          profile,
          threshold,
          100 * (sum - nothing) / (perfect - nothing),
          sum,
          windowCount,
          found,
          falsePositives);
    }
  }
}
