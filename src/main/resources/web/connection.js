// The event stream, connected again whenever it is lost.

const RETRY_MILLIS = [1000, 2000, 5000, 10000];
const SILENCE_MILLIS = 10000;

export class Connection {
  constructor(handlers) {
    this.handlers = handlers;
    this.failures = 0;
  }

  // Connects for a symbol, or for any with null.
  open(symbol) {
    this.symbol = symbol;
    this.close();
    this.handlers.state(this.failures ? "lost" : "connecting");
    const query = symbol == null ? "" : `?symbol=${encodeURIComponent(symbol)}`;
    const source = new EventSource(`events${query}`);
    this.source = source;
    for (const name of ["hello", "update", "board"]) {
      source.addEventListener(name, (event) => {
        if (source !== this.source) return;
        this.failures = 0;
        this.heard();
        this.handlers.state("live");
        this.handlers[name](JSON.parse(event.data));
      });
    }
    source.addEventListener("error", () => {
      if (source === this.source) this.retry();
    });
    this.heard();
  }

  // The service speaks once a second; silence means that the connection is dead.
  heard() {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => this.retry(), SILENCE_MILLIS);
  }

  retry() {
    this.close();
    this.handlers.state("lost");
    const wait = RETRY_MILLIS[Math.min(this.failures++, RETRY_MILLIS.length - 1)];
    this.timer = setTimeout(() => this.open(this.symbol), wait);
  }

  close() {
    clearTimeout(this.watchdog);
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
  }
}
