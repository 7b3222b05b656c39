package dev.tickwatch.detect.symbol;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.alert.Alert.Contribution;
import dev.tickwatch.detect.alert.Alert.Peak;
import dev.tickwatch.detect.alert.AlertPolicy;
import dev.tickwatch.detect.statistic.Finding;
import dev.tickwatch.detect.statistic.Silence;
import dev.tickwatch.market.check.QualityCheck;
import dev.tickwatch.market.check.QualityReason;
import dev.tickwatch.market.check.QualityState;
import dev.tickwatch.market.tick.Tick;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Notices symbols that fall silent while others go on. Time is event time: it moves with the newest
 * tick of all symbols of one watch, and nothing is noticed while none comes. What was noticed is in
 * the symbols' states; the rest can be had from them again. Mutable; not thread-safe.
 */
public final class SilenceWatch {

  /** Symbols are looked at whenever time passes another such mark. */
  private static final long EVERY_MICROS = 10_000_000;

  private final QualityCheck check;
  private final AlertPolicy policy;
  private final String modelVersion;
  private final Map<String, QualityState> symbols = new TreeMap<>();
  private long nowMicros = Long.MIN_VALUE;

  SilenceWatch(QualityCheck check, AlertPolicy policy, String modelVersion) {
    this.check = check;
    this.policy = policy;
    this.modelVersion = modelVersion;
  }

  /** Takes a symbol's state as it is now: after it admitted a tick, or was read from a store. */
  void know(String symbol, SymbolState state) {
    if (state.sequence() > 0) {
      symbols.put(symbol, state.quality());
      nowMicros = Math.max(nowMicros, state.quality().lastTimeMicros());
    }
  }

  /**
   * Hears of a tick that is next in its symbol's order, before it is admitted: its own symbol is
   * silent no more, and others may turn out to be.
   *
   * @param state of the tick's symbol
   * @param states gives the state of another symbol, which changes
   * @param alerts receives openings and closings
   */
  void heard(
      Tick tick, SymbolState state, Function<String, SymbolState> states, Consumer<Alert> alerts) {
    long time = tick.eventTimeMicros();
    if (state.quality().isSilent()) {
      alerts.accept(alert(Alert.Status.CLOSED, tick.symbol(), state, time));
      state.quality().silent(false);
    }
    boolean passed = Math.floorDiv(time, EVERY_MICROS) > Math.floorDiv(nowMicros, EVERY_MICROS);
    nowMicros = Math.max(nowMicros, time);
    if (passed) {
      for (String symbol : silentBut(tick.symbol())) {
        SymbolState silent = states.apply(symbol);
        alerts.accept(alert(Alert.Status.OPENED, symbol, silent, time));
        silent.quality().silent(true);
        know(symbol, silent);
      }
    }
  }

  private List<String> silentBut(String heard) {
    List<String> silent = new ArrayList<>();
    symbols.forEach(
        (symbol, state) -> {
          if (!state.isSilent() && !symbol.equals(heard) && check.isStale(state, nowMicros)) {
            silent.add(symbol);
          }
        });
    return silent;
  }

  private Alert alert(Alert.Status status, String symbol, SymbolState state, long atMicros) {
    QualityState quality = state.quality();
    long last = quality.lastTimeMicros();
    double price = quality.lastPrice();
    return new Alert(
        symbol + "/silence/" + Instant.EPOCH.plus(last, ChronoUnit.MICROS),
        symbol,
        status,
        Alert.Severity.WARNING,
        Alert.Verdict.DATA_QUALITY,
        last,
        atMicros,
        state.sequence(),
        state.sequence(),
        0,
        policy.budgetTicks(),
        policy.threshold(),
        modelVersion,
        new Peak(
            last, state.sequence(), price, price, price, price, 0, 1, 1, Silence.INSTANCE.code()),
        List.of(QualityReason.STALE_FEED),
        List.of(silence(quality, atMicros)));
  }

  /** In seconds of open market. */
  private Contribution silence(QualityState quality, long atMicros) {
    long gap = check.openGapMicros(quality, atMicros);
    Finding found =
        new Finding(0, quality.gapResidual(gap), quality.usualGapMicros() / 1e6, gap / 1e6);
    return Attribution.contribution(Silence.INSTANCE, Double.NaN, found);
  }
}
