/**
 * The Numenta Anomaly Benchmark (Lavin & Ahmad 2015, "Evaluating Real-time Anomaly Detection
 * Algorithms"), written anew from its description.
 *
 * <p>A {@link dev.tickwatch.lab.nab.NabCorpus} is files of time and value whose anomalies are
 * windows. A detector gives every row a score; {@link dev.tickwatch.lab.nab.NabScoring} looks for
 * the one threshold over the whole corpus that pays best, a profile at a time. An early detection
 * in a window earns most, of several in one window the best counts, a missed window costs, and so
 * does every row outside that is detected, less shortly behind a window. The first rows of a file
 * are for warming up and do not count. 0 is a detector that is silent, 100 one that finds the first
 * row of every window and nothing else.
 */
package dev.tickwatch.lab.nab;
