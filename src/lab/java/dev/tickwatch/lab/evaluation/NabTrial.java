package dev.tickwatch.lab.evaluation;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.alert.AlertPolicy;
import dev.tickwatch.lab.harness.Progress;
import dev.tickwatch.lab.nab.ApplicationProfile;
import dev.tickwatch.lab.nab.NabCorpus;
import dev.tickwatch.lab.nab.NabFile;
import dev.tickwatch.lab.nab.NabScore;
import dev.tickwatch.lab.nab.NabScoring;
import dev.tickwatch.lab.training.TrainingListener;
import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.window.FeatureSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Numenta Anomaly Benchmark. Tickwatch is given its values as they are, as {@linkplain
 * SeriesKind#METRIC metrics}. The other detectors take prices: each value is read as a log price,
 * in units of the deviation of its file's probationary rows. Contenders are fitted on the
 * probationary rows of all files together, one configuration for all.
 */
final class NabTrial {

  /** Log price of one deviation: far from the rounding of floats on either side. */
  private static final double UNIT = 0.01;

  private static final double LARGEST_LOG = 50;

  /** A row speaks only when it is more anomalous than so many rows before it. */
  private static final int QUIET_ROWS = 60;

  private final NabCorpus corpus;
  private final Map<String, List<Tick>> raw = new TreeMap<>();
  private final Map<String, List<Tick>> asPrices = new TreeMap<>();
  private final Progress progress;

  NabTrial(NabCorpus corpus, Progress progress) {
    this.corpus = corpus;
    this.progress = progress;
    for (NabFile file : corpus.files()) {
      raw.put(file.name(), raw(file));
      asPrices.put(file.name(), asPrices(file));
    }
  }

  /**
   * What became of one contender.
   *
   * @param scores by profile's label
   * @param files file by file, of the product alone; empty for others
   */
  record Row(String contender, Map<String, Double> scores, List<FileRow> files) {
    Row {
      files = files == null ? List.of() : List.copyOf(files);
    }
  }

  /**
   * One file, at the threshold that is best for the corpus under the standard profile.
   *
   * @param raw weights summed: above 0 where more was found than a silent detector is charged for
   * @param alerts that the product opens behind the file's probation, under its default budget
   */
  record FileRow(
      String name, int rows, int windows, int found, int falsePositives, double raw, long alerts) {}

  /** Runs the contenders; each is closed. */
  List<Row> run(int epochs, TrainingListener listener) {
    TradingCalendar calendar = TradingCalendar.named("24x7");
    FeatureSettings metrics = FeatureSettings.DEFAULT.withCalendar(calendar).of(SeriesKind.METRIC);
    List<Row> rows = new ArrayList<>();
    rows.add(product(Contenders.tickwatch(metrics, epochs, listener)));
    rows.add(run(Contenders.noNetwork(metrics), raw));
    List<Contender> contenders = new ArrayList<>();
    contenders.addAll(((BestContender) Contenders.randomCutForest(calendar)).variants());
    for (Contender other : Contenders.all(calendar, epochs, listener)) {
      if (other instanceof BaselineContender) {
        contenders.add(other);
      }
    }
    contenders.forEach(contender -> rows.add(run(contender, asPrices)));
    return rows;
  }

  private Map<String, List<Tick>> probation(Map<String, List<Tick>> ticks) {
    Map<String, List<Tick>> probation = new TreeMap<>();
    for (NabFile file : corpus.files()) {
      probation.put(file.name(), ticks.get(file.name()).subList(0, file.probationRows()));
    }
    return probation;
  }

  private Row product(TickwatchContender contender) {
    try (contender) {
      contender.fit(probation(raw));
      Map<String, double[]> scores = contender.score(raw);
      Map<String, Double> byProfile = scores(scores);
      progress.line("  %-60s %s".formatted(contender.name(), byProfile));
      return new Row(contender.name(), byProfile, files(contender, scores));
    }
  }

  private List<FileRow> files(TickwatchContender contender, Map<String, double[]> scores) {
    ApplicationProfile standard = ApplicationProfile.STANDARD;
    double threshold = new NabScoring(corpus, inOrder(scores)).best().get(standard).threshold();
    List<Alert> opened = contender.alerts(raw, AlertPolicy.DEFAULT.budgetTicks());
    List<FileRow> rows = new ArrayList<>();
    for (NabFile file : corpus.files()) {
      double[] news = newlyAnomalous(scores.get(file.name()));
      NabScore of =
          new NabScoring(new NabCorpus(List.of(file)), List.of(news)).at(standard, threshold);
      long probationEnds = file.timeMicros()[Math.min(file.probationRows(), file.rows() - 1)];
      long alerts =
          opened.stream()
              .filter(alert -> alert.symbol().equals(file.name()))
              .filter(alert -> alert.openedAtMicros() >= probationEnds)
              .count();
      rows.add(
          new FileRow(
              file.name(),
              file.rows() - file.probationRows(),
              of.windows(),
              of.foundWindows(),
              of.falsePositives(),
              of.raw(),
              alerts));
    }
    return rows;
  }

  private Row run(Contender contender, Map<String, List<Tick>> ticks) {
    try (contender) {
      contender.fit(probation(ticks));
      Row row = new Row(contender.name(), scores(contender.score(ticks)), List.of());
      progress.line("  %-60s %s".formatted(row.contender(), row.scores()));
      return row;
    }
  }

  private Map<String, Double> scores(Map<String, double[]> scores) {
    Map<String, Double> byProfile = new LinkedHashMap<>();
    Map<ApplicationProfile, NabScore> best = new NabScoring(corpus, inOrder(scores)).best();
    for (ApplicationProfile profile : ApplicationProfile.values()) {
      byProfile.put(profile.label(), best.get(profile).score());
    }
    return byProfile;
  }

  private List<double[]> inOrder(Map<String, double[]> scores) {
    List<double[]> inOrder = new ArrayList<>();
    for (NabFile file : corpus.files()) {
      inOrder.add(newlyAnomalous(scores.get(file.name())));
    }
    return inOrder;
  }

  /** An alert is one row, not all the rows that it lasts; the same for every contender. */
  static double[] newlyAnomalous(double[] scores) {
    double[] news = new double[scores.length];
    Arrays.fill(news, Double.NaN);
    for (int i = 0; i < scores.length; i++) {
      boolean highest = true;
      for (int j = Math.max(0, i - QUIET_ROWS); j < i && highest; j++) {
        highest = !(scores[j] >= scores[i]);
      }
      if (highest) {
        news[i] = scores[i];
      }
    }
    return news;
  }

  private static List<Tick> raw(NabFile file) {
    List<Tick> ticks = new ArrayList<>(file.rows());
    for (int i = 0; i < file.rows(); i++) {
      ticks.add(Tick.of(file.name(), file.timeMicros()[i], file.value()[i], 1));
    }
    return ticks;
  }

  private static List<Tick> asPrices(NabFile file) {
    int rows = Math.max(2, file.probationRows());
    double mean = Arrays.stream(file.value(), 0, rows).average().orElse(0);
    double squares =
        Arrays.stream(file.value(), 0, rows).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    double deviation = squares > 0 ? Math.sqrt(squares) : 1;
    List<Tick> ticks = new ArrayList<>(file.rows());
    for (int i = 0; i < file.rows(); i++) {
      double log = UNIT * (file.value()[i] - mean) / deviation;
      double price = 100 * Math.exp(Math.max(-LARGEST_LOG, Math.min(LARGEST_LOG, log)));
      ticks.add(Tick.of(file.name(), file.timeMicros()[i], price, 1));
    }
    return ticks;
  }
}
