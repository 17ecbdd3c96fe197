// What wants the clerk's eye, as marks with counts, where the desk is too small for its lists.

import { html } from "../vendor/preact-htm.js";
import { icon, NOTICE_ICONS } from "./icons.js";
import { lateCount } from "./model.js";

/** @typedef {import("./desk").Desk} Desk */
/** @typedef {import("./reading").DeskView} DeskView */
/** @typedef {{ name: string, icon: string, count: number, says: string }} Mark */

/** @type {string[]} */
const KINDS = ["clock-doubt", "help", "leader", "message", "clock"];

/**
 * The marks of a view, the most pressing first; what counts nothing has none.
 * @param {DeskView} view
 * @param {number} now
 * @param {number} target in minutes
 * @param {import("./words").Words} words
 * @returns {Mark[]}
 */
export function marksOf(view, now, target, words) {
  const late = lateCount(view, now, target);
  const notices = KINDS.map((kind) => {
    const count = view.notices.filter((notice) => notice.kind === kind).length;
    return { name: kind, icon: NOTICE_ICONS[kind], count: count, says: words.say("marks." + kind) };
  });
  const trouble = view.paperLow.length + view.printers.length + view.screens.length;
  const others = [
    { name: "trouble", icon: "paper", count: trouble, says: words.say("trouble") },
    { name: "parked", icon: "pause", count: view.parked.length, says: words.say("marks.parked") },
    { name: "late", icon: "warn", count: late, says: words.say("marks.late", { target: target }) },
  ];
  return notices.concat(others).filter((mark) => mark.count > 0);
}

/**
 * Stand in the heading of a small desk. Those of notices open them, as their key does.
 * @param {{ desk: Desk, view: DeskView }} props
 */
export function Marks(props) {
  const { desk, view } = props;
  const target = desk.card === null ? Infinity : desk.card.waitTargetMinutes;
  const marks = marksOf(view, desk.now(), target, desk.words);
  /** @param {Mark} mark */
  const inside = (mark) => html`${icon(mark.icon)}<b>${mark.count}</b>
    <span class="unseen"> ${mark.says}</span>`;
  return html`<div class="small-marks">${marks.map((mark) =>
    mark.name in NOTICE_ICONS
      ? html`<button type="button" key=${mark.name} class=${"small-mark is-" + mark.name} title=${mark.says}
          data-mark=${mark.name} onClick=${() => desk.press("messages")}>${inside(mark)}</button>`
      : html`<span key=${mark.name} class=${"small-mark is-" + mark.name} title=${mark.says}
          data-mark=${mark.name}>${inside(mark)}</span>`,
  )}</div>`;
}
