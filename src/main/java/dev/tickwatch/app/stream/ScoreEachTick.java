package dev.tickwatch.app.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tickwatch.detect.symbol.Score;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Forwards the {@link Score} that a {@link TickScorer} gives a tick, in the same call. */
final class ScoreEachTick implements Processor<byte[], ParsedTick, byte[], Object> {
  private final TickScorer scorer;
  private final StreamObserver observer;
  private ProcessorContext<byte[], Object> context;

  ScoreEachTick(TickScorer scorer, StreamObserver observer) {
    this.scorer = scorer;
    this.observer = observer;
  }

  @Override
  public void init(ProcessorContext<byte[], Object> context) {
    this.context = context;
  }

  @Override
  public void process(Record<byte[], ParsedTick> record) {
    Score score = scorer.score(record.value().tick());
    long timestamp = ScoreTicks.recordTime(score.eventTimeMicros(), context.currentSystemTimeMs());
    context.forward(
        new Record<>(score.symbol().getBytes(UTF_8), score, timestamp), ScoringTopology.SCORES);
    observer.tickScored(Math.max(0, context.currentSystemTimeMs() - record.timestamp()));
  }
}
