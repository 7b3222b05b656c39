package dev.tickwatch.detect.statistic;

import dev.tickwatch.model.scoring.ScoredWindow;
import dev.tickwatch.model.window.Features;
import dev.tickwatch.model.window.SymbolWindow;
import java.util.function.IntToDoubleFunction;

/**
 * All that a statistic may look at: a tick that was scored, and what is remembered of its symbol.
 *
 * @param window whose oldest pending tick it is
 * @param scored what the model made of it
 * @param residuals already hold the tick, unless it is late
 * @param breaks of the symbol, without the tick
 */
public record TickEvidence(
    SymbolWindow window, ScoredWindow scored, ResidualHistory residuals, BreakHistory breaks) {

  /** Price of the tick. */
  double price() {
    return window.priceBack(0);
  }

  /** Price of the tick before it. */
  double priceBefore() {
    return window.priceBack(1);
  }

  /** Most likely price of the tick if it moves. */
  double expectedPrice() {
    return window.series().after(priceBefore(), scored.returnLocation());
  }

  /** How far a bar's range reaches beyond its close and the last, in volatilities. */
  double wick() {
    return window.pendingFeature(0, Features.WICK) / window.pendingVolatility(0);
  }

  /** Ticks of a span that are held, with the one before them. */
  int held(int span) {
    return Math.min(span, window.held());
  }

  /** The tick of a span, in ticks back, that has the largest value. */
  int largestBack(int span, IntToDoubleFunction value) {
    int best = 0;
    for (int back = 1; back < Math.min(span, residuals.count()); back++) {
      if (value.applyAsDouble(back) > value.applyAsDouble(best)) {
        best = back;
      }
    }
    return best;
  }
}
