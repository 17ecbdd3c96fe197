// What the overview shows of the room: every counter as a tile, the day's figures, and who waits in which
// field.

import { html } from "../vendor/preact-htm.js";
import { icon } from "./icons.js";
import { span, stopwatch } from "./times.js";

/** @typedef {import("./desk").Desk} Desk */
/** @typedef {import("./reading").Overview} Overview */
/** @typedef {import("./reading").CounterState} CounterState */
/** @typedef {import("./words").Words} Words */
/** @typedef {import("../vendor/preact-htm").Child} Child */

const FEW = 6; // counters of which the tiles may be large

/**
 * A counter's fields in short: the name of its only one, or the digits that their numbers begin with.
 * @param {Words} words
 * @param {CounterState} one
 */
function fieldsInShort(words, one) {
  return one.fields.length === 1
    ? words.field(one.fields[0])
    : html`<span class="unseen">${words.fields(one.fields)}</span>
      ${one.fields.map(
        (code) => html`<span key=${code} class="prefix" aria-hidden="true"
        >${words.prefix(code)}</span>`,
      )}`;
}

/**
 * @param {Desk} desk
 * @param {CounterState} one
 */
function tile(desk, one) {
  const words = desk.words;
  const timer = () => html`<b class="timer">${stopwatch(one.since, desk.now())}</b>`;
  const isAway = one.state !== "open";
  const stands = isAway ? words.say("counter." + one.state) : words.say("state." + one.ticketState);
  const state = one.ticket || isAway ? stands : words.say("nobodyThere");
  const classes = "tile is-" + one.state + (one.ticket ? " is-" + one.ticketState : "");
  const names = words.fields(one.fields);
  return html`<li key=${one.number} data-counter=${one.number} class=${classes}>
    <p class="tile-head"><b class="tile-name">${words.say("counter", { counter: one.number })}</b>
      <b class="counter-number" aria-hidden="true">${words.counterInBrief(one.number)}</b>
      <span class="tile-number">${one.ticket}</span></p>
    <p class="tile-line tile-state">${one.state === "paused" ? icon("pause") : null} ${state}
      ${one.since === null ? null : timer()}</p>
    <p class="tile-line" title=${names}>${fieldsInShort(words, one)}</p>
    <p class="tile-line">${one.clerk || "–"}${
      one.pauseReason ? html`<span class="pause-reason"> · ${one.pauseReason}</span>` : null
    }</p>
  </li>`;
}

/** @param {{ desk: Desk, view: Overview }} props */
export function Counters(props) {
  const { desk, view } = props;
  const words = desk.words;
  const title = words.say("countersTitle");
  const classes = "tiles" + (view.counters.length > FEW ? "" : " is-few");
  return html`<section class="card counters" aria-label=${title}>
    <h2 class="card-title">${title}</h2>
    <div class="scroll" tabindex="0" role="region" aria-label=${title}>
      <ul class=${classes}>${view.counters.map((one) => tile(desk, one))}</ul></div>
  </section>`;
}

/**
 * @param {Overview} view
 * @returns {import("./reading").Longest | null} who has waited longest of all
 */
function longestOf(view) {
  return view.byField.reduce(
    (longest, one) =>
      one.longest !== null && (longest === null || one.longest.minutes > longest.minutes)
        ? one.longest
        : longest,
    /** @type {import("./reading").Longest | null} */ (null),
  );
}

/**
 * Minutes and the number that has waited for so long, in a mark where it is longer than the office wants.
 * @param {Words} words
 * @param {import("./reading").Longest | null} longest
 * @param {number} target
 */
function longestWait(words, longest, target) {
  if (longest === null) {
    return html`<span>–</span>`;
  }
  const isLate = longest.minutes > target;
  return html`<span class=${isLate ? "is-late" : ""}>${isLate ? icon("warn") : null}
    <b>${words.say("minutes", { n: longest.minutes })}</b> ${longest.number}</span>`;
}

/** @param {Desk} desk */
const targetOf = (desk) => (desk.card === null ? Infinity : desk.card.waitTargetMinutes);

/** @param {{ desk: Desk, view: Overview }} props */
export function Today(props) {
  const { desk, view } = props;
  const words = desk.words;
  const today = view.today;
  /**
   * @param {string} title
   * @param {Child} value
   */
  const figure = (title, value) => html`<div key=${title}><dt>${title}</dt><dd>${value}</dd></div>`;
  return html`<section class="card today" aria-label=${words.say("figures")}><dl>
    ${figure(words.say("given"), today.given)}
    ${figure(words.say("waitingTitle"), view.waitingCount)}
    ${figure(words.say("longest"), longestWait(words, longestOf(view), targetOf(desk)))}
    ${figure(words.say("meanWait"), span(today.meanWaitSeconds))}
    ${figure(words.say("served"), today.served)}
    ${figure(words.say("unstarted"), today.unstarted)}
    ${figure(words.say("missedToday"), today.missed)}</dl></section>`;
}

/** @param {{ desk: Desk, view: Overview }} props */
export function ByField(props) {
  const { desk, view } = props;
  const words = desk.words;
  const title = words.say("byField");
  return html`<section class="card by-field" aria-label=${title}><table>
    <thead><tr><th scope="col">${title}</th>
      <th scope="col" class="count-cell">${words.say("waitingTitle")}</th>
      <th scope="col" class="wait">${words.say("longest")}</th></tr></thead>
    <tbody>${view.byField.map((one) => {
      const name = words.field(one.field);
      return html`<tr key=${one.field} data-field-row=${one.field}>
        <th scope="row" title=${name}><span class="prefix" aria-hidden="true">${words.prefix(one.field)}</span
          >${name}</th>
        <td class="count-cell">${one.count}</td>
        <td class="wait">${longestWait(words, one.longest, targetOf(desk))}</td></tr>`;
    })}</tbody></table></section>`;
}
