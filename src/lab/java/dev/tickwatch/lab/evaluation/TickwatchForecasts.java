package dev.tickwatch.lab.evaluation;

import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.detect.symbol.Forecast;
import dev.tickwatch.detect.symbol.OfflineDetection;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.WindowScorer;
import java.util.ArrayList;
import java.util.List;

/** What the service would have forecast of one series, its widths adapted as it went. */
final class TickwatchForecasts implements ReturnForecaster {
  private final Manifest manifest;
  private final double level = DetectionSettings.DEFAULT.intervalLevel();
  private final List<Forecast> forecasts = new ArrayList<>();

  private TickwatchForecasts(Manifest manifest) {
    this.manifest = manifest;
  }

  /**
   * Runs the service's code over a series.
   *
   * @param scorer a calibrated model; stays the caller's to close
   * @param ticks of one symbol, in order of event time
   */
  static TickwatchForecasts of(WindowScorer scorer, List<Tick> ticks) {
    TickwatchForecasts made = new TickwatchForecasts(scorer.manifest());
    OfflineDetection.run(
        scorer,
        new Detector(DetectionSettings.DEFAULT),
        ticks,
        detection -> made.forecasts.add(detection.forecast().orElse(null)));
    return made;
  }

  @Override
  public double location(int bar, int ahead) {
    Forecast forecast = forecasts.get(bar);
    return Math.log(forecast.steps().get(ahead - 1).expectedPrice() / forecast.price());
  }

  @Override
  public double scale(int bar, int ahead) {
    Forecast forecast = forecasts.get(bar);
    if (forecast == null) {
      return Double.NaN;
    }
    Forecast.Step step = forecast.steps().get(ahead - 1);
    return Math.log(step.upperPrice() / step.expectedPrice()) / reach(ahead, level);
  }

  @Override
  public double standardQuantile(int ahead, double at) {
    return Math.signum(at - 0.5) * reach(ahead, Math.abs(2 * at - 1));
  }

  private double reach(int ahead, double covered) {
    return manifest
        .calibration()
        .intervals()
        .forecastReach(manifest.degreesOfFreedom(), ahead, covered);
  }
}
