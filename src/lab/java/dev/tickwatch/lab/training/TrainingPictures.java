package dev.tickwatch.lab.training;

import dev.tickwatch.lab.harness.Charts;
import dev.tickwatch.lab.learning.EpochReport;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;

/** Writes what training did as PNG pictures; needs no display. */
public final class TrainingPictures {
  private TrainingPictures() {}

  /**
   * Writes all pictures.
   *
   * @param directory where to
   * @param prefix of each file's name
   * @return the files
   */
  public static List<Path> write(Path directory, String prefix, TrainingReport report)
      throws IOException {
    Path history = directory.resolve(prefix + "-history.png");
    history(history, report.history());
    Path examples = directory.resolve(prefix + "-validation.png");
    examples(examples, report.examples());
    Path forecast = directory.resolve(prefix + "-forecast.png");
    ForecastPicture.write(forecast, report.rolling());
    Path prior = directory.resolve(prefix + "-prior.png");
    LatentPictures.prior(prior, report.prior());
    Path latent = directory.resolve(prefix + "-latent.png");
    LatentPictures.map(latent, report.latent());
    return List.of(history, examples, forecast, prior, latent);
  }

  /**
   * Loss, ELBO and KL of every epoch.
   *
   * @param file a PNG file to write
   * @param history one report an epoch, at least one
   */
  public static void history(Path file, List<EpochReport> history) throws IOException {
    XYChart loss = Charts.chart("Loss", "epoch", "loss");
    line(loss, "training", history, EpochReport::loss, Charts.MODEL);
    line(loss, "validation", history, EpochReport::validationLoss, Charts.SECOND);
    XYChart elbo = Charts.chart("ELBO", "epoch", "nats a window");
    line(elbo, "training", history, EpochReport::trainingElbo, Charts.MODEL);
    line(elbo, "validation", history, EpochReport::validationElbo, Charts.SECOND);
    XYChart kl = Charts.chart("KL of the latent from its prior", "epoch", "nats a window");
    line(kl, "training", history, EpochReport::kl, Charts.MODEL);
    line(kl, "validation", history, EpochReport::validationKl, Charts.SECOND);
    Charts.write(file, List.of(loss, elbo, kl), 3, 1);
  }

  /**
   * Reconstruction and forecast of validation windows against what happened, a row each: log price
   * with the forecast and its 90 % interval, and sizes.
   *
   * @param file a PNG file to write
   * @param examples at least one
   */
  public static void examples(Path file, List<ValidationExample> examples) throws IOException {
    List<XYChart> charts = new ArrayList<>();
    for (ValidationExample example : examples) {
      charts.add(prices(example));
      charts.add(sizes(example));
    }
    Charts.write(file, charts, examples.size(), 2);
  }

  private static XYChart prices(ValidationExample example) {
    XYChart chart =
        Charts.chart(
            example.symbol() + ": price",
            "ticks from the newest",
            example.unit.label() + " from now");
    double[] past = Charts.steps(1 - example.price.length, example.price.length);
    double[] ahead = Charts.steps(1, example.future.length);
    Charts.add(chart, "actual", past, example.price, Charts.SEEN);
    Charts.add(chart, "reconstruction", past, example.reconstructedPrice, Charts.MODEL);
    Charts.add(chart, "what came", ahead, example.future, Color.GRAY);
    Charts.add(chart, "forecast", ahead, example.forecast, Charts.SECOND);
    Charts.add(chart, "90 % from", ahead, example.forecastLower, Charts.BAND);
    Charts.add(chart, "90 % to", ahead, example.forecastUpper, Charts.BAND);
    return chart;
  }

  private static XYChart sizes(ValidationExample example) {
    XYChart chart =
        Charts.chart(
            example.symbol() + ": log size, standardised", "ticks from the newest", "deviations");
    double[] past = Charts.steps(1 - example.size.length, example.size.length);
    Charts.add(chart, "actual", past, example.size, Charts.SEEN);
    Charts.add(chart, "reconstruction", past, example.reconstructedSize, Charts.MODEL);
    return chart;
  }

  private static void line(
      XYChart chart,
      String name,
      List<EpochReport> history,
      ToDoubleFunction<EpochReport> value,
      Color color) {
    double[] epochs = history.stream().mapToDouble(EpochReport::epoch).toArray();
    Charts.add(chart, name, epochs, history.stream().mapToDouble(value).toArray(), color);
  }
}
