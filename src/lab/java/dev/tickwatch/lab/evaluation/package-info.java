/**
 * Detection quality: how well Tickwatch and what people use today find anomalies that were injected
 * in real prices, at the false alerts that a desk will bear.
 *
 * <p>A {@link dev.tickwatch.lab.evaluation.Contender} gives each tick a score. {@link
 * dev.tickwatch.lab.evaluation.DetectionMetrics} sets each contender's threshold on clean ticks,
 * the same way for all, and counts what it catches. Contenders are fitted on the earlier part of
 * each series and judged on the later one. Seeded; nothing here is part of the service.
 */
package dev.tickwatch.lab.evaluation;
