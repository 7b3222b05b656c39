// Alerts of the market as a whole: a card an episode, above those of symbols. The alerts of its
// symbols are folded into it, so that a move of the market is one alert and not five hundred.
import { element, head } from "./alerts.js";
import * as format from "./format.js";

const KEEP = 50;
const NAMED = 6;

const nameOf = (group) => (group === "all" ? "Market" : `Market: ${group}`);
const percent = (logReturn) => `${logReturn < 0 ? "−" : "+"}${Math.abs(100 * Math.expm1(logReturn)).toFixed(2)} %`;

export class MarketList {
  constructor(list, onSymbol, onFold) {
    this.list = list;
    this.onSymbol = onSymbol;
    this.onFold = onFold;
    this.episodes = new Map();
    this.byBucket = new Map();
    this.unfolded = new Set();
    this.members = new Map();
  }

  clear() {
    this.episodes.clear();
    this.byBucket.clear();
    this.members.clear();
    this.list.replaceChildren();
  }

  put(alert, fresh) {
    const known = this.episodes.get(alert.id);
    if (known && known.alert.updatedAt > alert.updatedAt) return;
    const item = known?.item ?? element("li");
    if (!known) this.list.prepend(item);
    this.episodes.set(alert.id, { alert, item });
    for (const bucket of alert.covers) this.byBucket.set(bucket, alert.id);
    this.draw(alert.id, fresh && !known);
    if (this.episodes.size > KEEP) this.forgetOldest();
    this.onFold();
  }

  forgetOldest() {
    const [id, { alert, item }] = this.episodes.entries().next().value;
    this.episodes.delete(id);
    this.unfolded.delete(id);
    this.members.delete(id);
    for (const bucket of alert.covers) this.byBucket.delete(bucket);
    item.remove();
  }

  // The market alert that an alert of a symbol is a part of, if there is one.
  of(alert) {
    const bucket = (alert.markets ?? []).find((id) => this.byBucket.has(id));
    return bucket == null ? null : this.byBucket.get(bucket);
  }

  folds(alert) {
    const id = this.of(alert);
    return id != null && !this.unfolded.has(id);
  }

  // How many alerts of symbols each one has.
  count(alerts) {
    const counts = new Map();
    for (const alert of alerts) {
      const id = this.of(alert);
      if (id != null) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    for (const id of this.episodes.keys()) {
      if ((this.members.get(id) ?? 0) === (counts.get(id) ?? 0)) continue;
      this.members.set(id, counts.get(id) ?? 0);
      this.draw(id, false);
    }
  }

  draw(id, fresh) {
    const { alert, item } = this.episodes.get(id);
    const card = element("div", `alert market ${alert.severity}${fresh ? " fresh" : ""}`);
    card.append(head(alert, nameOf(alert.group), alert.time), this.what(alert), this.detail(alert), this.symbols(alert));
    const members = this.members.get(id) ?? 0;
    if (members) card.append(this.fold(id, members));
    item.replaceChildren(card);
  }

  what(alert) {
    const what = element("div", "what");
    what.append("Median symbol ", element("b", "", percent(alert.medianReturn)));
    if (alert.usualReturn) what.append(`, usually ±${Math.abs(100 * alert.usualReturn).toFixed(2)} %`);
    return what;
  }

  detail(alert) {
    const detail = element("div", "detail");
    const left = alert.partitionsLeftOut ? ` · ${alert.partitionsLeftOut} partitions left out` : "";
    detail.append(
      element("div", "", `${alert.beyond[0]} of ${alert.symbols} symbols score 1 or more, ${alert.beyond[1]} of them 2 or more`),
      element("div", "", `alert score ${format.score(alert.score)} · median move ${format.signed(alert.medianMove)} σ`
        + ` · ${alert.covers.length} bucket${alert.covers.length > 1 ? "s" : ""}${left}`));
    return detail;
  }

  symbols(alert) {
    const row = element("div", "market-symbols");
    for (const member of alert.members.slice(0, NAMED)) {
      const button = element("button", "", `${member.symbol} ${percent(member.logReturn)}`);
      button.type = "button";
      button.addEventListener("click", () => this.onSymbol(member.symbol));
      row.append(button);
    }
    return row;
  }

  fold(id, members) {
    const open = this.unfolded.has(id);
    const button = element("button", "market-fold",
      `${open ? "Hide" : "Show"} ${members} alert${members > 1 ? "s" : ""} of its symbols`);
    button.type = "button";
    button.setAttribute("aria-expanded", String(open));
    button.addEventListener("click", () => {
      if (!this.unfolded.delete(id)) this.unfolded.add(id);
      this.draw(id, false);
      this.onFold();
    });
    return button;
  }
}
