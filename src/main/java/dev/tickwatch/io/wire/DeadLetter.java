package dev.tickwatch.io.wire;

import dev.tickwatch.market.tick.TickDefect;

/**
 * A record that could not be scored, with its original bytes.
 *
 * @param defect why
 * @param sourceTimestampMillis timestamp of the Kafka record
 * @param key original key; may be null; not copied
 * @param value original value; may be null; not copied
 */
@SuppressWarnings(
    "ArrayRecordComponent") // bytes pass through untouched, and nobody compares dead letters
public record DeadLetter(
    TickDefect defect,
    String sourceTopic,
    int sourcePartition,
    long sourceOffset,
    long sourceTimestampMillis,
    byte[] key,
    byte[] value) {}
