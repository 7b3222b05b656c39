/**
 * Faults staged on purpose, and the proof that none of them costs a record.
 *
 * <p>{@link dev.tickwatch.lab.chaos.Chaos} plays each {@link dev.tickwatch.lab.chaos.Fault} in
 * turn: it sends a known input to a topic, lets services in processes of their own score it,
 * strikes again and again, and then compares every committed record of every output topic with what
 * the scoring code makes of the same input in memory. What it finds goes to {@link
 * dev.tickwatch.lab.chaos.ReliabilityReport}.
 *
 * <p>The services are the real ones. Those whose model is to fail start by {@link
 * dev.tickwatch.lab.chaos.FaultyService}, which puts a failing scorer around the real one; nothing
 * of this package is in the way of a service that is not being tested.
 */
package dev.tickwatch.lab.chaos;
