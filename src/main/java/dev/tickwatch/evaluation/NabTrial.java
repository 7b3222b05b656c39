package dev.tickwatch.evaluation;

import dev.tickwatch.calendar.TradingCalendar;
import dev.tickwatch.detection.SeriesKind;
import dev.tickwatch.nab.ApplicationProfile;
import dev.tickwatch.nab.NabCorpus;
import dev.tickwatch.nab.NabFile;
import dev.tickwatch.nab.NabScore;
import dev.tickwatch.nab.NabScoring;
import dev.tickwatch.tick.Tick;
import dev.tickwatch.training.TrainingListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The Numenta Anomaly Benchmark. Its values are no prices: each is read as a log price, in units of
 * the deviation of its file's probationary rows. Contenders are fitted on the probationary rows of
 * all files together, one configuration for all; Tickwatch's is that for {@linkplain
 * SeriesKind#METRIC metrics}.
 */
final class NabTrial {

  /** Log price of one deviation: far from the rounding of floats on either side. */
  private static final double UNIT = 0.01;

  private static final double LARGEST_LOG = 50;

  /** A row speaks only when it is more anomalous than so many rows before it. */
  private static final int QUIET_ROWS = 60;

  private final NabCorpus corpus;
  private final Map<String, List<Tick>> probation = new TreeMap<>();
  private final Map<String, List<Tick>> all = new TreeMap<>();
  private final Consumer<String> progress;

  NabTrial(NabCorpus corpus, Consumer<String> progress) {
    this.corpus = corpus;
    this.progress = progress;
    for (NabFile file : corpus.files()) {
      List<Tick> ticks = ticks(file);
      all.put(file.name(), ticks);
      probation.put(file.name(), ticks.subList(0, file.probationRows()));
    }
  }

  /** The scores of each contender by profile's label. */
  record Row(String contender, Map<String, Double> scores) {}

  /** Runs the contenders; each is closed. */
  List<Row> run(int epochs, TrainingListener listener) {
    TradingCalendar calendar = TradingCalendar.named("24x7");
    List<Contender> contenders = new ArrayList<>();
    contenders.add(Contenders.tickwatch(calendar, epochs, listener).on(SeriesKind.METRIC));
    contenders.add(Contenders.noNetwork(calendar).on(SeriesKind.METRIC));
    contenders.addAll(((BestContender) Contenders.randomCutForest(calendar)).variants());
    for (Contender other : Contenders.all(calendar, epochs, listener)) {
      if (other instanceof PeerContender) {
        contenders.add(other);
      }
    }
    List<Row> rows = new ArrayList<>();
    for (Contender contender : contenders) {
      try (contender) {
        contender.fit(probation);
        Row row = new Row(contender.name(), scores(contender.score(all)));
        rows.add(row);
        progress.accept("  %-60s %s".formatted(row.contender(), row.scores()));
      }
    }
    return rows;
  }

  private Map<String, Double> scores(Map<String, double[]> scores) {
    List<double[]> inOrder = new ArrayList<>();
    for (NabFile file : corpus.files()) {
      inOrder.add(newlyAnomalous(scores.get(file.name())));
    }
    Map<String, Double> byProfile = new LinkedHashMap<>();
    Map<ApplicationProfile, NabScore> best = new NabScoring(corpus, inOrder).best();
    for (ApplicationProfile profile : ApplicationProfile.values()) {
      byProfile.put(profile.label(), best.get(profile).score());
    }
    return byProfile;
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

  private static List<Tick> ticks(NabFile file) {
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
