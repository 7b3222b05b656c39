package dev.tickwatch.lab.evaluation;

import dev.tickwatch.io.ingest.CsvColumns;
import dev.tickwatch.io.ingest.CsvColumns.Column;
import dev.tickwatch.io.ingest.TickFiles;
import dev.tickwatch.io.wire.EpochUnit;
import dev.tickwatch.io.wire.EventTimes;
import dev.tickwatch.lab.evaluation.EvaluationPlan.DatasetPlan;
import dev.tickwatch.market.bar.BarBuilders;
import dev.tickwatch.market.bar.BarRules;
import dev.tickwatch.market.bar.BarSize;
import dev.tickwatch.market.bar.EmptyBars;
import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.market.tick.TickCheck;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Series of one plan, split by time.
 *
 * @param training by symbol, the earlier part
 * @param judged by symbol, the later part
 * @param events that are known of the whole
 */
record Dataset(
    DatasetPlan plan,
    TradingCalendar calendar,
    Map<String, List<Tick>> training,
    Map<String, List<Tick>> judged,
    List<KnownEvent> events) {

  /** Ticks before the judged ones that a contender sees of each symbol, at most. */
  private static final int HISTORY = 4_000;

  /** A shorter series cannot be trained on and judged. */
  private static final int FEWEST_TICKS = 400;

  /** The same where nothing is injected. */
  private static final int FEWEST_FOR_EVENTS = 200;

  /**
   * Loads a dataset.
   *
   * @return empty when no file is there
   * @throws IOException when a file cannot be read
   */
  static Optional<Dataset> load(DatasetPlan plan, Path directory) throws IOException {
    if (plan.walks() > 0) {
      TradingCalendar calendar = TradingCalendar.named(plan.calendar());
      Map<String, List<Tick>> walks = Walks.of(plan.walks(), calendar);
      Map<String, List<Tick>> none = new TreeMap<>();
      walks.keySet().forEach(name -> none.put(name, List.of()));
      return Optional.of(new Dataset(plan, calendar, none, walks, List.of()));
    }
    List<Path> files = files(plan.files(), directory);
    if (files.isEmpty()) {
      return Optional.empty();
    }
    Map<String, List<Tick>> all = new TreeMap<>();
    EventTimes times = new EventTimes(EpochUnit.AUTO, Optional.of(ZoneId.of(plan.timeZone())));
    for (Path file : files) {
      TickFiles.bySymbol(file, columns(plan, file), times, TickCheck.DEFAULT)
          .bySymbol()
          .forEach(
              (symbol, ticks) -> all.computeIfAbsent(symbol, s -> new ArrayList<>()).addAll(ticks));
    }
    TradingCalendar calendar = TradingCalendar.named(plan.calendar());
    Map<String, List<Tick>> training = new TreeMap<>();
    Map<String, List<Tick>> judged = new TreeMap<>();
    int fewest = plan.eventsOnly() ? FEWEST_FOR_EVENTS : FEWEST_TICKS;
    int index = 0;
    for (Map.Entry<String, List<Tick>> entry : all.entrySet()) {
      List<Tick> ticks = entry.getValue();
      ticks.sort(Comparator.comparingLong(Tick::eventTimeMicros));
      List<Tick> sampled = plan.bars() == null ? ticks : bars(ticks, plan.bars(), calendar);
      if (index++ % plan.every() == 0 && sampled.size() >= fewest) {
        int split = (int) (sampled.size() * plan.trainShare());
        training.put(entry.getKey(), List.copyOf(sampled.subList(0, split)));
        judged.put(entry.getKey(), List.copyOf(sampled.subList(split, sampled.size())));
      }
    }
    return Optional.of(new Dataset(plan, calendar, training, judged, events(plan, directory)));
  }

  private static List<KnownEvent> events(DatasetPlan plan, Path directory) throws IOException {
    if (plan.events() == null || !Files.exists(directory.resolve(plan.events()))) {
      return List.of();
    }
    return KnownEvent.read(
        directory.resolve(plan.events()), plan.eventsOf(), ZoneId.of(plan.timeZone()));
  }

  private static List<Tick> bars(List<Tick> ticks, String size, TradingCalendar calendar) {
    BarBuilders builders =
        new BarBuilders(new BarRules(BarSize.parse(size), calendar, Duration.ZERO, EmptyBars.SKIP));
    List<Tick> bars = new ArrayList<>();
    for (Tick tick : ticks) {
      if (!builders.add(tick, bars::add)) {
        throw new IllegalStateException("a sorted tick was too late for its bar");
      }
    }
    return bars;
  }

  static List<Path> files(List<String> globs, Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(directory)) {
      List<Path> regular = all.filter(Files::isRegularFile).sorted().toList();
      List<Path> found = new ArrayList<>();
      for (String glob : globs) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        regular.stream().filter(p -> matcher.matches(directory.relativize(p))).forEach(found::add);
      }
      return found;
    }
  }

  private static CsvColumns columns(DatasetPlan plan, Path file) {
    Map<String, String> names = plan.columns();
    String fileName = String.valueOf(file.getFileName());
    Optional<String> symbol =
        names.containsKey("symbol") ? Optional.empty() : Optional.of(fileName.split("[._]", 2)[0]);
    CsvColumns byDefault = CsvColumns.DEFAULT;
    return new CsvColumns(
        symbol,
        Column.required(names.getOrDefault("symbol", "symbol")),
        Column.required(names.getOrDefault("time", "time")),
        Column.required(names.getOrDefault("price", "price")),
        Column.ifPresent(names.getOrDefault("size", "size")),
        Column.ifPresent(names.getOrDefault("high", "high")),
        Column.ifPresent(names.getOrDefault("low", "low")),
        byDefault.bid(),
        byDefault.ask(),
        byDefault.exchange(),
        Column.ifPresent(names.getOrDefault("conditions", "conditions")));
  }

  /**
   * Which judged ticks are no clean ones, by symbol: those in a known event, at a real stray print,
   * or soon after. An alert there is right.
   */
  Map<String, boolean[]> notClean() {
    Map<String, boolean[]> notClean = new TreeMap<>();
    judged.forEach(
        (symbol, ticks) -> {
          boolean[] marks = new boolean[ticks.size()];
          for (int i = 0; i < marks.length; i++) {
            long time = ticks.get(i).eventTimeMicros();
            if (StrayPrints.at(ticks, i, plan.strayPrints())
                || events.stream().anyMatch(event -> event.isAt(symbol, time))) {
              Arrays.fill(
                  marks, i, Math.min(marks.length, i + 1 + DetectionMetrics.TOLERANCE), true);
            }
          }
          notClean.put(symbol, marks);
        });
    return notClean;
  }

  /**
   * Ticks that follow on the training part, with the last of that before them: as a desk sees them,
   * which has watched its symbols for long.
   *
   * @param ticks by symbol; the judged part, or that with anomalies
   */
  Map<String, List<Tick>> withHistory(Map<String, List<Tick>> ticks) {
    Map<String, List<Tick>> whole = new TreeMap<>();
    ticks.forEach(
        (symbol, list) -> {
          List<Tick> history = training.get(symbol);
          List<Tick> all =
              new ArrayList<>(
                  history.subList(Math.max(0, history.size() - HISTORY), history.size()));
          all.addAll(list);
          whole.put(symbol, all);
        });
    return whole;
  }

  /** By symbol, all of the series. */
  Map<String, List<Tick>> whole() {
    Map<String, List<Tick>> whole = new TreeMap<>();
    training.forEach(
        (symbol, ticks) -> {
          List<Tick> all = new ArrayList<>(ticks);
          all.addAll(judged.get(symbol));
          whole.put(symbol, all);
        });
    return whole;
  }

  /** Ticks that are trained on. */
  int trainingTicks() {
    return training.values().stream().mapToInt(List::size).sum();
  }

  /** Ticks that are judged, and those before them. */
  int ticksWithHistory() {
    return withHistory(judged).values().stream().mapToInt(List::size).sum();
  }

  /** Ticks that are judged. */
  int judgedTicks() {
    return judged.values().stream().mapToInt(List::size).sum();
  }
}
