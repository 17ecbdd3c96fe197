// What this board is there for: as staff have set it, less what its address takes away.

import { text } from "./view.js";

/** @typedef {import("./wire").DutyFrame} Duty */
/** @typedef {{ counter: number | null, page: number, zone: string }} Asked of a page's address */

/** @type {Duty} */
export const USUAL = {
  type: "duty",
  speaks: true,
  slides: true,
  zone: "",
  layout: "",
  times: 0,
  asks_touch: true,
};

/**
 * @param {Duty} frame
 * @returns {Duty}
 */
export function readDuty(frame) {
  return {
    type: "duty",
    speaks: frame.speaks !== false,
    slides: frame.slides !== false,
    zone: text(frame.zone),
    layout: frame.layout || "",
    times: Number.isInteger(frame.times) ? frame.times : 0,
    asks_touch: frame.asks_touch !== false,
  };
}

// What an address takes away: `sound=off`, `slides=off`.
/** @param {string} search */
export function readLimits(search) {
  const query = new URLSearchParams(search);
  return {
    isSilent: query.get("sound") === "off",
    hasNoSlides: query.get("slides") === "off",
  };
}

/**
 * Whether a page is one that says calls: neither a counter's sign nor a further screen, and not told to be
 * silent.
 * @param {Asked & { layout?: string }} query
 * @param {Duty} duty
 * @param {{ isSilent: boolean }} limits
 */
export function isToSpeak(query, duty, limits) {
  const isFirst = query.counter === null && query.page === 1 && query.layout !== "overflow";
  return isFirst && duty.speaks && !limits.isSilent;
}

/**
 * What the address asks for, and the duty where it does not say; a further screen is the second unless the
 * address says which.
 * @template {{ zone: string, layout?: string, page: number }} T
 * @param {T} query
 * @param {Duty} duty
 * @returns {T}
 */
export function byDuty(query, duty) {
  const layout = query.layout || duty.layout;
  return Object.assign({}, query, {
    zone: query.zone || duty.zone,
    layout: layout,
    page: layout === "overflow" && query.page === 1 ? 2 : query.page,
  });
}
