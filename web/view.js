// Reads what the server sends into what the board shows; whatever is broken in it is left out, and the rest
// stays.

/** @typedef {{ vi: string, en: string }} Name */
/** @typedef {NonNullable<ReturnType<typeof readCall>>} Call */
/** @typedef {NonNullable<ReturnType<typeof readCounter>>} CounterRow */
/** @typedef {NonNullable<ReturnType<typeof readView>>} View */
/** @typedef {NonNullable<ReturnType<typeof readOffice>>} Office */
/** @typedef {Office["fields"][number]} FieldCard */
/** @typedef {Office["zones"][number]} Zone */
/** @typedef {ReturnType<typeof readPlace>} Place */
/** @typedef {ReturnType<typeof readTakingNumbers>} Hall */
/** @typedef {NonNullable<ReturnType<typeof readBoardField>>} BoardField */

const STATES = ["open", "paused", "closed"];
const OPEN_STATES = ["open", "break", "closed", "holiday", "full"];
const PLACES = ["counter", "window", "table", "room"];
const OFFSET = /(?:Z|([+-])(\d\d):(\d\d))$/;

/**
 * @template T
 * @param {T | null | undefined} value
 * @returns {value is T}
 */
export function isObject(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/**
 * @template T
 * @param {T[] | null | undefined} value
 * @returns {T[]}
 */
export function list(value) {
  return Array.isArray(value) ? value : [];
}

/**
 * The values of an object, each still to be looked at; none for what is no object.
 * @param {unknown} value
 * @returns {Record<string, unknown>}
 */
export function record(value) {
  return isObject(value) ? /** @type {Record<string, unknown>} */ (value) : {};
}

/** @param {unknown} value */
export function text(value) {
  return typeof value === "string" ? value : "";
}

/**
 * A text in both languages; empty where there is none.
 * @param {Partial<Name> | null | undefined} value
 */
export function readName(value) {
  /** @type {Partial<Name>} */
  const name = isObject(value) ? value : {};
  return { vi: text(name.vi), en: text(name.en) };
}

/**
 * A name in a language; Vietnamese where there is no other.
 * @param {Name} name
 * @param {string} language
 */
export function worded(name, language) {
  return language === "en" && name.en ? name.en : name.vi;
}

/**
 * A moment with its offset: milliseconds since 1970, and the office's minutes ahead of UTC. Null for what is
 * none.
 * @param {unknown} value
 */
export function readMoment(value) {
  const written = text(value);
  const found = OFFSET.exec(written);
  const epoch = Date.parse(written);
  if (found === null || Number.isNaN(epoch)) {
    return null;
  }
  const minutes = found[1] ? Number(found[2]) * 60 + Number(found[3]) : 0;
  return { epoch: epoch, offsetMinutes: found[1] === "-" ? -minutes : minutes };
}

/**
 * Which number was called where; null for what is no call.
 * @param {import("./wire").TurnCall | import("./wire").Call | null | undefined} value
 */
export function readTurnCall(value) {
  if (
    !isObject(value) ||
    !Number.isInteger(value.call) ||
    !Number.isInteger(value.counter) ||
    !text(value.number)
  ) {
    return null;
  }
  return {
    call: value.call,
    number: value.number,
    field: text(value.field),
    counter: value.counter,
    recall: Number.isInteger(value.recall) ? Number(value.recall) : 0,
  };
}

/** @param {import("./wire").Call} value */
function readCall(value) {
  const call = readTurnCall(value);
  const moment = call === null ? null : readMoment(value.called_at);
  return call === null || moment === null ? null : Object.assign(call, { calledAt: moment.epoch });
}

/** @param {import("./wire").CounterRow} value */
function readCounter(value) {
  if (!isObject(value) || !Number.isInteger(value.number) || STATES.indexOf(value.state) < 0) {
    return null;
  }
  return {
    number: value.number,
    state: value.state,
    fields: list(value.fields).filter((code) => typeof code === "string"),
    ticket: text(value.ticket),
    ticketState: text(value.ticket_state),
  };
}

/**
 * @param {Record<string, number | null> | undefined} value
 * @returns {Map<string, number>}
 */
function readNumbers(value) {
  const numbers = new Map();
  if (isObject(value)) {
    Object.keys(value).forEach((key) => {
      if (typeof value[key] === "number" && value[key] >= 0) {
        numbers.set(key, value[key]);
      }
    });
  }
  return numbers;
}

/**
 * Whether numbers can be taken, and from when on; a hall of which nothing is told is open.
 * @param {import("./wire").HallState | null | undefined} value
 */
function readTakingNumbers(value) {
  /** @type {Partial<import("./wire").HallState>} */
  const hall = isObject(value) ? value : {};
  return {
    state: OPEN_STATES.indexOf(text(hall.state)) >= 0 ? text(hall.state) : "open",
    holiday: readName(hall.holiday),
    opensAt: readMoment(hall.opens_at),
    isCallingOn: hall.is_calling_on === true,
    isNight: hall.is_night === true,
  };
}

/** @param {import("./wire").BoardField} value */
function readBoardField(value) {
  if (!isObject(value) || !text(value.code)) {
    return null;
  }
  return {
    code: value.code,
    reached: text(value.reached),
    counters: list(value.counters).filter(Number.isInteger),
    left: typeof value.left === "number" ? value.left : null,
    isOpen: value.is_open !== false,
    opensAt: readMoment(value.opens_at),
  };
}

/** @param {import("./wire").MissedRow} value */
function readMissed(value) {
  return isObject(value) && text(value.number)
    ? { number: value.number, field: text(value.field), counter: Number(value.counter) }
    : null;
}

/**
 * The board's view; null for what is none at all. Of a list that is broken as a whole, the one `before`
 * stays.
 * @param {import("./wire").BoardView} value
 * @param {{ calls: Call[], counters: CounterRow[] } | null} [before]
 */
export function readView(value, before) {
  if (!isObject(value)) {
    return null;
  }
  const kept = before || { calls: [], counters: [] };
  /** @type {Partial<import("./wire").Leader>} */
  const leader = isObject(value.leader) ? value.leader : {};
  /** @type {Record<string, Partial<Name>>} */
  const captions = isObject(value.captions) ? value.captions : {};
  return {
    calls: Array.isArray(value.calls)
      ? value.calls.map(readCall).filter((call) => call !== null)
      : kept.calls,
    counters: Array.isArray(value.counters)
      ? value.counters.map(readCounter).filter((row) => row !== null)
      : kept.counters,
    waiting: readNumbers(value.waiting),
    expected: readNumbers(value.expected_minutes),
    leader: { name: text(leader.name), phone: text(leader.phone) },
    captions: new Map(Object.keys(captions).map((key) => [key, readName(captions[key])])),
    hall: readTakingNumbers(value.hall),
    fields: list(value.fields)
      .map(readBoardField)
      .filter((field) => field !== null),
    missed: list(value.missed)
      .map(readMissed)
      .filter((row) => row !== null),
  };
}

/**
 * The office's card; null for what is none at all.
 * @param {import("./wire").OfficeCard} value
 */
export function readOffice(value) {
  if (!isObject(value)) {
    return null;
  }
  /** @type {Partial<import("./wire").BoardPlan>} */
  const board = isObject(value.board) ? value.board : {};
  return {
    names: list(value.names)
      .map(readName)
      .filter((name) => name.vi),
    language: value.language === "en" ? "en" : "vi",
    fields: list(value.fields)
      .filter((field) => isObject(field) && typeof field.code === "string")
      .map(readFieldCard),
    counters: list(value.counters)
      .filter((counter) => isObject(counter) && Number.isInteger(counter.number))
      .map(readPlace),
    zones: list(value.zones)
      .filter((zone) => isObject(zone) && typeof zone.code === "string")
      .map((zone) => ({
        code: zone.code,
        name: readName(zone.name),
        fields: list(zone.fields),
        counters: list(zone.counters),
      })),
    hours: list(value.hours).filter((run) => isObject(run) && Array.isArray(run.sessions)),
    board: {
      logo: text(board.logo),
      header: text(board.header),
      layout: text(board.layout),
      rows: typeof board.rows === "number" ? board.rows : null,
      horizon: text(board.horizon) || "hills",
    },
  };
}

/** @param {import("./wire").FieldCard} field */
function readFieldCard(field) {
  const name = readName(field.name);
  const short = readName(field.short);
  return {
    code: field.code,
    name: name,
    short: short.vi ? short : name,
    prefix: text(field.prefix),
    colour: text(field.colour),
    icon: text(field.icon),
  };
}

/** @param {import("./wire").CounterPlan} counter */
function readPlace(counter) {
  return {
    number: counter.number,
    label: readName(counter.label),
    operatedBy: text(counter.operated_by),
    kind: PLACES.indexOf(text(counter.place)) >= 0 ? text(counter.place) : "counter",
    sign: text(counter.sign) || String(counter.number),
  };
}

/**
 * Every called number once, with the counter that called it last.
 * @param {Call[]} calls
 */
export function calledNumbers(calls) {
  const seen = new Set();
  return calls.filter((call) => !seen.has(call.number) && seen.add(call.number));
}

/**
 * Hours, minutes and date at the office, by what the server said of its time.
 * @param {number} epoch
 * @param {number} offsetMinutes
 */
export function officeTime(epoch, offsetMinutes) {
  const there = new Date(epoch + offsetMinutes * 60000);
  /** @param {number} number */
  const two = (number) => (number < 10 ? "0" : "") + number;
  return {
    clock: two(there.getUTCHours()) + ":" + two(there.getUTCMinutes()),
    weekday: there.getUTCDay(),
    date: two(there.getUTCDate()) + "/" + two(there.getUTCMonth() + 1) + "/" + there.getUTCFullYear(),
  };
}
