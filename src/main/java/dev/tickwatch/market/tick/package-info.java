/**
 * Ticks and what can be wrong with one.
 *
 * <p>A {@link dev.tickwatch.market.tick.Tick} is a value that has passed {@link
 * dev.tickwatch.market.tick.TickCheck}: code behind the check may rely on a symbol, a finite price,
 * which is positive unless the series is a metric, and a plausible time. Bad data is a {@link
 * dev.tickwatch.market.tick.TickDefect} in a value, not an exception. Pure: no clock, thread or
 * I/O.
 */
package dev.tickwatch.market.tick;
