package dev.tickwatch.lab.bench;

import dev.tickwatch.app.stream.StreamObserver;
import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.market.tick.TickDefect;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the stream does. */
final class StreamCounters implements StreamObserver {
  final LongAdder scored = new LongAdder();
  final LongAdder warmingUp = new LongAdder();
  final LongAdder batches = new LongAdder();
  final LongAdder windows = new LongAdder();
  final LongAdder scoringNanos = new LongAdder();
  final LongAdder deadLetters = new LongAdder();
  final LongAdder alerts = new LongAdder();

  @Override
  public void tickWarmingUp() {
    warmingUp.increment();
  }

  @Override
  public void tickScored(long endToEndMillis) {
    scored.increment();
  }

  @Override
  public void batchScored(int size, long nanos) {
    batches.increment();
    windows.add(size);
    scoringNanos.add(nanos);
  }

  @Override
  public void deadLettered(TickDefect.Reason reason) {
    deadLetters.increment();
  }

  @Override
  public void alerted(Alert alert) {
    alerts.increment();
  }
}
