package dev.tickwatch.lab.baseline.forecast;

import dev.tickwatch.lab.baseline.BarSeries;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/**
 * Quasi maximum likelihood of GARCH(1,1): the normal likelihood, whatever the shape of the returns
 * (Bollerslev & Wooldridge 1992). Series are brought to variance 1 first, so that several can be
 * fitted together. A return across a session break counts as missing: the variance moves on by its
 * expectation.
 */
final class GarchFit {
  private static final int MOST_EVALUATIONS = 1000;
  private static final double TOLERANCE = 1e-7; // of the mean log likelihood

  private final List<double[]> squares; // squared returns at variance 1; NaN: missing
  private final List<double[]> breakSquares; // the same across breaks; NaN within sessions

  private GarchFit(List<double[]> squares, List<double[]> breakSquares) {
    this.squares = squares;
    this.breakSquares = breakSquares;
  }

  /**
   * Fits one process to all series.
   *
   * @return with a long-run variance in units of a series' own
   */
  static GarchParameters fit(List<BarSeries> training) {
    GarchFit fit =
        new GarchFit(
            training.stream().map(series -> squares(series, false)).toList(),
            training.stream().map(series -> squares(series, true)).toList());
    double[] best =
        new SimplexOptimizer(TOLERANCE, TOLERANCE)
            .optimize(
                new MaxEval(MOST_EVALUATIONS),
                new ObjectiveFunction(point -> fit.cost(parameters(point))),
                GoalType.MINIMIZE,
                new InitialGuess(new double[] {3, -2, 0}),
                new NelderMeadSimplex(3, 0.5))
            .getPoint();
    return fit.withBreakFactor(parameters(best));
  }

  /** Squared returns over their mean within sessions; NaN where the bar is of the other sort. */
  private static double[] squares(BarSeries series, boolean acrossBreaks) {
    double[] returns = LogReturns.of(series);
    double unit = meanSquareWithinSessions(series);
    double[] squares = new double[returns.length];
    squares[0] = Double.NaN;
    for (int i = 1; i < returns.length; i++) {
      boolean wanted = series.sessionBreak()[i] == acrossBreaks;
      squares[i] = wanted ? returns[i] * returns[i] / unit : Double.NaN;
    }
    return squares;
  }

  /** The variance that a series is brought to 1 from. */
  static double meanSquareWithinSessions(BarSeries series) {
    double[] returns = LogReturns.of(series);
    double sum = 0;
    int count = 0;
    for (int i = 1; i < returns.length; i++) {
      if (!series.sessionBreak()[i]) {
        sum += returns[i] * returns[i];
        count++;
      }
    }
    return Math.max(sum / Math.max(count, 1), LogReturns.LEAST_VARIANCE);
  }

  /** From the whole plane to a stationary process. */
  private static GarchParameters parameters(double[] point) {
    double persistence = logistic(point[0]);
    double newest = logistic(point[1]);
    return new GarchParameters(
        persistence * newest, persistence * (1 - newest), Math.exp(point[2]), 1);
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** Mean negative log likelihood of a return within a session. */
  private double cost(GarchParameters garch) {
    double cost = 0;
    int count = 0;
    for (double[] series : squares) {
      double variance = garch.longRun();
      for (double square : series) {
        if (Double.isNaN(square)) {
          variance = garch.next(variance, variance, garch.longRun());
        } else {
          cost += (Math.log(variance) + square / variance) / 2;
          variance = garch.next(variance, square, garch.longRun());
          count++;
        }
      }
    }
    return cost / Math.max(count, 1);
  }

  private GarchParameters withBreakFactor(GarchParameters garch) {
    DoubleStream.Builder breaks = DoubleStream.builder();
    for (int s = 0; s < squares.size(); s++) {
      double variance = garch.longRun();
      for (int i = 0; i < squares.get(s).length; i++) {
        double square = squares.get(s)[i];
        double breakSquare = breakSquares.get(s)[i];
        if (!Double.isNaN(breakSquare)) {
          breaks.add(breakSquare / variance);
        }
        variance = garch.next(variance, Double.isNaN(square) ? variance : square, garch.longRun());
      }
    }
    return new GarchParameters(
        garch.alpha(), garch.beta(), garch.longRun(), LogReturns.breakFactor(breaks.build()));
  }
}
