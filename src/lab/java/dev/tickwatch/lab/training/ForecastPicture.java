package dev.tickwatch.lab.training;

import dev.tickwatch.detect.symbol.Forecast;
import dev.tickwatch.lab.harness.Charts;
import dev.tickwatch.market.tick.Tick;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** History, and forecasts against what came, as one picture. */
final class ForecastPicture {
  /** More cannot be told apart. */
  private static final int MOST_SHOWN = 750;

  private static final int MOST_OF_HISTORY = 4000;

  private final RollingForecast rolling;
  private final int from;
  private final int to;

  private ForecastPicture(RollingForecast rolling) {
    this.rolling = rolling;
    from = rolling.from;
    to = Math.min(rolling.history.size(), from + MOST_SHOWN);
  }

  static void write(Path file, RollingForecast rolling) throws IOException {
    ForecastPicture picture = new ForecastPicture(rolling);
    Charts.write(
        file,
        List.of(
            picture.history(),
            picture.returns(),
            picture.prices(1),
            picture.prices(rolling.horizon)),
        2,
        2);
  }

  private XYChart history() {
    XYChart chart = Charts.chart(rolling.symbol + ": history", "", "price");
    add(chart, "training", 0, from, Charts.SEEN);
    add(chart, "validation", from, rolling.history.size(), Charts.MODEL);
    return chart;
  }

  private void add(XYChart chart, String name, int first, int end, Color color) {
    int stride = Math.max(1, rolling.history.size() / MOST_OF_HISTORY);
    List<Tick> shown = new ArrayList<>();
    for (int i = first; i < end; i += stride) {
      shown.add(rolling.history.get(i));
    }
    if (!shown.isEmpty()) {
      line(chart, name, dates(shown), shown.stream().map(Tick::price).toList(), color);
    }
  }

  /** Of the next tick. */
  private XYChart returns() {
    XYChart chart =
        Charts.chart("Return of the next tick, and its 90 % interval", "", rolling.unit.label());
    List<Tick> ticks = new ArrayList<>();
    List<Double> actual = new ArrayList<>();
    List<Double> lower = new ArrayList<>();
    List<Double> upper = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Optional<Forecast> made = made(i, 1);
      if (made.isPresent()) {
        double before = made.get().price();
        Forecast.Step step = made.get().steps().get(0);
        ticks.add(rolling.history.get(i));
        actual.add(rolling.shown(before, rolling.history.get(i).price()));
        lower.add(rolling.shown(before, step.lowerPrice()));
        upper.add(rolling.shown(before, step.upperPrice()));
      }
    }
    if (!ticks.isEmpty()) {
      line(chart, "actual", dates(ticks), actual, Charts.SEEN);
      line(chart, "90 % from", dates(ticks), lower, Charts.SECOND);
      line(chart, "90 % to", dates(ticks), upper, Charts.SECOND);
    }
    return chart;
  }

  private XYChart prices(int ahead) {
    String ticks = ahead == 1 ? "1 tick" : ahead + " ticks";
    XYChart chart = Charts.chart("Price and its forecast of " + ticks + " before", "", "price");
    List<Tick> actual = new ArrayList<>();
    List<Forecast.Step> steps = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Optional<Forecast> made = made(i, ahead);
      if (made.isPresent()) {
        actual.add(rolling.history.get(i));
        steps.add(made.get().steps().get(ahead - 1));
      }
    }
    if (!actual.isEmpty()) {
      List<Date> dates = dates(actual);
      line(chart, "90 % from", dates, values(steps, Forecast.Step::lowerPrice), Charts.BAND);
      line(chart, "90 % to", dates, values(steps, Forecast.Step::upperPrice), Charts.BAND);
      line(chart, "forecast", dates, values(steps, Forecast.Step::expectedPrice), Charts.SECOND);
      line(chart, "actual", dates, actual.stream().map(Tick::price).toList(), Charts.SEEN);
    }
    return chart;
  }

  /** The forecast of a tick. */
  private Optional<Forecast> made(int tick, int ahead) {
    return tick < ahead
        ? Optional.empty()
        : Optional.ofNullable(rolling.forecasts.get(tick - ahead));
  }

  private static List<Double> values(
      List<Forecast.Step> steps, ToDoubleFunction<Forecast.Step> of) {
    return steps.stream().map(of::applyAsDouble).toList();
  }

  private static List<Date> dates(List<Tick> ticks) {
    return ticks.stream().map(tick -> Date.from(RollingForecast.time(tick))).toList();
  }

  private static void line(XYChart chart, String name, List<Date> x, List<Double> y, Color color) {
    chart.addSeries(name, x, y).setMarker(SeriesMarkers.NONE).setLineColor(color).setLineWidth(1);
  }
}
