/**
 * Time bars from ticks.
 *
 * <p>A {@link dev.tickwatch.market.bar.BarBuilder} turns the ticks of one symbol into bars of one
 * {@link dev.tickwatch.market.bar.BarSize}, by event time alone: a bar closes when a tick comes
 * that is later than the bar's end by the grace, and a tick whose bar has closed is too late.
 * Nothing depends on a clock, on other symbols or on where one record ends and the next begins, so
 * a stream, a backtest and training give the same bars from the same ticks.
 *
 * <p>A bar is a {@link dev.tickwatch.market.tick.Tick} with a range. Its event time is the last
 * microsecond that belongs to it: it is not known before its time, and lies in the session phase of
 * its ticks. What is still open at the end of the input stays open.
 *
 * <p>Pure: no clock, thread or I/O.
 */
package dev.tickwatch.market.bar;
