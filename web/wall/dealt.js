// How many rows, cells and pages there are, so that what is shown fills its room and none of it stays blank.

export const CELLS_AT_ONCE = 10;
export const CELLS_WIDE_MAX = 12; // as many as are still shown without turning pages
const CELLS_IN_ONE_ROW = 5;
export const TABLE_ROWS = [4, 6, 8, 12];

/**
 * So many things dealt out to so many groups, the first ones having one more where they can't be alike.
 * @param {number} count
 * @param {number} groups
 */
export function dealt(count, groups) {
  const sizes = [];
  for (let index = 0; index < groups; index += 1) {
    sizes.push(Math.floor(count / groups) + (index < count % groups ? 1 : 0));
  }
  return sizes;
}

/**
 * The cells of the strip that are shown in one turn of it, in rows that are dealt out evenly.
 * @template T
 * @param {T[]} cells
 * @param {boolean} isUpright
 * @param {number} turn
 */
export function stripRows(cells, isUpright, turn) {
  const isOne = cells.length <= (isUpright ? CELLS_AT_ONCE : CELLS_WIDE_MAX);
  const pages = dealt(cells.length, isOne ? 1 : Math.ceil(cells.length / CELLS_AT_ONCE));
  const page = turn % pages.length;
  const first = pages.slice(0, page).reduce((sum, size) => sum + size, 0);
  return rowsOf(cells.slice(first, first + pages[page]), rowCount(pages[page], isUpright));
}

/**
 * @param {number} count
 * @param {boolean} isUpright
 */
function rowCount(count, isUpright) {
  if (isUpright) {
    return count <= 3 ? Math.max(1, count) : Math.ceil(count / 2);
  }
  return count <= CELLS_IN_ONE_ROW ? 1 : 2;
}

/**
 * @template T
 * @param {T[]} cells
 * @param {number} rows
 */
function rowsOf(cells, rows) {
  let first = 0;
  return dealt(cells.length, rows).map((size) => {
    first += size;
    return cells.slice(first - size, first);
  });
}

/**
 * How many rows the plain table has: as asked, or as few as hold so many counters.
 * @param {number} asked
 * @param {number} counters
 */
export function tableRows(asked, counters) {
  if (TABLE_ROWS.indexOf(asked) >= 0) {
    return asked;
  }
  const enough = TABLE_ROWS.filter((rows) => rows >= counters);
  return enough.length ? enough[0] : TABLE_ROWS[TABLE_ROWS.length - 1];
}

/**
 * The counters that stand in a table of so many rows: where it is too small those that called last, all of
 * them by their numbers.
 * @template {{ number: number }} Row
 * @param {Row[]} counters
 * @param {{ counter: number }[]} calls the newest first
 * @param {number} rows
 */
export function tableCounters(counters, calls, rows) {
  if (counters.length <= rows) {
    return counters;
  }
  const newest = calls.map((call) => call.counter);
  /** @param {Row} row */
  const rank = (row) => (newest.indexOf(row.number) < 0 ? newest.length : newest.indexOf(row.number));
  const chosen = counters.slice().sort((one, other) => rank(one) - rank(other) || one.number - other.number);
  return chosen.slice(0, rows).sort((one, other) => one.number - other.number);
}

/**
 * Signs of places in few letters: three or more figures in a row are told by their first and last.
 * @param {string[]} signs
 */
export function signsInShort(signs) {
  /** @type {string[][]} */
  const runs = [];
  signs.forEach((sign) => {
    const run = runs[runs.length - 1];
    const goesOn = run && /^\d+$/.test(sign) && Number(run[run.length - 1]) + 1 === Number(sign);
    if (goesOn) {
      run.push(sign);
    } else {
      runs.push([sign]);
    }
  });
  return runs.map((run) => (run.length > 2 ? run[0] + "–" + run[run.length - 1] : run.join(", "))).join(", ");
}
