/**
 * Ticks from CSV files and from topics, and replay of a file to a topic.
 *
 * <p>{@link dev.tickwatch.io.ingest.TickFile} streams the rows of a file: each is a tick, or a
 * defect with its line; a bad row never ends the reading, a file that is no CSV of ticks does, with
 * a {@link dev.tickwatch.io.ingest.TickFileException}. {@link dev.tickwatch.io.ingest.TickFiles}
 * and {@link dev.tickwatch.io.ingest.TopicTicks} load whole histories by symbol for training and
 * backtests. {@link dev.tickwatch.io.ingest.Replay} sends rows to Kafka at a chosen {@link
 * dev.tickwatch.io.ingest.Pace}. Whatever is rejected is counted in a {@link
 * dev.tickwatch.io.ingest.DefectCount}.
 */
package dev.tickwatch.io.ingest;
