/**
 * The window of one symbol: features of its latest ticks, packed into one byte array.
 *
 * <p>{@link dev.tickwatch.model.window.SymbolWindow} turns ticks into rows of {@link
 * dev.tickwatch.model.window.Features}, keeps the latest ones in a ring together with the count of
 * ticks that are still to be scored, puts late ticks in their place, and copies windows out for the
 * model. The same code runs in the trainer, in a backtest and in the stream, so there is one
 * definition of a feature. Pure: no clock, thread or I/O.
 */
package dev.tickwatch.model.window;
