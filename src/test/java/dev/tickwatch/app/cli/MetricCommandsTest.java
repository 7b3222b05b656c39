package dev.tickwatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Series that are no prices, with values of any sign, by the commands that users have. */
class MetricCommandsTest {
  private static final int DAY = 288;
  private static final int ROWS = 14 * DAY;
  private static final int ODD = 12 * DAY + 40;
  private static final long FIVE_MINUTES = 300;

  @TempDir private static Path directory;
  private static Path ticks;
  private static CommandLineRun training;

  @BeforeAll
  static void train() throws IOException {
    ticks = write("celsius.csv", 0, ROWS);
    training = train(ticks, "metric");
  }

  private static CommandLineRun train(Path file, String series) {
    return CommandLineRun.of(
        "train",
        "--ticks",
        file.toString(),
        "--series",
        series,
        "--model-out",
        directory.resolve(series).toString(),
        "--window",
        "12",
        "--horizon",
        "3",
        "--hidden",
        "8",
        "--latent",
        "2",
        "--epochs",
        "2",
        "--no-progress");
  }

  /** Degrees around zero, warm by day, with an hour of a night's cold at noon of the last day. */
  private static Path write(String name, double shift, int rows) throws IOException {
    Random random = new Random(5);
    StringBuilder csv = new StringBuilder("symbol,time,price\n");
    for (int i = 0; i < rows; i++) {
      boolean odd = i >= ODD && i < ODD + 12;
      double angle = 2 * Math.PI * (odd ? i + DAY / 2 : i) / DAY;
      double value = shift + 8 * Math.sin(angle) + 0.3 * random.nextGaussian();
      csv.append("ROOF,").append(1_700_006_400 + i * FIVE_MINUTES).append(',');
      csv.append(value).append('\n');
    }
    return Files.writeString(directory.resolve(name), csv);
  }

  private static Path modelIn(String series) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(series))) {
      return files.filter(f -> f.toString().endsWith(".onnx")).findFirst().orElseThrow();
    }
  }

  private static CommandLineRun backtest(Path model, Path file, String... more) {
    Path scores = directory.resolve("scores.csv");
    Path alerts = directory.resolve("alerts.jsonl");
    String[] flags = {
      "backtest",
      "--ticks",
      file.toString(),
      "--model",
      model.toString(),
      "--scores",
      scores.toString(),
      "--alerts",
      alerts.toString()
    };
    return CommandLineRun.of(Stream.of(flags, more).flatMap(Stream::of).toArray(String[]::new));
  }

  private static List<String> opened() throws IOException {
    return Files.readAllLines(directory.resolve("alerts.jsonl")).stream()
        .filter(line -> line.contains("\"OPENED\""))
        .toList();
  }

  private static boolean isOdd(String alert) {
    int row = Integer.parseInt(alert.split("/", -1)[1]);
    return row > ODD && row <= ODD + 24;
  }

  @Test
  void aModelOfMetricsIsTrainedAndUsedOnTheirValuesAsTheyCome() throws IOException {
    assertThat(training.status()).as(training.err()).isZero();
    assertThat(training.out()).doesNotContain("left out", "bps").contains("units");

    CommandLineRun run = backtest(modelIn("metric"), ticks);

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains((ROWS - 12) + " ticks scored, 12 in warm-up").contains("0 malf");
    assertThat(opened()).anyMatch(MetricCommandsTest::isOdd).hasSizeLessThan(8);
  }

  @Test
  void aMetricIsScoredAlikeWhereverItsZeroIs() throws IOException {
    backtest(modelIn("metric"), ticks);
    List<String> expected = opened();

    CommandLineRun run =
        backtest(modelIn("metric"), write("kelvin.csv", 273.15, ROWS), "--series", "metric");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(opened()).hasSameSizeAs(expected);
  }

  @Test
  void aModelOfPricesWatchesMetricsWhenTold() throws IOException {
    train(write("kelvins.csv", 273.15, ROWS), "price");

    CommandLineRun told = backtest(modelIn("price"), ticks, "--series", "metric");
    assertThat(told.status()).as(told.err()).isZero();
    assertThat(told.out()).contains("0 malformed");
    assertThat(opened()).anyMatch(MetricCommandsTest::isOdd);

    CommandLineRun untold = backtest(modelIn("price"), ticks);
    assertThat(untold.out()).doesNotContain("0 malformed");
    assertThat(untold.err()).contains("bad_price");
  }
}
