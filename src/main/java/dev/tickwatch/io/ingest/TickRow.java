package dev.tickwatch.io.ingest;

import dev.tickwatch.io.wire.TickOutcome;

/**
 * One row of a file.
 *
 * @param line of the file, from 1 for the header
 * @param outcome a tick, or why there is none
 */
public record TickRow(long line, TickOutcome outcome) {}
