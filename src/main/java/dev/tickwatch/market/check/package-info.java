/**
 * Whether the data can be trusted, apart from whether the market is odd.
 *
 * <p>{@link dev.tickwatch.market.check.DataCheck} judges each tick as it is admitted, from the tick
 * itself and from what {@link dev.tickwatch.market.check.DataCheckState} remembers of its symbol,
 * and gives {@link dev.tickwatch.market.check.DataIssue}s as the bits of an int, which travel with
 * the tick until it is scored. Nothing here says that a tick is anomalous; it says what would
 * explain it. A symbol that falls silent is the one reason that comes without a tick. Pure.
 */
package dev.tickwatch.market.check;
