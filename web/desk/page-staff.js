// The overview of the guidance desk and the manager: every counter, everybody who waits, and what wants an
// answer.

import { html } from "../vendor/preact-htm.js";
import { StatusLine } from "./at-desk.js";
import { OldData, StaffHeading } from "./heading.js";
import { StaffKeys } from "./key-caps.js";
import { NoticeList, NoticeSpoken } from "./notices.js";
import { Asking, Connecting } from "./page-desk.js";
import { asideCard, card, DossierSums, Troubles } from "./sidebar.js";
import { Waiting } from "./waiting.js";

/** @typedef {import("./desk").Desk} Desk */
/** @typedef {import("./reading").Overview} Overview */
/** @typedef {import("./reading").CounterState} CounterState */
/** @typedef {import("./words").Words} Words */

/**
 * @param {Words} words
 * @param {CounterState} one
 */
function counterRow(words, one) {
  const state = words.say("state." + one.ticketState).toLowerCase();
  const fields = words.fields(one.fields);
  return html`<tr key=${one.number} data-counter=${one.number} class=${"is-" + one.state}>
    <th scope="row">${one.number}</th>
    <td><span class=${"chip counter-" + one.state}>${words.say("counter." + one.state)}</span>
      ${one.pauseReason ? html`<span class="pause-reason">${one.pauseReason}</span>` : null}</td>
    <td>${one.clerk || "–"}</td>
    <td>${one.ticket ? html`<b class="at-counter">${one.ticket}</b> ${state}` : "–"}</td>
    <td class="of-field" title=${fields}>${fields}</td>
  </tr>`;
}

/**
 * @param {Words} words
 * @param {Overview} view
 */
function counters(words, view) {
  const title = words.say("countersTitle");
  return html`<section class="card counters" aria-label=${title}>
    <h2 class="card-title">${title}</h2>
    <div class="scroll" tabindex="0" role="region" aria-label=${title}><table>
      <thead><tr><th scope="col">${words.say("whichCounter")}</th><th scope="col">${words.say("state")}</th>
        <th scope="col">${words.say("clerk")}</th><th scope="col">${words.say("atCounter")}</th>
        <th scope="col">${words.say("field")}</th></tr></thead>
      <tbody>${view.counters.map((one) => counterRow(words, one))}</tbody></table></div>
  </section>`;
}

/**
 * @param {Words} words
 * @param {Overview} view
 */
function byField(words, view) {
  const rows = view.byField.map(
    (one) => html`<div key=${one.field}><dt>${words.field(one.field)}</dt><dd>${one.count}</dd></div>`,
  );
  return card("by-field", words.say("byField"), html`<dl>${rows}</dl>`);
}

/**
 * @param {Desk} desk
 * @param {Overview} view
 */
function notices(desk, view) {
  const words = desk.words;
  const title = words.say("notices");
  return html`<section class="card notices" aria-label=${title}><h2 class="card-title">${title}</h2>
    <${NoticeSpoken} desk=${desk} view=${view} />
    ${
      view.notices.length
        ? html`<${NoticeList} desk=${desk} view=${view} />`
        : html`<p class="nothing">${words.model.questions.messages.nothing}</p>`
    }</section>`;
}

/**
 * @param {Desk} desk
 * @param {Overview} view
 */
function floor(desk, view) {
  const words = desk.words;
  return html`<main class="floor staff-floor">
    <div class="own-column"><${StaffKeys} desk=${desk} view=${view} /><${StatusLine} desk=${desk} />
      <${Asking} desk=${desk} view=${view} />${counters(words, view)}${byField(words, view)}</div>
    <${Waiting} desk=${desk} view=${view} />
    <div class="sidebar">${notices(desk, view)}<${Troubles} words=${words} view=${view} />
      ${asideCard(desk, view, "parked")}${asideCard(desk, view, "missed")}
      <${DossierSums} desk=${desk} view=${view} /></div>
  </main>`;
}

/** @param {{ desk: Desk, tools: import("../vendor/preact-htm").Child }} props */
export function StaffPage(props) {
  const desk = props.desk;
  const view = desk.overview;
  const classes =
    "page staff-page" +
    (desk.link.state === "live" ? "" : " is-old") +
    (desk.asking === null ? "" : " is-asking");
  return html`<div class=${classes}>
    <${StaffHeading} desk=${desk} /><${OldData} desk=${desk} />
    ${view === null ? html`<${Connecting} desk=${desk} />` : floor(desk, view)}${props.tools}</div>`;
}
