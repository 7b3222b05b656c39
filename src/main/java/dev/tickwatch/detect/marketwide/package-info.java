/**
 * What a whole market does: one alert where many symbols move at once, not one for each.
 *
 * <p>Time is cut into buckets of event time. {@link dev.tickwatch.detect.marketwide.MarketBuckets}
 * gathers what the symbols of one partition did in a bucket and gives it on as a {@link
 * dev.tickwatch.detect.marketwide.BucketSummary}; {@link
 * dev.tickwatch.detect.marketwide.MarketJudge} joins the summaries of all partitions, and judges
 * each group of symbols by {@link dev.tickwatch.detect.marketwide.GroupHistory}. Stream and
 * backtest call the same code. Pure: the same summaries of each partition give the same alerts, in
 * whatever order partitions come.
 */
package dev.tickwatch.detect.marketwide;
