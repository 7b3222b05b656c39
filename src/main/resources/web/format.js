// Numbers, times and names as people read them.

const counts = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const rates = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });
const times = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: "UTC",
});
const days = new Intl.DateTimeFormat("en-GB", { day: "2-digit", month: "short", timeZone: "UTC" });
const dayTimes = new Intl.DateTimeFormat("en-GB", {
  day: "2-digit", month: "short", hour: "2-digit", minute: "2-digit", timeZone: "UTC",
});
const dates = new Intl.DateTimeFormat("en-GB", {
  day: "2-digit", month: "short", year: "numeric", timeZone: "UTC",
});
const DAY = 86400000;
const NONE = "–";

export const count = (value) => (value == null ? NONE : counts.format(value));

export const rate = (value) =>
  value == null ? NONE : value >= 100 ? counts.format(value) : rates.format(value);

const decimalsIn = (value) => (/\.(\d+)$/.exec(String(value))?.[1] ?? "").length;

const withDecimals = (value, decimals) => value.toLocaleString("en-US", {
  minimumFractionDigits: decimals, maximumFractionDigits: decimals,
});

// A price with as many decimals as a traded price like it has, to six digits: 1,057.46 or 1.08453.
export function price(value, like = value) {
  if (value == null) return NONE;
  const most = Math.min(8, Math.max(2, 5 - Math.floor(Math.log10(Math.abs(like) || 1))));
  return withDecimals(value, Math.min(most, Math.max(2, decimalsIn(like))));
}

// A label of an axis whose labels are so far apart.
export const axisPrice = (value, step) =>
  withDecimals(value, Math.min(8, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9))));

export const score = (value) => (value == null ? NONE : value.toFixed(value < 10 ? 2 : 1));

export const time = (millis) => (millis == null ? NONE : times.format(millis));

export const date = (millis) => dates.format(millis);

// Day and time, or only the date where ticks are days apart.
export const moment = (millis) =>
  millis == null ? NONE
    : millis % DAY === 0 ? dates.format(millis)
      : `${days.format(millis)} ${times.format(millis)}`;

// An axis label that fits the span it belongs to.
export function axisTime(millis, span) {
  if (millis == null) return "";
  if (span > 60 * DAY) return dates.format(millis);
  return span > 1.5 * DAY ? dayTimes.format(millis) : times.format(millis);
}

const WORDS = [[1e9, " billion"], [1e6, " million"], [1, ""]];

// A tail probability as "1 in 250,000", to two digits.
export function oddsOf(probability) {
  if (!(probability > 0)) return "never seen before";
  const one = Number((1 / probability).toPrecision(2));
  if (one >= 1e12) return "1 in over a trillion";
  const [unit, word] = WORDS.find(([least]) => one >= least) ?? WORDS[2];
  return `1 in ${rates.format(one / unit)}${word}`;
}

// What people call statistics, and what these look at: the service says it with its greeting.
let words = { statistics: {}, aspects: {} };

export const speak = (given) => { words = given; };

const plain = (code) => String(code || "unknown").replaceAll("_", " ");

// "drift_15" as "drift over 15 ticks".
export const statistic = (code) => words.statistics[code] ?? plain(code);

const value = (number) => (number == null ? NONE : price(Number(number.toPrecision(6))));

// "price, 2 ticks back: expected 801.50, seen 950.00".
export function contribution({ feature, step, expected, seen }) {
  const name = words.aspects[feature] ?? plain(feature);
  const where = step === 0 ? name : `${name}, most of it ${-step} back`;
  return seen == null ? where : `${where}: expected ${value(expected)}, seen ${value(seen)}`;
}

export const signed = (number) =>
  number == null ? "" : `${number < 0 ? "−" : "+"}${Math.abs(number).toFixed(1)}`;

// A reason of data quality as people say it.
export const reason = (code) => String(code).replaceAll("_", " ");

export const severity = (score, threshold) =>
  score == null || score < threshold ? "" : score < threshold + 2 ? "warning" : "critical";
