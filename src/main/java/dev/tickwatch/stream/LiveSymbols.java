package dev.tickwatch.stream;

import dev.tickwatch.detection.SymbolState;
import dev.tickwatch.model.Manifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The symbols of one task that have ticks in the batch or changes yet to be stored, in front of the
 * window store. Their states may be ahead of the store by results that are not forwarded yet, never
 * behind.
 */
final class LiveSymbols {

  /** A symbol and its state. */
  static final class Live {
    private final String symbol;
    private final SymbolState state;
    private boolean changed;

    private Live(String symbol, SymbolState state) {
      this.symbol = symbol;
      this.state = state;
    }

    String symbol() {
      return symbol;
    }

    SymbolState state() {
      return state;
    }
  }

  private final KeyValueStore<String, byte[]> windows;
  private final Manifest manifest;
  private final String applicationId;
  private final Map<String, Live> inFlight = new HashMap<>();
  private final List<Live> changed = new ArrayList<>();

  /**
   * @param manifest of the model that the states must fit
   */
  LiveSymbols(KeyValueStore<String, byte[]> windows, Manifest manifest, String applicationId) {
    this.windows = windows;
    this.manifest = manifest;
    this.applicationId = applicationId;
  }

  /** Whether every state is stored and no tick is pending. */
  boolean isEmpty() {
    return inFlight.isEmpty();
  }

  /** A symbol's state: the live one, the stored one, or a fresh one. */
  Live get(String symbol) {
    Live live = inFlight.get(symbol);
    return live != null ? live : new Live(symbol, read(symbol, windows.get(symbol)));
  }

  /** Gives on every symbol that is stored; one with a pending tail is then live. */
  void forEachStored(Consumer<Live> receiver) {
    try (KeyValueIterator<String, byte[]> all = windows.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> stored = all.next();
        Live live = new Live(stored.key, read(stored.key, stored.value));
        if (live.state.pending() > 0) {
          inFlight.put(live.symbol, live);
        }
        receiver.accept(live);
      }
    }
  }

  /** Remembers that a state has changed. */
  void touch(Live live) {
    if (!live.changed) {
      live.changed = true;
      changed.add(live);
      inFlight.put(live.symbol, live);
    }
  }

  /** Stores what has changed. */
  void store() {
    for (Live live : changed) {
      windows.put(live.symbol, live.state.toBytes());
      live.changed = false;
      if (live.state.pending() == 0) {
        inFlight.remove(live.symbol);
      }
    }
    changed.clear();
  }

  private SymbolState read(String symbol, byte[] stored) {
    if (stored == null) {
      return SymbolState.fresh(manifest.shape(), manifest.featureSettings());
    }
    try {
      return SymbolState.fromBytes(manifest.shape(), manifest.featureSettings(), stored);
    } catch (IllegalArgumentException e) {
      throw new StreamException(
          "application '"
              + applicationId
              + "' has a stored window of "
              + symbol
              + " that model "
              + manifest.version()
              + " cannot continue: "
              + e.getMessage()
              + "; run this model under another application id, or reset the application",
          e);
    }
  }
}
