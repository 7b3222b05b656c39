package dev.tickwatch.detect.symbol;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.tickwatch.io.wire.Codec;
import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.WireFormat;
import dev.tickwatch.market.check.DataCheck;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.ScoredWindow;
import dev.tickwatch.model.window.WindowShape;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bounds on what a tick allocates on its way, far enough above what it does to hold anywhere. */
class AllocationTest {
  private static final int TICKS = 20_000;
  private static final Manifest MANIFEST =
      ArithmeticScorer.calibrated(new WindowShape(60, 10)).manifest();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Detector detector = new Detector(DetectionSettings.DEFAULT);
  private final List<Detection> detections = new ArrayList<>(TICKS);

  /** Bytes a tick from admission to detection, the model left out: its outputs are zeros. */
  private double detect(List<Tick> ticks) {
    DataCheck check = detector.dataCheck(MANIFEST);
    SymbolState state = SymbolState.fresh(MANIFEST);
    ScoreBatch batch = new ScoreBatch(MANIFEST.shape(), 1);
    detections.clear();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (Tick tick : ticks) {
      if (state.admit(tick, check)) {
        batch.clear();
        state.copyPending(0, batch.nextSlot());
        detections.add(detector.detect("ACME", state, MANIFEST, new ScoredWindow(batch, 0)));
      }
    }
    return (double) (THREADS.getCurrentThreadAllocatedBytes() - before) / ticks.size();
  }

  @Test
  void aTickAllocatesLittleMoreThanItsResults() {
    List<Tick> ticks = ArithmeticScorer.walk("ACME", TICKS, 1);
    detect(ticks);

    assertThat(detect(ticks)).isLessThan(1_600);
  }

  @Test
  void encodingAScoreAndAForecastAllocatesTheirBytesAlone() {
    Codec<Score> scores = WireFormat.scores(RecordFormat.AVRO);
    Codec<Forecast> forecasts = WireFormat.forecasts(RecordFormat.AVRO);
    detect(ArithmeticScorer.walk("ACME", TICKS, 1));
    long bytes = 0;
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (Detection detection : detections) {
      bytes += scores.encode(detection.score()).length;
      bytes += forecasts.encode(detection.forecast().orElseThrow()).length;
    }
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

    assertThat((double) allocated / detections.size())
        .isLessThan((double) bytes / detections.size() + 100);
  }
}
