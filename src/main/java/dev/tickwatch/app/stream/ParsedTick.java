package dev.tickwatch.app.stream;

import dev.tickwatch.market.tick.Tick;

/** A tick that can be scored, and the record that it was. */
record ParsedTick(Tick tick, RecordOrigin origin) {}
