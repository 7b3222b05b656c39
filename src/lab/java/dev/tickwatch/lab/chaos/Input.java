package dev.tickwatch.lab.chaos;

/**
 * A record to send.
 *
 * @param partition it goes to
 * @param offset that it must get there
 * @param timestampMillis of the record, which no score may depend on
 * @param key may be null; not copied
 * @param value may be null; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // sent as it is, never compared
record Input(int partition, long offset, long timestampMillis, byte[] key, byte[] value) {}
