package dev.tickwatch.lab.evaluation;

import dev.tickwatch.lab.baseline.BarSeries;
import dev.tickwatch.lab.baseline.forecast.EwmaVariance;
import dev.tickwatch.lab.baseline.forecast.GarchVariance;
import dev.tickwatch.lab.baseline.forecast.RandomWalkForecaster;
import dev.tickwatch.lab.baseline.forecast.RandomWalkForecaster.Shape;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.scoring.WindowScorer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The product's forecasts beside random walks with EWMA and GARCH(1,1) volatility. */
final class ForecastTrial {
  private ForecastTrial() {}

  /**
   * Judges forecasts of the later part of each series.
   *
   * @param scorer a calibrated model; stays the caller's to close
   */
  static List<ForecastMetrics.Result> run(Dataset dataset, WindowScorer scorer) {
    int horizon = scorer.manifest().shape().horizon();
    List<BarSeries> judged = series(dataset, dataset.judged());
    List<BarSeries> training = series(dataset, dataset.training());
    ForecastMetrics metrics = new ForecastMetrics(judged, horizon, DetectionTrial.WARM_UP);

    List<ForecastMetrics.Result> results = new ArrayList<>();
    Map<String, ReturnForecaster> own = new TreeMap<>();
    for (Map.Entry<String, List<Tick>> one : dataset.judged().entrySet()) {
      own.put(one.getKey(), TickwatchForecasts.of(scorer, one.getValue()));
    }
    results.add(metrics.judge(Contenders.TICKWATCH, own));
    for (RandomWalkForecaster walk :
        List.of(
            new RandomWalkForecaster(new EwmaVariance(), Shape.NORMAL, horizon),
            new RandomWalkForecaster(new EwmaVariance(), Shape.STUDENT_T, horizon),
            new RandomWalkForecaster(new GarchVariance(), Shape.NORMAL, horizon),
            new RandomWalkForecaster(new GarchVariance(), Shape.STUDENT_T, horizon))) {
      walk.fit(training);
      Map<String, ReturnForecaster> forecasts = new TreeMap<>();
      judged.forEach(
          series -> forecasts.put(series.symbol(), ReturnForecaster.of(walk.forecast(series))));
      results.add(metrics.judge(walk.name(), forecasts));
    }
    return results;
  }

  private static List<BarSeries> series(Dataset dataset, Map<String, List<Tick>> ticks) {
    return ticks.entrySet().stream()
        .map(one -> BaselineContender.series(one.getKey(), one.getValue(), dataset.calendar()))
        .toList();
  }
}
