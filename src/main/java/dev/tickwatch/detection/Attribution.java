package dev.tickwatch.detection;

import dev.tickwatch.alert.Alert.Contribution;
import dev.tickwatch.scoring.ScoreBatch;
import dev.tickwatch.window.Features;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which features of which ticks made a window surprising. */
final class Attribution {
  private static final int MOST = 5;

  private Attribution() {}

  /**
   * The largest contributions, in nats: of the newest tick under the one-step prediction, of the
   * ticks that the tests look back on under the decoder.
   */
  static List<Contribution> of(ScoreBatch batch, int row) {
    int steps = batch.shape().steps();
    List<Contribution> all = new ArrayList<>();
    int newest = row * Features.MODELLED;
    for (int f = 0; f < Features.MODELLED; f++) {
      all.add(
          contribution(f, 0, batch.tickLogLikelihood[newest + f], batch.tickResidual[newest + f]));
    }
    for (int back = 1; back < Math.min(steps, SurpriseTest.LONGEST); back++) {
      int at = (row * steps + steps - 1 - back) * Features.MODELLED;
      for (int f = 0; f < Features.MODELLED; f++) {
        all.add(
            contribution(f, -back, batch.stepLogLikelihood[at + f], batch.stepResidual[at + f]));
      }
    }
    all.sort(Comparator.comparingDouble(Contribution::nats).reversed());
    return List.copyOf(all.subList(0, Math.min(MOST, all.size())));
  }

  private static Contribution contribution(
      int feature, int step, float logLikelihood, float residual) {
    return new Contribution(Features.NAMES.get(feature), step, -logLikelihood, residual);
  }
}
