package dev.tickwatch.stream;

import dev.tickwatch.tick.Tick;

/** A tick that can be scored, and the record that it was. */
record ParsedTick(Tick tick, RecordOrigin origin) {}
