// Two charts over the same ticks: price with interval and forecast, and the anomaly score.
// The x axis counts ticks: nights and quiet hours take no room, and the forecast fan, which
// looks so many ticks ahead, has its place.
import * as format from "./format.js";

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const MARGIN_LEFT = 62;
const DIGIT_WIDTH = 7.5;

export class Charts {
  constructor(priceElement, scoreElement, onCursor) {
    this.elements = [priceElement, scoreElement];
    this.onCursor = onCursor;
    this.trace = null;
    this.threshold = 3.3;
    this.alerts = [];
    this.annotations = [];
    this.span = 300;
    this.scheduled = false;
    this.build();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.build());
    const sizes = new ResizeObserver(() => this.resize());
    this.elements.forEach((element) => sizes.observe(element));
  }

  // Colours are read when the charts are made, so a change of scheme makes them anew.
  build() {
    this.priceChart?.destroy();
    this.scoreChart?.destroy();
    this.colors = Object.fromEntries(
      ["text", "muted", "price", "band", "fan", "forecast", "grid", "score", "warning", "critical",
        "planted", "planted-fill", "panel"].map((name) => [name, css(`--${name}`)]));
    const [priceElement, scoreElement] = this.elements;
    this.priceChart = new uPlot(this.priceOptions(), [[], [], [], [], [], [], [], []], priceElement);
    this.scoreChart = new uPlot(this.scoreOptions(), [[], [], [], []], scoreElement);
    this.draw();
  }

  resize() {
    const [priceElement, scoreElement] = this.elements;
    this.priceChart.setSize({ width: priceElement.clientWidth, height: priceElement.clientHeight });
    this.scoreChart.setSize({ width: scoreElement.clientWidth, height: scoreElement.clientHeight });
  }

  // Draws with the next frame, once, however often it is asked to.
  draw() {
    if (this.scheduled) return;
    this.scheduled = true;
    requestAnimationFrame(() => {
      this.scheduled = false;
      this.drawNow();
    });
  }

  drawNow() {
    const trace = this.trace;
    const total = trace?.length ?? 0;
    this.start = Math.max(0, total - this.span);
    const rows = total - this.start;
    this.forecast = this.currentForecast();
    const ahead = this.forecast
      ? this.forecast.origin + this.forecast.expected.length - (total - 1) : 0;
    const xs = Array.from({ length: rows + ahead }, (_, at) => at);
    const padded = (column) => column.concat(new Array(ahead).fill(null));
    const slice = (name) => (trace ? trace[name].slice(this.start) : []);
    this.times = slice("time");
    this.range = this.priceRange();
    // Both charts keep the same margin, so that a tick is at the same place in both.
    const longest = rows ? format.axisPrice(this.range[1], (this.range[1] - this.range[0]) / 10).length : 0;
    this.margin = Math.max(MARGIN_LEFT, Math.ceil(longest * DIGIT_WIDTH) + 12);
    this.priceChart.setData([
      xs, padded(slice("price")), padded(slice("lower")), padded(slice("upper")),
      padded(slice("expected")), ...this.fan(this.forecast, rows, ahead),
    ]);
    this.scoreChart.setData([xs, ...this.bars(slice("score"), ahead)]);
  }

  // The forecast, unless ticks since have left it behind.
  currentForecast() {
    const { forecast, time } = this.trace ?? {};
    if (!forecast || !time.length) return null;
    const row = this.trace.rowOf(forecast.time, forecast.sequence);
    const last = time.length - 1;
    if (row < 0 && forecast.time < time[last]) return null;
    const origin = row < 0 ? last : row;
    return origin + forecast.expected.length > last ? { ...forecast, origin } : null;
  }

  // Median, lower and upper, from the tick that the forecast was made from on.
  fan(forecast, rows, ahead) {
    const columns = [0, 1, 2].map(() => new Array(rows + ahead).fill(null));
    if (!forecast) return columns;
    const origin = forecast.origin - this.start;
    for (const column of columns) if (origin >= 0) column[origin] = forecast.price;
    forecast.expected.forEach((expected, step) => {
      const at = origin + 1 + step;
      if (at < 0) return;
      columns[0][at] = expected;
      columns[1][at] = forecast.lower[step];
      columns[2][at] = forecast.upper[step];
    });
    return columns;
  }

  bars(scores, ahead) {
    const columns = [[], [], []];
    for (const score of scores.concat(new Array(ahead).fill(null))) {
      const kind = ["", "warning", "critical"].indexOf(format.severity(score, this.threshold));
      columns.forEach((column, at) => column.push(at === kind ? score : null));
    }
    return columns;
  }

  axes(price) {
    const { muted, grid } = this.colors;
    const font = "12px Inter, system-ui, sans-serif";
    return [
      {
        stroke: muted, font, size: price ? 8 : 30, gap: 6,
        grid: { stroke: grid, width: 1 }, ticks: { show: false }, space: 110,
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000],
        values: (chart, splits) => splits.map((at) => (price ? "" : this.label(at))),
      },
      {
        stroke: muted, font, size: () => this.margin ?? MARGIN_LEFT, gap: 6,
        grid: { stroke: grid, width: 1 }, ticks: { show: false }, space: price ? 46 : 32,
        values: (chart, splits, axis, space, step) =>
          splits.map((value) => (price ? format.axisPrice(value, step) : value)),
      },
    ];
  }

  label(at) {
    const times = this.times ?? [];
    if (at >= times.length) return "";
    return format.axisTime(times[at], times[times.length - 1] - times[0]);
  }

  cursor() {
    return {
      sync: { key: "ticks", setSeries: false },
      drag: { x: false, y: false },
      points: { show: false },
    };
  }

  priceOptions() {
    const { price, band, fan, forecast } = this.colors;
    const [element] = this.elements;
    const hidden = { stroke: "transparent", width: 0, points: { show: false } };
    return {
      width: Math.max(element.clientWidth, 50), height: Math.max(element.clientHeight, 50),
      padding: [14, 10, 0, 0], legend: { show: false }, cursor: this.cursor(),
      scales: { x: { time: false }, y: { range: () => this.range ?? [0, 1] } },
      axes: this.axes(true),
      series: [
        {},
        { stroke: price, width: 1.75, points: { show: false } },
        hidden, hidden,
        { stroke: band, width: 1, points: { show: false } },
        { stroke: forecast, width: 1.75, dash: [5, 4], points: { show: false } },
        hidden, hidden,
      ],
      bands: [{ series: [3, 2], fill: band }, { series: [7, 6], fill: fan }],
      hooks: {
        drawClear: [(chart) => this.drawSpans(chart, true)],
        draw: [(chart) => this.drawAlerts(chart, true), (chart) => this.nameForecast(chart)],
        setCursor: [(chart) => this.onCursor(this.rowUnder(chart))],
      },
    };
  }

  scoreOptions() {
    const { score, warning, critical } = this.colors;
    const [, element] = this.elements;
    const bars = uPlot.paths.bars({ size: [0.8, 7, 1] });
    const series = (color) => ({ stroke: color, fill: color, width: 0, paths: bars, points: { show: false } });
    return {
      width: Math.max(element.clientWidth, 50), height: Math.max(element.clientHeight, 50),
      padding: [8, 10, 0, 0], legend: { show: false }, cursor: this.cursor(),
      scales: { x: { time: false }, y: { range: () => [0, this.topScore()] } },
      axes: this.axes(false),
      series: [{}, series(score), series(warning), series(critical)],
      hooks: {
        drawClear: [(chart) => this.drawSpans(chart, false)],
        draw: [(chart) => this.drawThreshold(chart), (chart) => this.drawAlerts(chart, false)],
        setCursor: [(chart) => this.onCursor(this.rowUnder(chart))],
      },
    };
  }

  // Most prices and the forecast decide; a stray print far off, or a wide interval, is cut off.
  priceRange() {
    const prices = (this.trace?.price ?? []).slice(this.start).sort((a, b) => a - b);
    if (!prices.length) return [0, 1];
    const at = (share) => prices[Math.round(share * (prices.length - 1))];
    const all = prices[prices.length - 1] - prices[0]; // of a metric that mostly stands at 0
    const reach = 4 * (at(0.98) - at(0.02)) || Math.abs(at(0.5)) * 2e-3 || all;
    const near = prices.filter((price) => price >= at(0.02) - reach && price <= at(0.98) + reach);
    let [low, high] = [near[0], near[near.length - 1]];
    const take = (value, least, most) => {
      if (value == null) return;
      low = Math.min(low, Math.max(value, least));
      high = Math.max(high, Math.min(value, most));
    };
    const room = (high - low) / 2 || Math.abs(high) * 1e-4 || 1;
    const [least, most] = [low - room, high + room];
    const { lower, upper } = this.trace;
    for (const values of [lower.slice(this.start), upper.slice(this.start),
      this.forecast?.lower ?? [], this.forecast?.upper ?? []]) {
      values.forEach((value) => take(value, least, most));
    }
    const air = (high - low) * 0.06 || Math.abs(high) * 1e-4 || 1;
    return [low - air, high + air];
  }

  topScore() {
    let top = this.threshold + 1.5;
    if (this.trace) for (const score of this.trace.score.slice(this.start)) if (score > top) top = score;
    return top * 1.08;
  }

  rowUnder(chart) {
    const { idx, left } = chart.cursor;
    return idx == null || left < 0 || idx >= (this.times?.length ?? 0) ? null : this.start + idx;
  }

  // Planted anomalies: a shaded span, and its label in the price chart.
  drawSpans(chart, labelled) {
    if (!this.trace || !this.trace.length) return;
    const { ctx, bbox } = chart;
    const pixels = devicePixelRatio;
    const half = Math.abs(chart.valToPos(1, "x", true) - chart.valToPos(0, "x", true)) / 2;
    const ends = [];
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    for (const span of this.annotations) {
      const rows = span.symbol === this.trace.symbol && this.trace.rowsIn(span.from, span.to);
      if (!rows || rows[1] < this.start) continue;
      const left = chart.valToPos(rows[0] - this.start, "x", true) - half;
      const right = chart.valToPos(rows[1] - this.start, "x", true) + half;
      this.shade(ctx, bbox, left, Math.max(right, left + 2 * pixels));
      if (labelled) this.nameSpan(ctx, bbox, span, left, right, ends);
    }
    ctx.restore();
  }

  shade(ctx, bbox, left, right) {
    ctx.fillStyle = this.colors["planted-fill"];
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
    ctx.strokeStyle = this.colors.planted;
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
    for (const x of [left, right]) {
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
    }
    ctx.setLineDash([]);
  }

  // Labels that would run into each other go onto lines of their own.
  nameSpan(ctx, bbox, span, left, right, ends) {
    const pixels = devicePixelRatio;
    ctx.font = `600 ${11 * pixels}px Inter, system-ui, sans-serif`;
    ctx.fillStyle = this.colors.planted;
    ctx.textBaseline = "top";
    ctx.textAlign = "left";
    const width = ctx.measureText(span.label).width;
    const x = Math.max(bbox.left + 4 * pixels,
      Math.min(right + 4 * pixels, bbox.left + bbox.width - width - 4 * pixels));
    let line = 0;
    while (ends[line] > x) line++;
    ends[line] = x + width + 8 * pixels;
    this.write(ctx, span.label, x, bbox.top + (4 + line * 14) * pixels);
  }

  // Text with a rim in the panel's colour, so that lines behind it do not strike it through.
  write(ctx, text, x, y) {
    ctx.lineWidth = 4 * devicePixelRatio;
    ctx.lineJoin = "round";
    ctx.strokeStyle = this.colors.panel;
    ctx.strokeText(text, x, y);
    ctx.fillText(text, x, y);
  }

  // A tick beyond the chart's edge says how far.
  nameValue(ctx, value, x, y) {
    ctx.font = `600 ${11 * devicePixelRatio}px Inter, system-ui, sans-serif`;
    ctx.fillStyle = this.colors.text;
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    this.write(ctx, format.price(value), x, y);
  }

  nameForecast(chart) {
    const steps = this.forecast?.expected.length;
    if (!steps) return;
    const { ctx, bbox } = chart;
    ctx.save();
    ctx.font = `600 ${11 * devicePixelRatio}px Inter, system-ui, sans-serif`;
    ctx.fillStyle = this.colors.forecast;
    ctx.textAlign = "right";
    ctx.textBaseline = "bottom";
    this.write(ctx, `next ${steps} ticks`, bbox.left + bbox.width - 4 * devicePixelRatio,
      bbox.top + bbox.height - 4 * devicePixelRatio);
    ctx.restore();
  }

  drawThreshold(chart) {
    const { ctx, bbox } = chart;
    const y = chart.valToPos(this.threshold, "y", true);
    ctx.save();
    ctx.strokeStyle = this.colors.warning;
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.restore();
  }

  drawAlerts(chart, onPrice) {
    if (!this.trace) return;
    for (const alert of this.alerts) {
      if (alert.symbol !== this.trace.symbol) continue;
      const row = this.trace.rowOf(alert.peak.time, alert.peak.sequence);
      if (row >= this.start) this.drawAlert(chart, alert, row, onPrice);
    }
  }

  drawAlert(chart, alert, row, onPrice) {
    const { ctx } = chart;
    const value = onPrice ? this.trace.price[row] : this.trace.score[row];
    if (value == null) return;
    const x = chart.valToPos(row - this.start, "x", true);
    const radius = (onPrice ? 5 : 4) * devicePixelRatio;
    const { top, height } = chart.bbox;
    const there = chart.valToPos(value, "y", true);
    const y = there < top ? top + 4 * radius : there > top + height ? top + height - 2 * radius : there;
    ctx.save();
    if (y !== there) this.nameValue(ctx, value, x + 2 * radius, y);
    ctx.beginPath();
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
    ctx.fillStyle = this.colors[alert.severity];
    ctx.fill();
    ctx.lineWidth = 2 * devicePixelRatio;
    ctx.strokeStyle = this.colors.panel;
    ctx.stroke();
    if (alert.id === this.highlighted) {
      ctx.beginPath();
      ctx.arc(x, y, radius * 2.2, 0, 2 * Math.PI);
      ctx.strokeStyle = this.colors[alert.severity];
      ctx.stroke();
    }
    ctx.restore();
  }
}
