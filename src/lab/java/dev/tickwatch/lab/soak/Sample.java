package dev.tickwatch.lab.soak;

import java.util.Map;

/**
 * One look at the service.
 *
 * @param seconds since the run began
 * @param collected whether a full collection of the heap came right before it
 * @param values of all quantities
 * @param scored ticks scored so far, those of symbols that warm up among them
 * @param swaps models put in the place of another so far
 */
record Sample(
    double seconds, boolean collected, Map<Quantity, Double> values, double scored, double swaps) {}
