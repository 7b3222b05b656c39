// The list of symbols: newest price, score as a bar, warm-up progress, open alerts.
import { element } from "./alerts.js";
import * as format from "./format.js";

export class SymbolList {
  constructor(list, filter, countNote, onChoose) {
    this.list = list;
    this.filter = filter;
    this.countNote = countNote;
    this.onChoose = onChoose;
    this.rows = new Map();
    this.chosen = null;
    filter.addEventListener("input", () => this.applyFilter());
    list.addEventListener("keydown", (event) => this.move(event));
  }

  update(symbols, threshold, openOf) {
    const named = new Set(symbols.map((entry) => entry.symbol));
    for (const [symbol, row] of this.rows) {
      if (!named.has(symbol)) {
        row.item.remove();
        this.rows.delete(symbol);
      }
    }
    symbols.forEach((entry, at) => {
      const row = this.rows.get(entry.symbol) ?? this.add(entry.symbol, at);
      this.fill(row, entry, threshold, openOf(entry.symbol));
    });
    this.countNote.textContent = symbols.length ? format.count(symbols.length) : "";
    this.applyFilter();
  }

  add(symbol, at) {
    const button = element("button");
    button.type = "button";
    const name = element("span", "name");
    const dot = element("span", "dot");
    name.append(dot, symbol);
    const price = element("span", "price");
    const meter = element("span", "meter");
    const fill = element("i");
    meter.append(fill);
    button.append(name, price, meter);
    button.addEventListener("click", () => this.onChoose(symbol));
    const item = element("li");
    item.append(button);
    this.list.insertBefore(item, this.list.children[at] ?? null);
    const row = { item, button, dot, price, meter, fill };
    this.rows.set(symbol, row);
    this.mark(symbol, row);
    return row;
  }

  fill(row, entry, threshold, open) {
    const warming = entry.state === "warming_up";
    row.price.textContent = format.price(entry.price);
    row.dot.className = `dot ${open}`;
    row.dot.hidden = !open;
    const share = warming ? entry.warmUpSeen / Math.max(1, entry.warmUpNeeded)
      : Math.min(1, (entry.score ?? 0) / (threshold + 2));
    row.meter.className = `meter ${warming ? "warm" : format.severity(entry.score, threshold)}`;
    row.fill.style.width = `${(100 * share).toFixed(1)}%`;
    row.button.title = warming
      ? `warming up: ${entry.warmUpSeen} of ${entry.warmUpNeeded} ticks`
      : `score ${format.score(entry.score)}${open ? `, ${open} alert open` : ""}`;
  }

  choose(symbol) {
    this.chosen = symbol;
    for (const [name, row] of this.rows) this.mark(name, row);
  }

  mark(symbol, row) {
    row.button.setAttribute("aria-current", String(symbol === this.chosen));
  }

  applyFilter() {
    const wanted = this.filter.value.trim().toLowerCase();
    for (const [symbol, row] of this.rows) {
      row.item.hidden = !symbol.toLowerCase().includes(wanted);
    }
  }

  // Up and down go through the list, as in a picker.
  move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const buttons = [...this.list.querySelectorAll("li:not([hidden]) button")];
    const at = buttons.indexOf(document.activeElement);
    const next = buttons[at + step];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
  }
}
