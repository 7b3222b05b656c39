package dev.tickwatch.lab.evaluation;

import dev.tickwatch.market.calendar.SessionPhase;
import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.market.tick.Tick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Random walks of several kinds as five-minute bars in a calendar's sessions: symbols unlike any
 * that a model was trained on, without an anomaly in them. Every alert on them is false.
 */
final class Walks {
  private static final long BEGIN = Instant.parse("2022-01-03T00:00:00Z").toEpochMilli() * 1000;
  private static final long FIVE_MINUTES = 300_000_000L;

  /** Deviation of a bar's log return. */
  private static final double MOVE = 1e-3;

  private static final double DEGREES = 3;

  /** What is special about a walk. */
  private enum Kind {
    GAUSSIAN,
    /** Student-t returns of {@value #DEGREES} degrees of freedom. */
    HEAVY_TAILED,
    /** Prices on a grid that is as wide as two deviations. */
    COARSE_GRID,
    /** Two bars of three stand still, and have no range. */
    ILLIQUID,
    /** The log of the volatility is a slow autoregression. */
    CLUSTERED,
    /** Volatility is three times as large in every other stretch of 1,000 bars. */
    REGIMES,
    /** All sizes are equal. */
    NO_SIZES
  }

  private final Kind kind;
  private final Random random;
  private double logVolatility;
  private double price = 100;

  private Walks(Kind kind, long seed) {
    this.kind = kind;
    this.random = new Random(seed);
  }

  /**
   * One walk of each kind, by its name.
   *
   * @param bars of each
   */
  static Map<String, List<Tick>> of(int bars, TradingCalendar calendar) {
    Map<String, List<Tick>> walks = new TreeMap<>();
    for (Kind kind : Kind.values()) {
      Walks walk = new Walks(kind, 1 + kind.name().hashCode());
      List<Tick> ticks = new ArrayList<>(bars);
      for (long time = BEGIN; ticks.size() < bars; time += FIVE_MINUTES) {
        if (calendar.phaseAt(time) == SessionPhase.REGULAR) {
          ticks.add(walk.next(time, ticks.size()));
        }
      }
      walks.put(kind.name(), List.copyOf(ticks));
    }
    return walks;
  }

  private Tick next(long time, int index) {
    double before = price;
    double deviation = deviation(index);
    boolean still = kind == Kind.ILLIQUID && random.nextInt(3) > 0;
    double close = still ? before : before * Math.exp(deviation * draw());
    double reach = still ? 0 : 0.4 * deviation;
    double high = Math.max(before, close) * Math.exp(reach * Math.abs(random.nextGaussian()));
    double low = Math.min(before, close) * Math.exp(-reach * Math.abs(random.nextGaussian()));
    double size = kind == Kind.NO_SIZES ? 1 : Math.exp(8 + 0.7 * random.nextGaussian());
    price = close;
    double shown = onGrid(close);
    return Tick.bar(
        kind.name(),
        time,
        shown,
        size,
        Math.max(shown, onGrid(high)),
        Math.min(shown, onGrid(low)));
  }

  private double deviation(int index) {
    return switch (kind) {
      case CLUSTERED -> {
        logVolatility = 0.98 * logVolatility + 0.12 * random.nextGaussian();
        yield MOVE * Math.exp(logVolatility);
      }
      case REGIMES -> index / 1_000 % 2 == 0 ? MOVE : 3 * MOVE;
      default -> MOVE;
    };
  }

  /** Of variance 1. */
  private double draw() {
    double normal = random.nextGaussian();
    if (kind != Kind.HEAVY_TAILED) {
      return normal;
    }
    double squares = 0;
    for (int i = 0; i < DEGREES; i++) {
      double one = random.nextGaussian();
      squares += one * one;
    }
    return normal / Math.sqrt(squares / DEGREES) / Math.sqrt(DEGREES / (DEGREES - 2));
  }

  private double onGrid(double value) {
    double width = 2 * MOVE * 100;
    return kind == Kind.COARSE_GRID ? Math.max(width, width * Math.rint(value / width)) : value;
  }
}
