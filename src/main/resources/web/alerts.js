// The list of alerts: one card an episode, newest first, changed in place as it goes on.
// All text goes in as text nodes: symbols and labels are the users' data.
import * as format from "./format.js";

const KEEP = 200;

export function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text != null) made.textContent = text;
  return made;
}

// Whether no more is to come of an episode.
const ended = (alert) => alert.status === "closed" || alert.status === "accepted";

// The first line of a card: how bad, of what, when, and whether it is still open.
export function head(alert, name, time) {
  const row = element("div", "row");
  if (!ended(alert)) {
    const dot = element("span", "open-dot");
    dot.title = "still open";
    row.append(dot);
  }
  row.append(
    element("span", "badge", alert.severity),
    element("span", "symbol", name),
    element("time", "time", format.moment(time)));
  return row;
}

export class AlertList {
  constructor(list, emptyNote, onChoose) {
    this.list = list;
    this.emptyNote = emptyNote;
    this.onChoose = onChoose;
    this.episodes = new Map();
    this.labelOf = () => null;
    this.isFolded = () => false;
    this.onlySymbol = null;
  }

  get current() {
    return [...this.episodes.values()].map((episode) => episode.alert);
  }

  clear() {
    this.episodes.clear();
    this.list.replaceChildren();
    this.note();
  }

  // Takes one change of an episode.
  put(alert, fresh) {
    const known = this.episodes.get(alert.id);
    if (known && known.alert.updatedSequence > alert.updatedSequence) return;
    const item = known?.item ?? element("li");
    if (!known) {
      this.list.prepend(item);
      this.episodes.set(alert.id, { alert, item });
      this.trim();
    } else {
      known.alert = alert;
    }
    const focused = item.contains(document.activeElement);
    item.replaceChildren(this.card(alert, fresh && !known));
    if (focused) item.firstChild.focus();
    this.show(alert, item);
    this.note();
  }

  trim() {
    if (this.episodes.size <= KEEP) return;
    const [oldest, { item }] = this.episodes.entries().next().value;
    this.episodes.delete(oldest);
    item.remove();
  }

  // Shows the alerts of one symbol, or all with null.
  filter(symbol) {
    this.onlySymbol = symbol;
    for (const { alert, item } of this.episodes.values()) this.show(alert, item);
    this.note();
  }

  // Draws every card again, as when labels have come.
  redraw() {
    for (const { alert, item } of this.episodes.values()) item.replaceChildren(this.card(alert, false));
  }

  openOf(symbol) {
    let worst = "";
    for (const { alert } of this.episodes.values()) {
      if (alert.symbol !== symbol || ended(alert)) continue;
      if (worst !== "critical") worst = alert.severity;
    }
    return worst;
  }

  show(alert, item) {
    item.hidden = this.onlySymbol != null ? alert.symbol !== this.onlySymbol : this.isFolded(alert);
  }

  // Shows and hides anew, as when alerts of the market have come.
  fold() {
    this.filter(this.onlySymbol);
  }

  note() {
    this.emptyNote.hidden = [...this.episodes.values()].some(({ item }) => !item.hidden);
  }

  card(alert, fresh) {
    const card = element("button", `alert ${alert.severity}${fresh ? " fresh" : ""}`);
    card.type = "button";
    card.addEventListener("click", () => this.onChoose(alert));
    card.append(head(alert, alert.symbol, alert.peak.time), this.what(alert), this.detail(alert));
    if (alert.verdict === "data_quality") card.append(this.quality(alert));
    const label = this.labelOf(alert);
    if (label) card.append(element("div", "planted", label));
    if (alert.contributions.length) card.append(this.parts(alert.contributions.slice(0, 3)));
    return card;
  }

  what({ peak, quality }) {
    const what = element("div", "what");
    if (quality.includes("stale_feed")) {
      what.append("Silent since ", element("b", "", format.moment(peak.time)), ", last price ",
        element("b", "", format.price(peak.price)));
      return what;
    }
    what.append("Seen ", element("b", "", format.price(peak.price)), ", expected ",
      element("b", "", format.price(peak.expected, peak.price)));
    return what;
  }

  // Why the data, rather than the market, explain the alert.
  quality({ quality }) {
    return element("div", "quality", `data: ${quality.map(format.reason).join(", ")}`);
  }

  detail({ peak, anomalousTicks, quality }) {
    const detail = element("div", "detail");
    if (quality.includes("stale_feed")) return detail;
    const ticks = anomalousTicks > 1 ? ` · ${anomalousTicks} ticks` : "";
    detail.append(
      element("div", "", `interval ${format.price(peak.lower, peak.price)} – ${format.price(peak.upper, peak.price)}`),
      element("div", "", `${format.statistic(peak.statistic)} · alert score ${format.score(peak.score)}`
        + ` · ${format.oddsOf(peak.tailProbability)} ticks${ticks}`));
    return detail;
  }

  parts(contributions) {
    const parts = element("div", "parts");
    const most = Math.max(...contributions.map((part) => part.score ?? 0), 1e-9);
    for (const part of contributions) {
      const bar = element("span", "bar");
      const fill = element("i");
      fill.style.width = `${Math.max(3, (100 * (part.score ?? most)) / most)}%`;
      bar.append(fill);
      parts.append(element("span", "", format.statistic(part.test)), bar,
        element("span", "", format.signed(part.residual)),
        element("span", "values", format.contribution(part)));
    }
    return parts;
  }
}
