package dev.tickwatch.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.app.cli.CommandLineRun;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** From a CSV file to a model, and from a model to scores, as a user would. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class TrainAndBacktestTest {
  private static final int TICKS = 3_500;
  private static final int JUMP = 3_400;

  @TempDir private static Path directory;
  private static Path ticks;
  private static Path jumped;
  private static Path model;
  private static CommandLineRun training;

  @BeforeAll
  static void train() throws IOException {
    ticks = write("ticks.csv", 1);
    jumped = write("jumped.csv", 1.2);
    training =
        CommandLineRun.of(
            "train",
            "--ticks",
            ticks.toString(),
            "--model-out",
            directory.resolve("m").toString(),
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
    model = onnxIn("m");
  }

  private static Path onnxIn(String name) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(name))) {
      return files.filter(f -> f.toString().endsWith(".onnx")).findFirst().orElseThrow();
    }
  }

  /** A walk, one row without a price, and one price multiplied. */
  private static Path write(String name, double jump) throws IOException {
    StringBuilder csv = new StringBuilder("symbol,time,price,size\n");
    List<Tick> walk = ArithmeticScorer.walk("ACME", TICKS, 21);
    for (int i = 0; i < TICKS; i++) {
      Tick tick = walk.get(i);
      double price = tick.price() * (i == JUMP ? jump : 1);
      csv.append("ACME,").append(tick.eventTimeMicros()).append(',');
      csv.append(price).append(',').append(tick.size()).append('\n');
    }
    csv.append("ACME,").append(walk.get(TICKS - 1).eventTimeMicros()).append(",NaN,1\n");
    return Files.writeString(directory.resolve(name), csv);
  }

  private static CommandLineRun backtest(Path scores, String... more) {
    return backtest(jumped, scores, more);
  }

  private static CommandLineRun backtest(Path file, Path scores, String... more) {
    String[] flags = {
      "backtest",
      "--ticks",
      file.toString(),
      "--model",
      model.toString(),
      "--scores",
      scores.toString()
    };
    return CommandLineRun.of(Stream.of(flags, more).flatMap(Stream::of).toArray(String[]::new));
  }

  @Test
  void trainingWritesModelAndPicturesAndALineAnEpoch() throws IOException {
    assertThat(training.status()).as(training.err()).isZero();
    assertThat(training.out()).contains("epoch  1/2").contains("epoch  2/2").contains("bad_price");
    assertThat(training.out())
        .contains("forecasts of ACME")
        .contains("random walk, EWMA volatility")
        .contains("windows sampled from the prior");
    try (Stream<Path> files = Files.list(directory.resolve("m"))) {
      assertThat(files.map(Path::toString).filter(f -> f.endsWith(".png"))).hasSize(5);
    }
  }

  @Test
  void backtestWritesALineForEachTickAndTheAlert() throws IOException {
    Path scores = directory.resolve("scores.csv");
    Path alerts = directory.resolve("alerts.jsonl");
    Path forecasts = directory.resolve("forecasts.csv");

    CommandLineRun run =
        backtest(scores, "--alerts", alerts.toString(), "--forecasts", forecasts.toString());

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("3488 ticks scored, 12 in warm-up, 0 late, 0 too late, 1 malformed");
    List<String> lines = Files.readAllLines(scores);
    assertThat(lines.get(0)).startsWith("symbol,time,score,");
    assertThat(lines).hasSize(1 + TICKS);
    assertThat(lines.get(1)).startsWith("ACME,2024-01-02T00:00:").contains(",,,WARMING_UP,1,");
    assertThat(Double.parseDouble(lines.get(1 + JUMP).split(",", -1)[2])).isGreaterThan(3.3);
    assertThat(Files.readAllLines(alerts))
        .anyMatch(line -> line.contains("\"OPENED\"") && line.contains("/" + (JUMP + 1) + "/"));
    assertThat(Files.readAllLines(forecasts)).hasSize(1 + 3 * 3488);
  }

  @Test
  void backtestGivesTheSameBytesWhateverTheBatch() throws IOException {
    Path one = directory.resolve("one.csv");
    Path many = directory.resolve("many.csv");

    backtest(one, "--batch-size", "1");
    backtest(many, "--batch-size", "201");

    assertThat(one).hasSameTextualContentAs(many);
  }

  @Test
  void backtestTakesWhatCountsAsBadData() throws IOException {
    Path sold = directory.resolve("sold.csv");
    List<String> lines = Files.readAllLines(jumped).subList(0, 40);
    Files.write(
        sold,
        lines.stream()
            .map(line -> line + (line.startsWith("symbol") ? ",conditions" : ",X9"))
            .toList());
    Path scores = directory.resolve("sold-scores.csv");

    backtest(sold, scores);
    assertThat(scores).content().doesNotContain("off_market_condition");
    CommandLineRun run = backtest(sold, scores, "--off-market-conditions", "Q,X9");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(Files.readAllLines(scores).subList(1, 40))
        .allMatch(line -> line.endsWith(",off_market_condition"));
  }

  @Test
  void backtestTakesTheSettingsFileOfAService() throws IOException {
    Path config =
        Files.writeString(
            directory.resolve("service.yaml"),
            """
            kafka.bootstrap.servers: nowhere:9092
            model.path: elsewhere
            server.port: 8080
            alerts.budget-ticks: 777
            market.enabled: false
            quality.off-market-conditions: [Q, X9]
            """);
    Path sold = directory.resolve("sold-by-file.csv");
    List<String> lines = Files.readAllLines(jumped).subList(0, 40);
    Files.write(
        sold,
        lines.stream()
            .map(line -> line + (line.startsWith("symbol") ? ",conditions" : ",X9"))
            .toList());
    Path scores = directory.resolve("by-file.csv");

    CommandLineRun run = backtest(sold, scores, "--config", config.toString());

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("alerts at 1 in 777:").doesNotContain("market alerts");
    assertThat(Files.readAllLines(scores).subList(1, 40))
        .allMatch(line -> line.endsWith(",off_market_condition"));
    String[] assigned = {"--config", config.toString(), "--set", "alerts.budget-ticks=666"};
    assertThat(backtest(sold, scores, assigned).out()).contains("alerts at 1 in 666:");
    assertThat(
            backtest(
                    sold,
                    scores,
                    Stream.of(assigned, new String[] {"--budget-ticks", "555"})
                        .flatMap(Stream::of)
                        .toArray(String[]::new))
                .out())
        .contains("alerts at 1 in 555:");
  }

  @Test
  void trainTakesTheSettingsFileOfAService() throws IOException {
    Path config =
        Files.writeString(
            directory.resolve("training.yaml"),
            "kafka.bootstrap.servers: nowhere:9092\nticks:\n  bars: 5s\n  latest: 2024-01-01T00:00:00Z\n");
    String[] flags = {
      "train", "--ticks", ticks.toString(), "--model-out", directory.resolve("none").toString()
    };

    CommandLineRun none = CommandLineRun.of(and(flags, "--config", config.toString()));
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.out()).contains("bad_time 3500").contains("training on 0 bars of 5s");

    String[] later = and(flags, "--config", config.toString(), "--bars", "1h");
    CommandLineRun few =
        CommandLineRun.of(and(later, "--set", "ticks.latest=2030-01-01T00:00:00Z"));
    assertThat(few.out()).contains("training on 1 bars of 1h").doesNotContain("bad_time");
  }

  @Test
  void backtestAndTrainRefuseSettingsThatCannotBe() throws IOException {
    Path config =
        Files.writeString(directory.resolve("bad.yaml"), "server.port: x\nalerts.quiet-ticks: 0\n");
    String[] train = {
      "train", "--ticks", ticks.toString(), "--model-out", directory.resolve("none").toString()
    };
    String mistake =
        "alerts.quiet-ticks is '0' (file " + config + ", line 2); must be a whole number from 1";

    assertMistake(backtest(directory.resolve("x.csv"), "--config", config.toString()), mistake);
    assertMistake(CommandLineRun.of(and(train, "--config", config.toString())), mistake);
    assertMistake(
        backtest(directory.resolve("x.csv"), "--set", "quality.silence=3"),
        "quality.silence (flag --set) is not a setting");
    assertMistake(
        CommandLineRun.of(and(train, "--set", "ticks.bar=5m")), "did you mean ticks.bars?");
  }

  private static String[] and(String[] flags, String... more) {
    return Stream.of(flags, more).flatMap(Stream::of).toArray(String[]::new);
  }

  @Test
  void trainsOnBarsAndScoresThemAndNothingElse() throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "train",
            "--ticks",
            ticks.toString(),
            "--bars",
            "2s",
            "--calendar",
            "xnys",
            "--model-out",
            directory.resolve("bars").toString(),
            "--window",
            "12",
            "--horizon",
            "3",
            "--hidden",
            "8",
            "--epochs",
            "1",
            "--validation-share",
            "0.4",
            "--no-progress");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).containsPattern("training on 1\\d\\d\\d bars of 2s");
    Path scores = directory.resolve("bars.csv");
    String[] flags = {
      "backtest",
      "--ticks",
      jumped.toString(),
      "--model",
      onnxIn("bars").toString(),
      "--scores",
      scores.toString()
    };

    assertMistake(CommandLineRun.of(flags), "was trained on bars of 2s and cannot score single");
    assertMistake(backtest(scores, "--bars", "2s"), "cannot score bars of 2s");
    assertMistake(backtest(scores, "--bars", "2w"), "--bars '2w' is not a bar such as");
    assertMistake(backtest(scores, "--calendar", "moon"), "must be one of xnys, 24x7");

    assertMistake(
        CommandLineRun.of(
            Stream.of(flags, new String[] {"--bars", "2s", "--calendar", "24x7"})
                .flatMap(Stream::of)
                .toArray(String[]::new)),
        "was trained on xnys");

    CommandLineRun scored =
        CommandLineRun.of(
            Stream.of(flags, new String[] {"--bars", "2s"})
                .flatMap(Stream::of)
                .toArray(String[]::new));
    assertThat(scored.status()).as(scored.err()).isZero();
    assertThat(scored.out()).contains(" bars scored, 12 in warm-up, 0 late, 0 too late");
    assertThat(Files.readAllLines(scores).get(1)).startsWith("ACME,2024-01-02T00:00:01.999999Z,");
  }

  @Test
  void refusesAModelThatIsNone() throws IOException {
    Path corrupt = directory.resolve("corrupt.onnx");
    byte[] bytes = Files.readAllBytes(model);
    Files.write(corrupt, java.util.Arrays.copyOf(bytes, bytes.length / 2));

    assertMistake(
        CommandLineRun.of(
            "backtest",
            "--ticks",
            ticks.toString(),
            "--model",
            corrupt.toString(),
            "--scores",
            directory.resolve("x.csv").toString()),
        "corrupt.onnx");
  }

  @Test
  void stopsWhenAGpuIsAskedForAndNotThere() {
    assertMistake(
        backtest(directory.resolve("x.csv"), "--device", "cuda:0"), "device cuda:0 was asked for");
  }

  @Test
  void namesAFlagThatIsWrong() {
    assertMistake(backtest(directory.resolve("x.csv"), "--budget-ticks", "2"), "alert budget");
    assertMistake(
        backtest(directory.resolve("x.csv"), "--silence-floor", "30"),
        "--silence-floor '30' is not a duration with its unit");
    assertMistake(
        backtest(directory.resolve("x.csv"), "--silence-factor", "1"), "silence factor must be");
    assertMistake(
        CommandLineRun.of(
            "train",
            "--ticks",
            ticks.toString(),
            "--model-out",
            directory.toString(),
            "--window",
            "3"),
        "window steps must be 8 to 1024, not 3");
    assertMistake(CommandLineRun.of("train", "--model-out", directory.toString()), "--from-topic");
  }

  @Test
  void saysHowManyTicksTrainingNeeds() throws IOException {
    Path few = directory.resolve("few.csv");
    Files.write(few, Files.readAllLines(ticks).subList(0, 50));

    assertMistake(
        CommandLineRun.of(
            "train", "--ticks", few.toString(), "--model-out", directory.resolve("few").toString()),
        "49");
  }

  private static void assertMistake(CommandLineRun run, String message) {
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(message).doesNotContain("\tat ");
    assertThat(run.err().lines().filter(line -> line.startsWith("tickwatch"))).hasSize(1);
  }
}
