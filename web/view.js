// Reads what the server sends into what the board shows; whatever is broken in it is left out, and the rest
// stays.

/** @typedef {{ vi: string, en: string }} Name */
/** @typedef {NonNullable<ReturnType<typeof readCall>>} Call */
/** @typedef {NonNullable<ReturnType<typeof readCounter>>} CounterRow */
/** @typedef {NonNullable<ReturnType<typeof readView>>} View */
/** @typedef {NonNullable<ReturnType<typeof readOffice>>} Office */
/** @typedef {ReturnType<typeof readQuery>} Query */

const STATES = ["open", "paused", "closed"];
const OFFSET = /(?:Z|([+-])(\d\d):(\d\d))$/;
// As ticketing/voice/announcement.py reads it aloud.
const LETTER_SIGN = /^(?:(?:quầy|cửa|bàn)(?: số)? )?([a-zđ][0-9]{0,2})$/i;
const NUMBER_SIGN = /^(?:quầy|cửa|bàn)(?:\s+số)?\s+0*(\d+)$/i;

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

/** @param {import("./wire").Call} value */
function readCall(value) {
  const moment = isObject(value) ? readMoment(value.called_at) : null;
  if (
    moment === null ||
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
    calledAt: moment.epoch,
    recall: Number.isInteger(value.recall) ? Number(value.recall) : 0,
  };
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
  return {
    names: list(value.names)
      .map(readName)
      .filter((name) => name.vi),
    language: value.language === "en" ? "en" : "vi",
    fields: list(value.fields)
      .filter((field) => isObject(field) && typeof field.code === "string")
      .map((field) => ({ code: field.code, name: readName(field.name) })),
    counters: list(value.counters)
      .filter((counter) => isObject(counter) && Number.isInteger(counter.number))
      .map((counter) => ({
        number: counter.number,
        label: readName(counter.label),
        operatedBy: text(counter.operated_by),
      })),
  };
}

/**
 * What a page is asked to show: all, some fields, or one counter; and which screen of several it is.
 * @param {string} search
 */
export function readQuery(search) {
  const query = new URLSearchParams(search);
  const counter = Number(query.get("counter"));
  const page = Number(query.get("page"));
  return {
    counter: Number.isInteger(counter) && counter > 0 ? counter : null,
    fields: (query.get("fields") || "")
      .split(",")
      .map((code) => code.trim())
      .filter(Boolean),
    page: Number.isInteger(page) && page > 1 ? page : 1,
    language: query.get("language"),
    zone: (query.get("zone") || "").trim(),
    name: (query.get("name") || "").trim(),
  };
}

/**
 * The part of a view that belongs to a zone.
 * @param {View} view
 * @param {Query} zone
 */
export function zoneOf(view, zone) {
  /** @param {string} code */
  const isIn = (code) => !zone.fields.length || zone.fields.indexOf(code) >= 0;
  /** @param {number} counter */
  const isOf = (counter) => zone.counter === null || counter === zone.counter;
  return Object.assign({}, view, {
    calls: view.calls.filter((call) => isIn(call.field) && isOf(call.counter)),
    counters: view.counters.filter(
      (row) => isOf(row.number) && (!zone.fields.length || row.fields.some(isIn)),
    ),
  });
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
 * The sign above a counter: its number, or a letter of the office's own such as A; and its label where that
 * says more.
 * @param {number} number
 * @param {{ number: number, label: Name }[]} counters
 */
export function counterSign(number, counters) {
  const counter = counters.filter((one) => one.number === number)[0];
  const label = counter ? counter.label.vi : "";
  const letter = LETTER_SIGN.exec(label);
  if (letter) {
    return { sign: letter[1].toUpperCase(), isNumber: false, label: "" };
  }
  const found = NUMBER_SIGN.exec(label);
  const saysNoMore = found !== null && Number(found[1]) === number;
  return { sign: String(number), isNumber: true, label: saysNoMore ? "" : label };
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
