/**
 * From raw statistics to honest tail probabilities.
 *
 * <p>{@link dev.tickwatch.model.calibration.TailModel} is fitted on out-of-sample values of one
 * statistic: their empirical distribution up to a high quantile and a generalised Pareto
 * distribution beyond it (peaks over threshold). {@link
 * dev.tickwatch.model.calibration.Calibration} holds one for each statistic and one for their
 * combination. Pure.
 */
package dev.tickwatch.model.calibration;
