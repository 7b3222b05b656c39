package dev.tickwatch.app.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.FuzzCorpus;
import dev.tickwatch.app.store.StateBytes;
import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.alert.AlertPolicy;
import dev.tickwatch.detect.symbol.Detection;
import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.detect.symbol.Forecast;
import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.detect.symbol.SymbolState;
import dev.tickwatch.io.wire.Codec;
import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.WireFormat;
import dev.tickwatch.market.bar.BarBuilder;
import dev.tickwatch.market.bar.BarRules;
import dev.tickwatch.market.bar.BarSize;
import dev.tickwatch.market.bar.EmptyBars;
import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.market.check.DataCheck;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.market.tick.TickCheck;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.ScoredWindow;
import dev.tickwatch.model.scoring.WindowScorer;
import dev.tickwatch.model.window.Placement;
import dev.tickwatch.model.window.WindowShape;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Ticks with any values that pass the check, through bars or not, window, detection and back to
 * bytes: whatever a feed sends, no tick ends the stream or spoils its symbol for good.
 */
public class HostileTicksFuzzTest {
  private static final WindowShape SHAPE = new WindowShape(8, 2);
  private static final WindowScorer SCORER = ArithmeticScorer.calibrated(SHAPE);
  private static final Manifest MANIFEST = SCORER.manifest();
  private static final ScoreBatch BATCH = new ScoreBatch(SHAPE, 1);
  private static final BarRules BARS =
      new BarRules(
          BarSize.parse("1m"),
          TradingCalendar.named("24x7"),
          Duration.ofSeconds(30),
          EmptyBars.SKIP);
  private static final List<Tick> CALM = ArithmeticScorer.walk("ACME", 20, 5);

  private static final int MOST_TICKS = 64;

  private static final double[] NUMBERS = {
    100,
    100.01,
    99,
    1,
    0,
    -1,
    1e-300,
    1e300,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    1e-30,
    1e30,
    1e-12,
    1e15,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    1e18,
    1e-18
  };
  private static final long[] STEPS = {
    0,
    1,
    1_000,
    1_000_000,
    60_000_000,
    3_600_000_000L,
    86_400_000_000L,
    3_000_000_000_000_000L,
    -1,
    -1_000_000,
    -3_600_000_000L,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    7,
    123_456_789
  };

  /** The first byte says how ticks are treated, eight bytes make a tick each. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    SeriesKind series = (input[0] & 1) == 0 ? SeriesKind.PRICE : SeriesKind.METRIC;
    Run run = new Run(series);
    List<Tick> ticks = ticks(series, ByteBuffer.wrap(input, 1, input.length - 1));
    run.feed((input[0] & 2) == 0 ? ticks : bars(ticks));
    run.state = StateBytes.read(run.manifest, StateBytes.write(run.manifest, run.state));
    run.isStillOfUse();
  }

  private static List<Tick> ticks(SeriesKind series, ByteBuffer from) {
    List<Tick> ticks = new ArrayList<>(CALM);
    long time = CALM.get(CALM.size() - 1).eventTimeMicros();
    while (from.remaining() >= 8 && ticks.size() < CALM.size() + MOST_TICKS) {
      time += STEPS[(from.get() & 0xFF) % STEPS.length];
      Tick tick =
          new Tick(
              "ACME",
              time,
              number(from),
              number(from),
              number(from),
              number(from),
              number(from),
              number(from),
              null,
              from.get() > 0 ? "T" : null);
      if (TickCheck.DEFAULT.of(series).defectOf(tick).isEmpty()) {
        ticks.add(tick);
      }
    }
    return ticks;
  }

  /** Absent for the most part; a price or a size has no use for that and is refused then. */
  private static double number(ByteBuffer from) {
    int choice = from.get() & 0xFF;
    return choice < 2 * NUMBERS.length ? NUMBERS[choice % NUMBERS.length] : Double.NaN;
  }

  private static List<Tick> bars(List<Tick> ticks) {
    BarBuilder builder = new BarBuilder("ACME", BARS);
    List<Tick> bars = new ArrayList<>();
    ticks.forEach(tick -> builder.add(tick, bars::add));
    return bars;
  }

  /** One symbol's ticks. */
  private static final class Run {
    private final Detector detector;
    private final DataCheck check;
    private final Manifest manifest;
    private SymbolState state;
    private long newestMicros = Long.MIN_VALUE;
    private Score last;

    private Run(SeriesKind series) {
      detector = new Detector(new DetectionSettings(new AlertPolicy(10, 5), 0.9, true));
      manifest = MANIFEST.scoring(series);
      state = SymbolState.fresh(manifest);
      check = detector.dataCheck(manifest);
    }

    private void feed(List<Tick> ticks) {
      for (Tick tick : ticks) {
        Placement placement = state.placementOf(tick.eventTimeMicros());
        if (placement == Placement.TOO_LATE) {
          continue;
        }
        newestMicros = Math.max(newestMicros, tick.eventTimeMicros());
        if (!state.admit(tick, check)) {
          written(detector.warmUp(state, tick, placement == Placement.LATE));
        }
        score();
      }
    }

    private void score() {
      while (state.pending() > 0) {
        BATCH.clear();
        state.copyPending(0, BATCH.nextSlot());
        SCORER.score(BATCH);
        Detection detection = detector.detect("ACME", state, manifest, new ScoredWindow(BATCH, 0));
        written(detection.score());
        detection.forecast().ifPresent(HostileTicksFuzzTest::written);
        detection.alert().ifPresent(HostileTicksFuzzTest::written);
        last = detection.score();
      }
    }

    /** Ordinary ticks get finite scores again once the window holds nothing else. */
    private void isStillOfUse() {
      long time = newestMicros;
      for (int i = 0; i < 3 * SHAPE.steps(); i++) {
        time += 1_000_000;
        feed(List.of(Tick.of("ACME", time, 100 + i % 3, 1 + i % 2)));
      }
      assertThat(last.score()).isFinite();
      assertThat(last.expectedPrice()).isFinite().isPositive();
      assertThat(last.lowerPrice()).isFinite();
      assertThat(last.upperPrice()).isFinite();
    }
  }

  private static void written(Score score) {
    for (RecordFormat format : RecordFormat.values()) {
      Codec<Score> codec = WireFormat.scores(format);
      assertThat(codec.decode(codec.encode(score)).sequence()).isEqualTo(score.sequence());
    }
  }

  private static void written(Forecast forecast) {
    for (RecordFormat format : RecordFormat.values()) {
      Codec<Forecast> codec = WireFormat.forecasts(format);
      assertThat(codec.decode(codec.encode(forecast)).sequence()).isEqualTo(forecast.sequence());
    }
  }

  private static void written(Alert alert) {
    for (RecordFormat format : RecordFormat.values()) {
      Codec<Alert> codec = WireFormat.alerts(format);
      assertThat(codec.decode(codec.encode(alert)).id()).isEqualTo(alert.id());
    }
  }

  @Test
  void holdsForTheCorpusAndItsMutations() {
    FuzzCorpus.replay(HostileTicksFuzzTest.class, 8, HostileTicksFuzzTest::fuzzerTestOneInput);
  }
}
