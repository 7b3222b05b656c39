/**
 * Anomalies injected into real ticks, to see whether a detector finds them.
 *
 * <p>Sizes are in units of the local volatility that the symbol had before, so that one is as hard
 * to see in a calm stock as in a wild coin. Every one says what it is, where it begins and where it
 * ends. Seeded. Pure.
 */
package dev.tickwatch.lab.injection;
