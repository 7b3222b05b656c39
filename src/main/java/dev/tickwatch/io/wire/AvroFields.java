package dev.tickwatch.io.wire;

import dev.tickwatch.detect.symbol.Forecast;
import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.market.check.DataIssue;
import java.util.List;

/**
 * The records that every tick gives, written field by field in the order of their schemas: several
 * times as fast as by way of the generated classes, and the same bytes.
 */
final class AvroFields {
  private AvroFields() {}

  /** In the order of {@code schemas/score.avsc}. */
  static void write(Score score, AvroOutput to) {
    to.text(score.symbol());
    to.number(score.eventTimeMicros());
    to.number(score.sequence());
    to.real(score.price());
    to.number(
        switch (score.state()) {
          case WARMING_UP -> 0;
          case SCORED -> 1;
        });
    to.bool(score.late());
    to.number(score.warmUpSeen());
    to.number(score.warmUpNeeded());
    to.realOrNull(score.score());
    to.realOrNull(score.tailProbability());
    to.realOrNull(score.elbo());
    to.realOrNull(score.reconstruction());
    to.realOrNull(score.kl());
    to.realOrNull(score.logLikelihood());
    to.realOrNull(score.expectedPrice());
    to.realOrNull(score.lowerPrice());
    to.realOrNull(score.upperPrice());
    to.realOrNull(score.intervalLevel());
    to.textOrNull(score.statistic());
    to.textOrNull(score.modelVersion());
    to.realOrNull(score.ownCalibration());
    List<DataIssue> quality = score.quality();
    to.items(quality.size());
    for (int i = 0; i < quality.size(); i++) {
      to.text(quality.get(i).code());
    }
    to.endOfItems();
    to.realOrNull(score.episodeRate());
  }

  /** In the order of {@code schemas/forecast.avsc}. */
  static void write(Forecast forecast, AvroOutput to) {
    to.text(forecast.symbol());
    to.number(forecast.eventTimeMicros());
    to.number(forecast.sequence());
    to.real(forecast.price());
    to.real(forecast.intervalLevel());
    to.text(forecast.modelVersion());
    List<Forecast.Step> steps = forecast.steps();
    to.items(steps.size());
    for (int i = 0; i < steps.size(); i++) {
      Forecast.Step step = steps.get(i);
      to.number(step.step());
      to.real(step.expectedPrice());
      to.real(step.lowerPrice());
      to.real(step.upperPrice());
    }
    to.endOfItems();
  }
}
