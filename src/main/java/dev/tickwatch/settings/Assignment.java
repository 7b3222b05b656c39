package dev.tickwatch.settings;

/**
 * A source gives a key a value.
 *
 * @param key in full, such as {@code scoring.batch-size}
 * @param text the value as written
 */
record Assignment(String key, String text, Origin origin) {}
