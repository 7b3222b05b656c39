/**
 * What is stored between ticks, as bytes: states of symbols in pages, ticks that are not scored
 * yet, open bars. Layout, version and change tracking are here and nowhere else; the classes that
 * are stored visit their fields ({@link dev.tickwatch.state.Fields}) and know no byte.
 *
 * <p>A layout has a version, and a test holds its fingerprint: neither changes without the other.
 * What an older version stored is not read: its symbols start anew, and the service says so before
 * the first of their ticks. What a newer one stored stops the start. States of markets have bytes
 * of their own, in {@code detect.marketwide}.
 */
package dev.tickwatch.app.store;
