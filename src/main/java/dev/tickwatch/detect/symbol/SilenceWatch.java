package dev.tickwatch.detect.symbol;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.alert.Alert.Contribution;
import dev.tickwatch.detect.alert.Alert.Peak;
import dev.tickwatch.detect.alert.AlertPolicy;
import dev.tickwatch.detect.statistic.Finding;
import dev.tickwatch.detect.statistic.Silence;
import dev.tickwatch.market.check.DataCheck;
import dev.tickwatch.market.check.DataCheckState;
import dev.tickwatch.market.check.DataIssue;
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

  private final DataCheck check;
  private final AlertPolicy policy;
  private final String modelVersion;
  private final Map<String, DataCheckState> symbols = new TreeMap<>();
  private long nowMicros = Long.MIN_VALUE;

  SilenceWatch(DataCheck check, AlertPolicy policy, String modelVersion) {
    this.check = check;
    this.policy = policy;
    this.modelVersion = modelVersion;
  }

  /** Takes a symbol's state as it is now: after it admitted a tick, or was read from a store. */
  void update(String symbol, SymbolState state) {
    if (state.sequence() > 0) {
      symbols.put(symbol, state.dataState());
      nowMicros = Math.max(nowMicros, state.dataState().lastTimeMicros());
    }
  }

  /**
   * Takes a tick that is next in its symbol's order, before it is admitted: its own symbol is
   * silent no more, and others may turn out to be.
   *
   * @param state of the tick's symbol
   * @param states gives the state of another symbol, which changes
   * @param alerts receives openings and closings
   */
  void tickArrived(
      Tick tick, SymbolState state, Function<String, SymbolState> states, Consumer<Alert> alerts) {
    long time = tick.eventTimeMicros();
    if (state.dataState().isSilent()) {
      alerts.accept(alert(Alert.Status.CLOSED, tick.symbol(), state, time));
      state.dataState().silent(false);
    }
    boolean passed = Math.floorDiv(time, EVERY_MICROS) > Math.floorDiv(nowMicros, EVERY_MICROS);
    nowMicros = Math.max(nowMicros, time);
    if (passed) {
      for (String symbol : silentBesides(tick.symbol())) {
        SymbolState silent = states.apply(symbol);
        alerts.accept(alert(Alert.Status.OPENED, symbol, silent, time));
        silent.dataState().silent(true);
        update(symbol, silent);
      }
    }
  }

  private List<String> silentBesides(String arrived) {
    List<String> silent = new ArrayList<>();
    symbols.forEach(
        (symbol, state) -> {
          if (!state.isSilent() && !symbol.equals(arrived) && check.isStale(state, nowMicros)) {
            silent.add(symbol);
          }
        });
    return silent;
  }

  private Alert alert(Alert.Status status, String symbol, SymbolState state, long atMicros) {
    DataCheckState data = state.dataState();
    long last = data.lastTimeMicros();
    double price = data.lastPrice();
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
        List.of(DataIssue.STALE_FEED),
        List.of(silence(data, atMicros)));
  }

  /** In seconds of open market. */
  private Contribution silence(DataCheckState data, long atMicros) {
    long gap = check.openGapMicros(data, atMicros);
    Finding found = new Finding(0, data.gapResidual(gap), data.usualGapMicros() / 1e6, gap / 1e6);
    return Attribution.contribution(Silence.INSTANCE, Double.NaN, found);
  }
}
