// The overview of the guidance desk and the manager: every counter, everybody who waits, and what wants an
// answer.

import { html } from "../vendor/preact-htm.js";
import { StatusLine } from "./at-desk.js";
import { AsideList, DossierSums, Troubles } from "./sidebar.js";
import { Waiting } from "./waiting.js";
import { OldData, StaffHeading } from "./heading.js";
import { StaffKeys } from "./key-caps.js";
import { NoticeList, NoticeSpoken } from "./notices.js";
import { Asking } from "./page-desk.js";

function counterRow(desk, one) {
  const words = desk.words;
  return html`<tr key=${one.number} data-counter=${one.number} class=${"is-" + one.state}>
    <th scope="row">${one.number}</th>
    <td><span class=${"chip counter-" + one.state}>${words.say("counter." + one.state)}</span>
      ${one.pauseReason ? html`<span class="pause-reason">${one.pauseReason}</span>` : null}</td>
    <td>${one.clerk || "–"}</td>
    <td>${one.ticket ? html`<b class="at-counter">${one.ticket}</b> ${words.say("state." + one.ticketState).toLowerCase()}` : "–"}</td>
    <td class="of-field" title=${words.fields(one.fields)}>${words.fields(one.fields)}</td>
  </tr>`;
}

function counters(desk) {
  const words = desk.words;
  return html`<section class="card counters" aria-label=${words.say("countersTitle")}>
    <h2 class="card-title">${words.say("countersTitle")}</h2>
    <div class="scroll" tabindex="0" role="region" aria-label=${words.say("countersTitle")}><table>
      <thead><tr><th scope="col">${words.say("whichCounter")}</th><th scope="col">${words.say("state")}</th><th scope="col">${words.say("clerk")}</th>
        <th scope="col">${words.say("atCounter")}</th><th scope="col">${words.say("field")}</th></tr></thead>
      <tbody>${desk.view.counters.map((one) => counterRow(desk, one))}</tbody></table></div>
  </section>`;
}

function byField(desk) {
  const words = desk.words;
  return html`<section class="card by-field" aria-label=${words.say("byField")}><h2 class="card-title">${words.say("byField")}</h2>
    <dl>${desk.view.byField.map((one) => html`<div key=${one.field}><dt>${words.field(one.field)}</dt><dd>${one.count}</dd></div>`)}</dl></section>`;
}

function asideCard(desk, name) {
  const tickets = desk.view[name];
  const title = desk.words.say(name, { n: tickets.length });
  return !tickets.length
    ? null
    : html`<section class=${"card " + name} aria-label=${title}><h2 class="card-title">${title}</h2>
    <${AsideList} desk=${desk} tickets=${tickets} /></section>`;
}

function notices(desk) {
  const words = desk.words;
  return html`<section class="card notices" aria-label=${words.say("notices")}><h2 class="card-title">${words.say("notices")}</h2>
    <${NoticeSpoken} desk=${desk} />
    ${desk.view.notices.length ? html`<${NoticeList} desk=${desk} />` : html`<p class="nothing">${words.model.questions.messages.nothing}</p>`}</section>`;
}

function floor(desk) {
  if (desk.view === null) {
    return html`<main class="floor is-waiting"><p class="card in-place" role="status">
      ${desk.words.said(desk.link.reason) || desk.words.say("connectingServer")}</p></main>`;
  }
  return html`<main class="floor staff-floor">
    <div class="own-column"><${StaffKeys} desk=${desk} /><${StatusLine} desk=${desk} /><${Asking} desk=${desk} />${counters(desk)}${byField(desk)}</div>
    <${Waiting} desk=${desk} />
    <div class="sidebar">${notices(desk)}<${Troubles} desk=${desk} />${asideCard(desk, "parked")}${asideCard(desk, "missed")}<${DossierSums} desk=${desk} /></div>
  </main>`;
}

// props: desk, tools
export function StaffPage(props) {
  const desk = props.desk;
  return html`<div class=${"page staff-page" + (desk.link.state === "live" ? "" : " is-old") + (desk.asking === null ? "" : " is-asking")}>
    <${StaffHeading} desk=${desk} /><${OldData} desk=${desk} />${floor(desk)}${props.tools}</div>`;
}
