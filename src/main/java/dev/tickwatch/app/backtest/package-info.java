/**
 * Scores ticks of the past with the code of the live stream, without Kafka: same ticks, same model,
 * same numbers.
 */
package dev.tickwatch.app.backtest;
