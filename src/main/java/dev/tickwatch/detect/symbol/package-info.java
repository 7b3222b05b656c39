/**
 * What the model's likelihoods mean for one tick: the tests, their combination, the score and the
 * forecast.
 *
 * <p>{@link dev.tickwatch.detect.symbol.Detector} takes one row of a scored batch and the symbol's
 * window, and gives a {@link dev.tickwatch.detect.symbol.Detection}. Trainer, backtest and stream
 * call the same code. Pure: same ticks and model, same numbers.
 */
package dev.tickwatch.detect.symbol;
