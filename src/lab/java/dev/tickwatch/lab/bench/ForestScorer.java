package dev.tickwatch.lab.bench;

import dev.tickwatch.app.stream.TickScorer;
import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.lab.baseline.OnlineForest;
import dev.tickwatch.market.tick.Tick;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A Random Cut Forest of each symbol's log price, in memory only: after a restart it starts empty,
 * and nothing of it is written to a changelog, both of which favour it.
 */
final class ForestScorer implements TickScorer {
  private static final double NONE = Double.NaN;

  private static final class Symbol {
    private final OnlineForest forest = OnlineForest.ofDifferences(1);
    private long sequence;
  }

  private final Map<String, Symbol> symbols = new HashMap<>();

  @Override
  public Score score(Tick tick) {
    Symbol symbol = symbols.computeIfAbsent(tick.symbol(), name -> new Symbol());
    double score = symbol.forest.next(Math.log(tick.price()));
    return new Score(
        tick.symbol(),
        tick.eventTimeMicros(),
        ++symbol.sequence,
        tick.price(),
        Double.isNaN(score) ? Score.State.WARMING_UP : Score.State.SCORED,
        /* late= */ false,
        /* warmUpSeen= */ 0,
        /* warmUpNeeded= */ 0,
        new Score.Surprise(score, NONE, NONE, "random_cut_forest", NONE),
        new Score.Likelihood(NONE, NONE, NONE, NONE),
        new Score.Interval(NONE, NONE, NONE, NONE),
        "random_cut_forest",
        List.of());
  }
}
