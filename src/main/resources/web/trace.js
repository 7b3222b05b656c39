// The ticks of the chosen symbol, in order of event time, and its newest forecast.

const KEEP = 2000;
const COLUMNS = ["sequence", "time", "price", "expected", "lower", "upper", "score", "share"];

export class Trace {
  constructor(symbol) {
    this.symbol = symbol;
    this.forecast = null;
    for (const column of COLUMNS) this[column] = [];
  }

  get length() {
    return this.time.length;
  }

  // Takes the columns of an update; a late tick goes into its place.
  add(columns) {
    for (let row = 0; row < columns.time.length; row++) {
      const at = this.placeOf(columns.time[row]);
      for (const column of COLUMNS) this[column].splice(at, 0, columns[column][row]);
    }
    const surplus = this.length - KEEP;
    if (surplus > 0) for (const column of COLUMNS) this[column].splice(0, surplus);
    if (columns.forecast) this.forecast = columns.forecast;
  }

  placeOf(time) {
    let at = this.length;
    while (at > 0 && this.time[at - 1] > time) at--;
    return at;
  }

  // The first row at or after a time.
  firstAt(time) {
    let low = 0, high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.time[middle] < time) low = middle + 1; else high = middle;
    }
    return low;
  }

  // The row of a tick, or -1 when it is not held. Many ticks may share a time.
  rowOf(time, sequence) {
    for (let at = this.firstAt(time); at < this.length && this.time[at] === time; at++) {
      if (this.sequence[at] === sequence) return at;
    }
    return -1;
  }

  // The rows inside a span of time as [first, last], or null.
  rowsIn(from, to) {
    const first = this.firstAt(from);
    let last = first - 1;
    while (last + 1 < this.length && this.time[last + 1] <= to) last++;
    return last >= first ? [first, last] : null;
  }
}
