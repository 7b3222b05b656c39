/**
 * When a market trades: sessions, holidays, early closes, daylight saving.
 *
 * <p>{@link dev.tickwatch.market.calendar.TradingCalendar} answers by event time, in microseconds
 * since the epoch, and never by a clock. An exchange's rules are a YAML file beside this package
 * ({@code xnys.yaml}), and to add the file is to add the exchange; it is read on first use, and
 * turned into a table of the bounds of every phase from 1900 to 2100, so that a query is a look
 * into an array. A market that never closes has the same queries, with one phase a day.
 *
 * <p>Reading its own files is all the I/O there is: the same time always has the same answer.
 */
package dev.tickwatch.market.calendar;
