// Whose turn it is in each zone, as the server tells it: no screen decides a turn by itself.

import { list, readName, readTurnCall, text } from "./view.js";

export const CALLS_SHOWN_MAX = 40; // as many the office tells of, as in ticketing/office.py

/** @typedef {import("./view").Name} Name */
/** @typedef {NonNullable<ReturnType<typeof import("./view").readTurnCall>>} TurnCall */
/** @typedef {ReturnType<typeof readTurn>} Turn */
/** @typedef {import("./view").Zone} Zone */
/**
 * A zone's turn as this screen shows it; `name` is the zone's, empty where the screen has one zone alone.
 * @typedef {object} ShownTurn
 * @property {Name} name
 * @property {TurnCall | null} call
 * @property {boolean} isNow
 * @property {TurnCall[]} beside
 * @property {number} following
 * @property {Name | null} caption
 */

/** @param {import("./wire").TurnFrame} frame */
export function readTurn(frame) {
  const beside = list(frame.beside)
    .map(readTurnCall)
    .filter((call) => call !== null);
  return {
    zone: text(frame.zone),
    call: readTurnCall(frame.call),
    isNow: frame.is_now === true,
    beside: /** @type {TurnCall[]} */ (beside),
    following: Number.isInteger(frame.following) ? frame.following : beside.length,
    caption: readName(frame.caption),
  };
}

/**
 * Whether a zone tells of this call.
 * @param {Zone} zone
 * @param {{ field: string, counter: number }} call
 */
export function hears(zone, call) {
  const isWhole = !zone.fields.length && !zone.counters.length;
  return isWhole || zone.fields.indexOf(call.field) >= 0 || zone.counters.indexOf(call.counter) >= 0;
}

export class Turns {
  constructor() {
    /** @type {Map<string, Turn>} */
    this._turns = new Map();
    /** @type {Map<string, TurnCall | null>} */
    this._stood = new Map(); // what a page of some fields has shown of a zone
  }

  /** @param {import("./wire").TurnFrame} frame */
  hear(frame) {
    const turn = readTurn(frame);
    this._turns.set(turn.zone, turn);
  }

  /**
   * Keeps the turns of these zones alone, which a new connection tells anew.
   * @param {Zone[]} zones
   */
  keep(zones) {
    const codes = zones.map((zone) => zone.code);
    Array.from(this._turns.keys())
      .filter((code) => codes.indexOf(code) < 0)
      .forEach((code) => this._turns.delete(code));
  }

  /** Whether nothing is said in any zone, and nothing waits to be. */
  get isQuiet() {
    return Array.from(this._turns.values()).every((turn) => !turn.isNow && !turn.following);
  }

  /**
   * The turns that a screen shows: those of its zones, with the calls of its fields alone.
   * @param {import("./query").Query} query
   * @param {import("./view").Office | null} office
   * @param {import("./view").View | null} view of this screen's part
   * @param {import("./view").View | null} [whole] of the whole office
   * @returns {ShownTurn[]}
   */
  shown(query, office, view, whole) {
    const zones = zonesOf(query, office);
    return zones.map((zone) => {
      const turn = this._turns.get(zone.code) || (zones.length === 1 ? this._only() : null);
      const shown = shownIn(zone, turn, query, view);
      const stood = this._stood.get(zone.code) || null;
      if (shown.call === null && stood !== null && whole && hasRunOff(stood, whole.calls)) {
        shown.call = stood;
      }
      this._stood.set(zone.code, query.fields.length ? shown.call : null);
      return Object.assign(shown, { name: zones.length > 1 ? zone.name : { vi: "", en: "" } });
    });
  }

  // The first frame may come before it is known what the zones are called.
  _only() {
    return this._turns.size === 1 ? Array.from(this._turns.values())[0] : null;
  }
}

/**
 * Whether a call has made room for newer ones in the list of the office, and was not undone.
 * @param {TurnCall} call
 * @param {{ call: number }[]} calls
 */
function hasRunOff(call, calls) {
  return calls.length >= CALLS_SHOWN_MAX && calls.every((other) => other.call > call.call);
}

/**
 * The zones that a screen shows.
 * @param {import("./query").Query} query
 * @param {import("./view").Office | null} office
 * @returns {Zone[]}
 */
export function zonesOf(query, office) {
  const all = office === null ? [] : office.zones;
  const own = all.filter((zone) => !query.zone || zone.code === query.zone);
  const ofFields = own.filter(
    (zone) =>
      !query.fields.length ||
      (!zone.fields.length && !zone.counters.length) ||
      query.fields.some((field) => zone.fields.indexOf(field) >= 0),
  );
  const zones = ofFields.length ? ofFields : own;
  return zones.length ? zones : [{ code: query.zone, name: { vi: "", en: "" }, fields: [], counters: [] }];
}

/**
 * @param {Zone} zone
 * @param {Turn | null} turn
 * @param {import("./query").Query} query
 * @param {import("./view").View | null} view
 * @returns {ShownTurn}
 */
function shownIn(zone, turn, query, view) {
  /** @param {{ field: string }} call */
  const isIn = (call) => !query.fields.length || query.fields.indexOf(call.field) >= 0;
  const beside = turn === null ? [] : turn.beside.filter(isIn);
  const name = zone.name;
  if (turn !== null && (turn.call === null || isIn(turn.call))) {
    const { call, isNow, following, caption } = turn;
    return { name, call, isNow, beside, following, caption };
  }
  // What is said is not for this part of the room: its own newest call stands there, but none that waits.
  const calls = view === null ? [] : view.calls.filter((call) => hears(zone, call));
  const waits = beside.map((call) => call.call);
  const call = calls.filter((one) => waits.indexOf(one.call) < 0)[0] || null;
  const caption = call && view !== null ? view.captions.get(String(call.call)) || null : null;
  return { name, call, isNow: false, beside, following: beside.length, caption };
}
