package dev.tickwatch.lab.nab;

import static dev.tickwatch.lab.nab.ApplicationProfile.REWARD_LOW_FN_RATE;
import static dev.tickwatch.lab.nab.ApplicationProfile.REWARD_LOW_FP_RATE;
import static dev.tickwatch.lab.nab.ApplicationProfile.STANDARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NabScoringTest {
  /** 200 rows, of which 30 do not count; windows of 20 and 10 rows. */
  private static final NabFile FILE = file(200, new NabWindow(60, 79), new NabWindow(150, 159));

  private static NabFile file(int rows, NabWindow... windows) {
    return new NabFile("f" + rows, new long[rows], new double[rows], List.of(windows));
  }

  private static NabScoring scoring(NabFile file, int... detected) {
    double[] scores = new double[file.rows()];
    for (int row : detected) {
      scores[row] = 1;
    }
    return new NabScoring(new NabCorpus(List.of(file)), List.of(scores));
  }

  private static double raw(int... detected) {
    return scoring(FILE, detected).at(STANDARD, 0.5).raw();
  }

  @Test
  void knowsTheSigmoidOfThePaper() {
    assertThat(NabScoring.scaledSigmoid(-1)).isCloseTo(0.98661, within(5e-6));
    assertThat(NabScoring.scaledSigmoid(-0.5)).isCloseTo(0.84828, within(5e-6));
    assertThat(NabScoring.scaledSigmoid(0)).isZero();
    assertThat(NabScoring.scaledSigmoid(1)).isCloseTo(-0.98661, within(5e-6));
    assertThat(NabScoring.scaledSigmoid(2.99)).isGreaterThan(-1);
    assertThat(NabScoring.scaledSigmoid(3)).isEqualTo(-1);
  }

  @Test
  void earnsLessTheLaterAWindowIsFound() {
    assertThat(raw(60)).isCloseTo(1 - 1, within(1e-12)); // its first row; the other window missed
    // Row 70 is 10 rows before the one behind the end: half a width.
    assertThat(raw(70)).isCloseTo(0.848284 / 0.986614 - 1, within(1e-5));
    // The last row is a twentieth of a width before it: 2 / (1 + exp(-0.25)) - 1.
    assertThat(raw(79)).isCloseTo(0.124353 / 0.986614 - 1, within(1e-5));
  }

  @Test
  void countsTheBestDetectionOfAWindowOnce() {
    assertThat(raw(61, 65, 79)).isEqualTo(raw(61));
  }

  @Test
  void costsMoreTheFartherBehindAWindowAFalsePositiveIs() {
    double missed = -2;
    assertThat(raw(40) - missed).isCloseTo(-0.11, within(1e-12)); // before any window
    // Row 80 is 1 of 19 steps behind: 2 / (1 + exp(5 / 19)) - 1.
    assertThat(raw(80) - missed).isCloseTo(-0.11 * 0.130825, within(1e-6));
    assertThat(raw(149) - missed).isCloseTo(-0.11, within(1e-12)); // 70 of 19 steps
    assertThat(raw(160, 161) - missed)
        .isCloseTo(-0.11 * (0.270834 + 0.504681), within(1e-4)); // 1 and 2 of 9 steps
  }

  @Test
  void leavesTheProbationOut() {
    assertThat(FILE.probationRows()).isEqualTo(30);
    assertThat(file(4032).probationRows()).isEqualTo(604);
    assertThat(file(22_695).probationRows()).isEqualTo(750);
    assertThat(raw(0, 29)).isEqualTo(-2);
    assertThat(raw(30)).isCloseTo(-2.11, within(1e-12));
  }

  @Test
  void weighsByTheProfile() {
    NabScoring scoring = scoring(FILE, 60, 40);

    assertThat(scoring.at(STANDARD, 0.5).raw()).isCloseTo(1 - 1 - 0.11, within(1e-12));
    assertThat(scoring.at(REWARD_LOW_FP_RATE, 0.5).raw()).isCloseTo(1 - 1 - 0.22, within(1e-12));
    assertThat(scoring.at(REWARD_LOW_FN_RATE, 0.5).raw()).isCloseTo(1 - 2 - 0.11, within(1e-12));
    // 100 (raw + 2 fn) / (2 tp + 2 fn)
    assertThat(scoring.at(STANDARD, 0.5).score()).isCloseTo(100 * 1.89 / 4, within(1e-9));
    assertThat(scoring.at(REWARD_LOW_FN_RATE, 0.5).score()).isCloseTo(100 * 2.89 / 6, within(1e-9));
  }

  @ParameterizedTest
  @EnumSource
  void givesSilenceNothingAndPerfectionAHundred(ApplicationProfile profile) {
    NabScore silent = scoring(FILE).at(profile, 0.5);
    assertThat(silent.score()).isZero();
    assertThat(silent.foundWindows()).isZero();

    NabScore perfect = scoring(FILE, 60, 150).best().get(profile);
    assertThat(perfect.score()).isCloseTo(100, within(1e-9));
    assertThat(perfect.threshold()).isEqualTo(1);
    assertThat(perfect.foundWindows()).isEqualTo(2);
    assertThat(perfect.falsePositives()).isZero();
  }

  @Test
  void prefersSilenceToLosses() {
    NabScore best = scoring(file(200), 100).best().get(STANDARD);

    assertThat(best.threshold()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(best.raw()).isZero();
  }

  @Test
  void takesOneThresholdForAllFiles() {
    NabFile other = file(100, new NabWindow(50, 59));
    double[] first = new double[200];
    double[] second = new double[100];
    first[60] = 0.9; // finds a window
    first[100] = 0.7; // false
    second[50] = 0.5; // finds a window, worth more than the false one costs
    NabScoring scoring =
        new NabScoring(new NabCorpus(List.of(FILE, other)), List.of(first, second));

    NabScore best = scoring.best().get(STANDARD);

    assertThat(best.threshold()).isEqualTo(0.5);
    assertThat(best.windows()).isEqualTo(3);
    assertThat(best.foundWindows()).isEqualTo(2);
    assertThat(best.falsePositives()).isEqualTo(1);
  }

  @Test
  void findsWhatTryingEveryThresholdFinds() {
    SplittableRandom random = new SplittableRandom(3);
    double[] scores = new double[200];
    Arrays.setAll(scores, i -> i % 7 == 0 ? Double.NaN : random.nextInt(40) / 40.0);
    NabScoring scoring = new NabScoring(new NabCorpus(List.of(FILE)), List.of(scores));

    scoring
        .best()
        .forEach(
            (profile, best) -> {
              double highest = scoring.at(profile, 2).raw();
              for (int level = 0; level < 40; level++) {
                highest = Math.max(highest, slow(scores, level / 40.0, profile));
              }
              assertThat(best.raw()).isCloseTo(highest, within(1e-9));
              assertThat(scoring.at(profile, best.threshold())).isEqualTo(best);
            });
  }

  /** Window by window, as the paper tells it. */
  private static double slow(double[] scores, double threshold, ApplicationProfile profile) {
    double sum = 0;
    int behind = -1;
    int width = 0;
    List<Integer> seen = new ArrayList<>();
    for (int row = 30; row < 200; row++) {
      int i = row;
      boolean detected = scores[row] >= threshold;
      var window = FILE.windows().stream().filter(w -> w.first() <= i && i <= w.last()).findFirst();
      if (window.isPresent()) {
        if (detected && !seen.contains(window.get().first())) {
          seen.add(window.get().first());
          double x = (i - window.get().last() - 1.0) / window.get().rows();
          sum +=
              profile.truePositive() * NabScoring.scaledSigmoid(x) / NabScoring.scaledSigmoid(-1);
        }
        behind = window.get().last();
        width = window.get().rows();
      } else if (detected) {
        double x = behind < 0 ? 3 : (row - behind) / (width - 1.0);
        sum += profile.falsePositive() * NabScoring.scaledSigmoid(x);
      }
    }
    return sum - profile.falseNegative() * (2 - seen.size());
  }

  @Test
  void leavesOutAWindowThatEndsInTheProbation() {
    NabScore score = scoring(file(200, new NabWindow(5, 10)), 6).at(STANDARD, 0.5);

    assertThat(score.windows()).isZero();
    assertThat(score.raw()).isZero();
  }

  @Test
  void refusesScoresThatDoNotFitTheFiles() {
    NabCorpus corpus = new NabCorpus(List.of(FILE));

    assertThatThrownBy(() -> new NabScoring(corpus, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("0 arrays for 1 files");
    assertThatThrownBy(() -> new NabScoring(corpus, List.of(new double[3])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 scores for 200 rows of f200");
  }
}
