package dev.tickwatch.app.backtest;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.symbol.Detection;
import dev.tickwatch.detect.symbol.Score;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Alerts that opened against those that the budget grants, by symbol. Not thread-safe. */
public final class BudgetTally implements Consumer<Detection> {
  private static final int MOST_LINES = 20;

  /** Scored ticks and opened alerts of a symbol. */
  private static final class Count {
    private long ticks;
    private long opened;
  }

  private final double budgetTicks;
  private final Map<String, Count> symbols = new TreeMap<>();

  /**
   * @param budgetTicks one false alert is granted in so many ticks
   */
  public BudgetTally(double budgetTicks) {
    this.budgetTicks = budgetTicks;
  }

  @Override
  public void accept(Detection detection) {
    Score score = detection.score();
    if (score.state() != Score.State.SCORED) {
      return;
    }
    Count count = symbols.computeIfAbsent(score.symbol(), symbol -> new Count());
    count.ticks++;
    count.opened +=
        detection.alert().filter(alert -> alert.status() == Alert.Status.OPENED).isPresent()
            ? 1
            : 0;
  }

  /**
   * A line for all symbols, and one each, those that overstep most first; {@value #MOST_LINES} at
   * most.
   */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    long ticks = symbols.values().stream().mapToLong(count -> count.ticks).sum();
    long opened = symbols.values().stream().mapToLong(count -> count.opened).sum();
    lines.add(
        String.format(Locale.ROOT, "alerts at 1 in %,.0f: %s", budgetTicks, of(opened, ticks)));
    symbols.entrySet().stream()
        .sorted(Comparator.comparingDouble(symbol -> -multiple(symbol.getValue())))
        .limit(MOST_LINES)
        .forEach(
            symbol ->
                lines.add(
                    "  "
                        + symbol.getKey()
                        + ": "
                        + of(symbol.getValue().opened, symbol.getValue().ticks)));
    if (symbols.size() > MOST_LINES) {
      lines.add("  and " + (symbols.size() - MOST_LINES) + " more symbols");
    }
    return lines;
  }

  private double multiple(Count count) {
    return count.opened * budgetTicks / count.ticks;
  }

  private String of(long opened, long ticks) {
    return String.format(
        Locale.ROOT,
        "%d opened, %.1f granted (%.2f times)",
        opened,
        ticks / budgetTicks,
        ticks == 0 ? 0 : opened * budgetTicks / ticks);
  }
}
