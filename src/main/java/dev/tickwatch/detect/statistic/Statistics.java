package dev.tickwatch.detect.statistic;

import java.util.ArrayList;
import java.util.List;

/** All statistics that an alert may name. */
public final class Statistics {
  /** Of prices, of metrics, and of silence. */
  public static final List<Statistic> ALL = all();

  private Statistics() {}

  private static List<Statistic> all() {
    List<Statistic> all = new ArrayList<>(TickStatistics.ALL);
    all.addAll(LevelStatistics.ALL);
    all.add(Silence.INSTANCE);
    return List.copyOf(all);
  }
}
