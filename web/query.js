// What a page's address asks it to show, and the part of the office that belongs to that.

import { hears, zonesOf } from "./turns.js";

export const LAYOUTS = ["stage", "table", "sign", "overflow", "raw"];

/** @typedef {ReturnType<typeof readQuery>} Query */
/** @typedef {import("./view").View} View */
/** @typedef {import("./view").Office} Office */

/**
 * What a page is asked to show: all, some fields, or one counter; and which screen of several it is.
 * @param {string} search
 */
export function readQuery(search) {
  const query = new URLSearchParams(search);
  const counter = Number(query.get("counter"));
  const page = Number(query.get("page"));
  const rows = Number(query.get("rows"));
  const layout = query.get("layout") || "";
  return {
    counter: Number.isInteger(counter) && counter > 0 ? counter : null,
    fields: (query.get("fields") || "")
      .split(",")
      .map((code) => code.trim())
      .filter(Boolean),
    page: Number.isInteger(page) && page > 1 ? page : 1,
    rows: Number.isInteger(rows) && rows > 0 ? rows : null,
    layout: LAYOUTS.indexOf(layout) >= 0 ? layout : "",
    language: query.get("language"),
    zone: (query.get("zone") || "").trim(),
    name: (query.get("name") || "").trim(),
  };
}

/**
 * How a page is laid out: as its address says, or else as the office has decided for its boards.
 * @param {Query} query
 * @param {Office | null} office
 */
export function layoutOf(query, office) {
  if (query.counter !== null) {
    return "sign";
  }
  if (query.page > 1) {
    return "overflow";
  }
  const usual = office === null ? "" : office.board.layout;
  return query.layout || (LAYOUTS.indexOf(usual) >= 0 ? usual : "stage");
}

/**
 * The part of a view that a page shows.
 * @param {View} view
 * @param {Query} query
 * @param {Office | null} office
 * @returns {View}
 */
export function partOf(view, query, office) {
  const zones = query.zone ? zonesOf(query, office) : [];
  /** @param {{ field: string, counter: number }} call */
  const isHeard = (call) => !zones.length || zones.some((zone) => hears(zone, call));
  /** @param {string} field */
  const isAsked = (field) => !query.fields.length || query.fields.indexOf(field) >= 0;
  /** @param {number} counter */
  const isOf = (counter) => query.counter === null || counter === query.counter;
  /** @param {{ field: string, counter: number }} call */
  const isIn = (call) => isAsked(call.field) && isHeard(call) && isOf(call.counter);
  const counters = view.counters.filter(
    (row) =>
      isOf(row.number) &&
      (!query.fields.length || row.fields.some(isAsked)) &&
      (row.fields.some((field) => isHeard({ field, counter: row.number })) ||
        isHeard({ field: "", counter: row.number })),
  );
  return Object.assign({}, view, {
    calls: view.calls.filter(isIn),
    missed: view.missed.filter(isIn),
    counters: counters,
  });
}

/**
 * The fields that a page tells of: those that it is asked for, of its zone's those that are served there.
 * @param {Office} office
 * @param {View} view
 * @param {Query} query
 */
export function fieldsOf(office, view, query) {
  const zones = query.zone ? zonesOf(query, office) : [];
  const isWhole = !zones.length || zones.some((zone) => !zone.fields.length && !zone.counters.length);
  const served = new Set();
  view.counters.forEach(
    (row) =>
      zones.some((zone) => zone.counters.indexOf(row.number) >= 0) &&
      row.fields.forEach((field) => served.add(field)),
  );
  /** @param {string} code */
  const isInZone = (code) =>
    isWhole || served.has(code) || zones.some((zone) => zone.fields.indexOf(code) >= 0);
  /** @param {string} code */
  const isAsked = (code) => query.fields.length === 0 || query.fields.indexOf(code) >= 0;
  return office.fields.filter((field) => isAsked(field.code) && isInZone(field.code));
}
