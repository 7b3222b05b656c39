// Wires the parts of the page together.
import { AlertList } from "./alerts.js";
import { MarketList } from "./market.js";
import { Charts } from "./charts.js";
import { Connection } from "./connection.js";
import * as format from "./format.js";
import { SymbolList } from "./symbols.js";
import { Trace } from "./trace.js";

const at = (id) => document.getElementById(id);
const put = (id, text, className = "") => {
  const target = at(id);
  target.textContent = text;
  target.className = className;
};
const FOLLOW_PAUSE_MILLIS = 15000;

let threshold = 3.3;
let annotations = [];
let trace = null;
let cursorRow = null;
let chosenAt = 0;
const fromHash = decodeURIComponent(location.hash.slice(1)) || null;

const charts = new Charts(at("price"), at("score"), (row) => {
  cursorRow = row;
  showReadout();
});
const alerts = new AlertList(at("alerts"), at("no-alerts"), (alert) => {
  charts.highlighted = alert.id;
  choose(alert.symbol, true);
});
const market = new MarketList(at("market-alerts"), (symbol) => choose(symbol, true), foldMembers);
alerts.isFolded = (alert) => market.folds(alert);
const symbols = new SymbolList(at("symbols"), at("filter"), at("symbol-count"), (symbol) => {
  charts.highlighted = null;
  choose(symbol, true);
});
alerts.labelOf = (alert) =>
  annotations.find((span) =>
    span.symbol === alert.symbol && span.from <= alert.updatedAt && span.to >= alert.openedAt)?.label;

const STATES = { connecting: "Connecting", live: "Live", lost: "Reconnecting" };
const connection = new Connection({
  state(state) {
    const pill = at("connection");
    if (pill.dataset.state === state) return;
    pill.dataset.state = state;
    pill.textContent = STATES[state];
  },
  hello(hello) {
    format.speak(hello.words);
    threshold = hello.threshold;
    charts.threshold = threshold;
    at("budget").textContent =
      `threshold: one false alert in ${format.count(hello.budgetTicks)} ticks`;
    setAnnotations(hello.annotations);
    alerts.clear();
    hello.alerts.forEach((alert) => alerts.put(alert, false));
    market.clear();
    hello.marketAlerts.forEach((alert) => market.put(alert, false));
    foldMembers();
    trace = hello.symbol == null ? null : new Trace(hello.symbol);
    if (hello.history) trace.add(hello.history);
    charts.trace = trace;
    symbols.choose(hello.symbol ?? null);
    alerts.filter(at("only-symbol").checked ? hello.symbol : null);
    showBoard(hello.board);
    showTrace();
  },
  update(update) {
    for (const alert of update.alerts ?? []) receive(alert);
    for (const alert of update.marketAlerts ?? []) receiveMarket(alert);
    if (update.alerts?.length) foldMembers();
    if (update.history && trace) trace.add(update.history);
    showTrace();
  },
  board(board) {
    showBoard(board);
    if (board.annotations !== annotations.length) loadAnnotations();
    if (!trace && board.symbols.length) connection.open(null);
  },
});

function receive(alert) {
  alerts.put(alert, true);
  if (alert.status !== "opened") return;
  at("announce").textContent =
    `${alert.severity} alert, ${alert.symbol}: seen ${format.price(alert.peak.price)},`
    + ` expected ${format.price(alert.peak.expected, alert.peak.price)}`;
  const settled = Date.now() - chosenAt > FOLLOW_PAUSE_MILLIS;
  if (at("follow").checked && settled && alert.symbol !== trace?.symbol) choose(alert.symbol, false);
}

function receiveMarket(alert) {
  market.put(alert, true);
  if (alert.status !== "opened") return;
  at("announce").textContent =
    `${alert.severity} alert of the market: ${alert.beyond[0]} of ${alert.symbols} symbols are unusual`;
}

// The alerts of its symbols are a part of the market's.
function foldMembers() {
  market.count(alerts.current);
  alerts.fold();
}

function choose(symbol, byHand) {
  if (byHand) chosenAt = Date.now();
  if (symbol === trace?.symbol) {
    charts.draw();
    return;
  }
  history.replaceState(null, "", `#${encodeURIComponent(symbol)}`);
  connection.open(symbol);
}

function setAnnotations(spans) {
  annotations = spans;
  charts.annotations = spans;
  at("planted-key").hidden = spans.length === 0;
}

async function loadAnnotations() {
  const answer = await fetch("api/annotations");
  if (!answer.ok) return;
  setAnnotations(await answer.json());
  alerts.redraw();
  charts.draw();
}

function showBoard(board) {
  at("rate").textContent = format.rate(board.ticksPerSecond);
  at("scored").textContent = format.count(board.scored);
  at("opened").textContent = format.count(board.alertsOpened);
  at("model").textContent = board.modelVersion ?? "–";
  at("model").title = board.modelVersion ?? "";
  symbols.update(board.symbols, threshold, (symbol) => alerts.openOf(symbol));
  showWarmUp(board.symbols.find((entry) => entry.symbol === trace?.symbol));
}

function showWarmUp(entry) {
  const warming = entry?.state === "warming_up";
  at("warm-up").hidden = !warming;
  if (!warming) return;
  at("warm-up-bar").max = entry.warmUpNeeded;
  at("warm-up-bar").value = entry.warmUpSeen;
  at("warm-up-text").textContent =
    `${format.count(entry.warmUpSeen)} of ${format.count(entry.warmUpNeeded)} ticks`
    + " before the first score";
}

function showTrace() {
  charts.alerts = alerts.current;
  charts.draw();
  at("empty").hidden = Boolean(trace?.length);
  at("symbol").textContent = trace?.symbol ?? "No symbol yet";
  document.title = trace ? `${trace.symbol} · Tickwatch` : "Tickwatch";
  if (trace?.length) showQuote();
  showReadout();
}

function showQuote() {
  const last = trace.price[trace.length - 1];
  const first = trace.price[Math.max(0, trace.length - charts.span)];
  const change = last - first;
  // A metric may be zero or below, where a share says nothing.
  const shown = first > 0 && last > 0 ? `${Math.abs((100 * change) / first).toFixed(2)} %` : format.price(Math.abs(change));
  at("price-now").textContent = format.price(last);
  put("change", `${change >= 0 ? "+" : "−"}${shown} over the chart`,
    `change ${change > 0 ? "up" : change < 0 ? "down" : ""}`);
}

function showReadout() {
  if (!trace?.length) return;
  const row = cursorRow != null && cursorRow < trace.length ? cursorRow : trace.length - 1;
  put("at-time", format.moment(trace.time[row]));
  const seen = trace.price[row];
  put("at-price", format.price(seen));
  put("at-expected", format.price(trace.expected[row], seen));
  put("at-interval", trace.lower[row] == null ? "–"
    : `${format.price(trace.lower[row], seen)} – ${format.price(trace.upper[row], seen)}`);
  const share = trace.share[row];
  put("at-score", share == null ? "–" : format.score(-Math.log10(share)));
  at("at-score").title = share == null ? "" : `${format.oddsOf(share)} calm ticks is as surprising`;
  put("at-alert-score", format.score(trace.score[row]), format.severity(trace.score[row], threshold));
}

at("span").addEventListener("change", (event) => {
  charts.span = Number(event.target.value);
  showTrace();
});
at("only-symbol").addEventListener("change", (event) => {
  alerts.filter(event.target.checked ? trace?.symbol ?? null : null);
});
addEventListener("hashchange", () => {
  const symbol = decodeURIComponent(location.hash.slice(1));
  if (symbol) choose(symbol, true);
});

connection.open(fromHash);
