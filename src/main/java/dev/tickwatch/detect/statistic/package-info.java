/**
 * Statistics of the newest ticks that are large when something is wrong, and what they look back
 * on.
 *
 * <p>Each {@link Statistic} is one class: its formula, how many ticks it looks back on, how it is
 * calibrated, its name, its words for people, and how it explains what it found. {@link
 * TickStatistics} are those of prices, {@link LevelStatistics} those of metrics; adding one touches
 * its class and that list. Pure: no clock, no logger, no I/O.
 *
 * <p>In the formulas u is the standardised residual of the model's one-step prediction of the
 * return, given the tick's size; n the normal score of u, that is the standard normal value of the
 * same probability, which keeps long sums from being ruled by one tick; z the return in units of
 * the volatility known before the tick. Where prices mostly stand still between trades, the model's
 * scale is small and common bounces are many scales wide: u sees what is odd at that moment, z what
 * is large at all. v is the standardised residual of the log size, given how far the price moved.
 */
package dev.tickwatch.detect.statistic;
