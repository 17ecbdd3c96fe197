// The desk's few icons, drawn rather than taken from a font, since the house's letters have none of them.

import { html } from "../vendor/preact-htm.js";

/** @type {Record<string, string>} */
const PATHS = {
  star: "M8 1.2l2 4.4 4.8.5-3.6 3.2 1 4.7L8 11.6 3.8 14l1-4.7L1.2 6.1 6 5.6z",
  warn: "M8 1.3L15.4 14.5H.6zM7.2 5.8v4.6h1.6V5.8zM7.2 11.6v1.6h1.6v-1.6z",
  toward: "M1 7h9.6L7.3 3.7 8.7 2.3 14.4 8l-5.7 5.7-1.4-1.4L10.6 9H1z",
  paper: "M3 1h10v14l-2-1.4L9.3 15 8 13.8 6.7 15 5 13.6 3 15zM5 4v1.5h6V4zM5 7.5V9h6V7.5z",
  dot: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z",
  cut: "M3.4 2L8 6.6 12.6 2 14 3.4 9.4 8 14 12.6 12.6 14 8 9.4 3.4 14 2 12.6 6.6 8 2 3.4z",
  message: "M1 3h14v10H1zM2.5 4.8V11.5h11V4.8L8 9z",
  flag: "M3 1h1.6v1H14l-2.5 3.5L14 9H4.6v6H3z",
  help: "M6.2 1.5h3.6v4.7h4.7v3.6H9.8v4.7H6.2V9.8H1.5V6.2h4.7z",
  pause: "M3.5 2h3v12h-3zM9.5 2h3v12h-3z",
  tick: "M13.6 3L15 4.4 6.3 13.2 1.6 8.5 3 7.1l3.3 3.3z",
  clock:
    "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 1.6a5.4 5.4 0 1 1 0 10.8 5.4 5.4 0 0 1 0-10.8zM7 4v5h4V7.4H8.6V4z",
  bell: "M8 1a4.5 4.5 0 0 0-4.5 4.5V9L2 11.5v1h12v-1L12.5 9V5.5A4.5 4.5 0 0 0 8 1zM6 13.5a2 2 0 0 0 4 0z",
};

/** Those of the kinds of notices. */
/** @type {Record<string, string>} */
export const NOTICE_ICONS = {
  help: "help",
  leader: "flag",
  message: "message",
  clock: "clock",
  "clock-doubt": "clock",
};

/**
 * An icon beside words that say the same; screen readers pass it over.
 * @param {string} name
 */
export function icon(name) {
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    <path fill-rule="evenodd" d=${PATHS[name]} /></svg>`;
}
