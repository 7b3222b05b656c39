/**
 * The Kafka Streams topology: ticks in, scores, forecasts, alerts and dead letters out, exactly
 * once.
 *
 * <p>{@link dev.tickwatch.app.stream.ScoringStream} runs it. A model wants batches, a topology
 * gives records one at a time: so every tick is first stored as pending in its symbol's window, and
 * its window waits in a batch that all tasks of a stream thread share. When the batch is full or
 * the linger timer fires it is scored, and the results go back to their tasks. A commit never has
 * to drain the batch: offsets and pending ticks are committed together, and a task that starts
 * queues the pending ticks that it finds in its store.
 *
 * <p>A stream thread has one other thread beside it, which does nothing but run the model. {@link
 * dev.tickwatch.app.stream.BatchedScoring} fills batches, {@link
 * dev.tickwatch.app.stream.BatchQueue} keeps those in flight in order, and {@link
 * dev.tickwatch.app.stream.WindowBatch} says which thread owns what of a batch at which time: all
 * that the two hand to each other is a {@link dev.tickwatch.app.stream.ScoringCall}.
 *
 * <p>Where the model wants bars, the open bars of each symbol are such a store value too, between
 * parsing and scoring.
 *
 * <p>Kafka Streams lives here and nowhere else.
 */
package dev.tickwatch.app.stream;
