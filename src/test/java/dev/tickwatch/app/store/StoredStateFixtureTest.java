package dev.tickwatch.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.detect.symbol.SymbolState;
import dev.tickwatch.market.bar.BarBuilder;
import dev.tickwatch.market.bar.BarRules;
import dev.tickwatch.market.bar.BarSize;
import dev.tickwatch.market.bar.EmptyBars;
import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.market.check.DataCheck;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.ScoredWindow;
import dev.tickwatch.model.window.WindowShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Stored states of the version that this code writes are read, and written again as they were. The
 * files were written by the first code of that version: one of another version has files of its
 * own, made with {@code -Dwrite-approved=true}.
 */
final class StoredStateFixtureTest {
  private static final Path FIXTURES =
      Path.of("src/test/resources/fixtures/state/v" + StateHeader.VERSION);
  private static final ArithmeticScorer SCORER =
      ArithmeticScorer.calibrated(new WindowShape(8, /* horizon= */ 3));

  /** Ticks that were admitted, two of them still unscored, in an open episode. */
  private static SymbolState state(Manifest manifest) {
    Detector detector = new Detector(DetectionSettings.DEFAULT);
    DataCheck check = detector.dataCheck(manifest);
    SymbolState state = SymbolState.fresh(manifest);
    List<Tick> ticks = ArithmeticScorer.walk("ACME", 203, 4);
    for (int i = 0; i < ticks.size(); i++) {
      Tick tick = ticks.get(i);
      double price = i >= 199 ? tick.price() * 1.2 : tick.price();
      boolean pending =
          state.admit(Tick.of("ACME", tick.eventTimeMicros(), price, tick.size()), check, i);
      if (pending && i < 201) {
        ScoreBatch batch = new ScoreBatch(manifest.shape(), 1);
        state.copyPending(0, batch.nextSlot());
        SCORER.score(batch);
        var unused = detector.detect("ACME", state, manifest, new ScoredWindow(batch, 0));
      }
    }
    assertThat(state.pending()).isEqualTo(2);
    return state;
  }

  private static byte[] fixture(String name, byte[] written) throws IOException {
    Path file = FIXTURES.resolve(name + ".bin");
    if (Boolean.getBoolean("write-approved") && !Files.exists(file)) {
      Files.createDirectories(FIXTURES);
      Files.write(file, written);
    }
    return Files.readAllBytes(file);
  }

  @ParameterizedTest
  @EnumSource
  void ofASymbol(SeriesKind series) throws IOException {
    Manifest manifest = SCORER.manifest().scoring(series);
    byte[] written = StateBytes.write(manifest, state(manifest));
    byte[] stored = fixture(series.name().toLowerCase(Locale.ROOT), written);

    assertThat(written).isEqualTo(stored);
    SymbolState read = StateBytes.read(manifest, stored);
    assertThat(StateBytes.write(manifest, read)).isEqualTo(stored);
    assertThat(read.sequence()).isEqualTo(203);
    assertThat(read.arrival(1)).isEqualTo(202);
  }

  @Test
  void ofBars() throws IOException {
    StoredBars bars =
        new StoredBars(
            new BarRules(
                BarSize.parse("5s"),
                TradingCalendar.named("24x7"),
                Duration.ofSeconds(12),
                EmptyBars.FILL),
            SeriesKind.PRICE);
    BarBuilder builder = bars.read("ACME", null);
    ArithmeticScorer.walk("ACME", 40, 4).forEach(tick -> builder.add(tick, bar -> {}));
    byte[] stored = fixture("bars", bars.write(builder));

    assertThat(bars.write(builder)).isEqualTo(stored);
    assertThat(bars.write(bars.read("ACME", stored))).isEqualTo(stored);
  }

  @Test
  void ofWaitingTicks() throws IOException {
    KeyValueStore<String, byte[]> store = WindowStores.empty();
    PendingTicks waiting = new PendingTicks(store);
    Tick quoted = new Tick("ZÜ RICH", 7, 100, 5, 101, 99, 99.5, 100.5, "XSWX", "@ T");
    int page = waiting.add(Tick.of("ACME", 5, 3.25, 2), 11, 41);
    assertThat(waiting.add(quoted, 12, 42)).isEqualTo(page);
    waiting.store();
    String key = "\0" + page;
    byte[] stored = fixture("waiting", store.get(key));

    assertThat(store.get(key)).isEqualTo(stored);
    KeyValueStore<String, byte[]> again = WindowStores.empty();
    again.put(key, stored);
    Map<String, List<PendingTicks.Pending>> read = new PendingTicks(again).read();
    assertThat(read.get("ZÜ RICH")).containsExactly(new PendingTicks.Pending(quoted, 12, 42));
    assertThat(read).containsOnlyKeys("ACME", "ZÜ RICH");
  }
}
