// Collects what was measured and prints one table. Never rounds a miss into a hit.

const rows = [];
const notes = [];

/** Orders numbers and gives median, smallest and largest. */
export function spread(values) {
  const sorted = [...values].filter((value) => Number.isFinite(value)).sort((a, b) => a - b);
  return { median: sorted[sorted.length >> 1], min: sorted[0], max: sorted.at(-1), n: sorted.length };
}

/** A line: what, unit, values, and a goal in that unit: the median `atMost` or `atLeast` so much, or `allAtMost` so much. */
export function row(name, unit, values, goal = {}) {
  if (values.length) rows.push({ name, unit, ...spread(values), ...goal });
}

/** A title between lines. */
export function section(title) {
  rows.push({ title });
}

/** A sentence below the table. */
export function note(text) {
  notes.push(text);
}

function figure(value) {
  if (value === undefined || Number.isNaN(value)) return '';
  if (Math.abs(value) >= 100) return String(Math.round(value));
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}

function verdict({ median, max, atMost, atLeast, allAtMost }) {
  if (allAtMost !== undefined) return max <= allAtMost ? 'reached' : 'FALLS SHORT';
  if (atMost === undefined && atLeast === undefined) return '';
  const reached = atMost !== undefined ? median <= atMost : median >= atLeast;
  return reached ? 'reached' : 'FALLS SHORT';
}

/** Prints everything; how many goals were reached, and how many there are. */
export function print() {
  const widths = [50, 9, 9, 9, 11, 4];
  const line = (cells) => cells.map((cell, at) => (at === 0 ? String(cell).padEnd(widths[0]) : String(cell).padStart(widths[at] ?? 0))).join(' ');
  console.log(`\n${line(['measured', 'median', 'least', 'most', 'goal', 'n'])}`);
  let [reached, goals] = [0, 0];
  for (const one of rows) {
    if (one.title) {
      console.log(`\n${one.title}`);
      continue;
    }
    const goal = one.allAtMost !== undefined ? `all <= ${figure(one.allAtMost)}` : one.atMost !== undefined ? `<= ${figure(one.atMost)}` : one.atLeast !== undefined ? `>= ${figure(one.atLeast)}` : '';
    const said = verdict(one);
    goals += said ? 1 : 0;
    reached += said === 'reached' ? 1 : 0;
    console.log(`${line([`  ${one.name}, ${one.unit}`, figure(one.median), figure(one.min), figure(one.max), goal, one.n])}  ${said}`);
  }
  console.log(`\n${reached} of ${goals} goals reached.`);
  for (const text of notes) console.log(text);
}
