// What stands beside the number and who waits: notices, who is on hold or missed, the day's figures, trouble, dossiers, other
// counters.

import { html } from "../vendor/preact-htm.js";
import { icon } from "./icons.js";
import { span, stopwatch } from "./times.js";
import { NoticeList, NoticeSpoken } from "./notices.js";

function card(name, title, body) {
  return html`<section class=${"card " + name} aria-label=${title}><h2 class="card-title">${title}</h2>${body}</section>`;
}

// Numbers on hold or missed, each with how long, and a button where somebody may bring it back.
export function AsideList(props) {
  const desk = props.desk;
  const words = desk.words;
  const back = (ticket) =>
    desk.send(
      "back:" + ticket.number,
      Object.assign(
        { name: "bring-back", number: ticket.number },
        desk.isStaff ? {} : { counter: desk.counter },
      ),
    );
  return html`<ul class="rows">${props.tickets.map((ticket) => {
    const since = ticket.state === "parked" ? ticket.parkedAt : ticket.calledAt;
    return html`<li key=${ticket.number} data-number=${ticket.number}>
      <b>${ticket.number}</b> <span class="row-words" title=${ticket.note || words.field(ticket.field)}>${ticket.note || words.field(ticket.field)}</span>
      ${since === null ? null : html`<span class="timer">${stopwatch(since, desk.now())}</span>`}
      <button type="button" class="small" onClick=${() => back(ticket)}
        aria-label=${words.say("bringBack") + " " + ticket.number}>${words.say("bringBack")}</button></li>`;
  })}</ul>`;
}

export function Figures(props) {
  const words = props.desk.words;
  const figures = props.desk.view.figures;
  const figure = (name, value) => html`<div><dt>${words.say(name)}</dt><dd>${value}</dd></div>`;
  return card(
    "figures",
    words.say("figures"),
    html`<dl>
    ${figure("served", figures.served)}${figure("missedToday", figures.missed)}
    ${figure("meanWait", span(figures.meanWaitSeconds))}${figure("meanService", span(figures.meanServiceSeconds))}</dl>`,
  );
}

function paperLow(kiosks, words) {
  if (kiosks.length > 1) {
    const names = kiosks.map((name) => name || "?").join(", ");
    return words.say("paperLowAtSeveral", { n: kiosks.length, names: names });
  }
  return kiosks[0] ? words.say("paperLowAt", { name: kiosks[0] }) : words.say("paperLow");
}

// What is wrong with printers and screens, in sentences; empty where all is well.
export function troubles(view, words) {
  const paper = view.paperLow.length ? [paperLow(view.paperLow, words)] : [];
  const slips = view.unprinted.map((ticket) =>
    words.say(ticket.printReason ? "slipWhy" : "slip", {
      number: ticket.number,
      reason: words.say("reason." + ticket.printReason) || ticket.printReason,
    }),
  );
  const screens = view.screens.map((screen) =>
    words.say("screenTrouble", {
      screen: (words.say("role." + screen.role, screen) || words.say("role.unknown", screen)).trim(),
      trouble: words.say("trouble." + screen.trouble) || screen.trouble,
    }),
  );
  return paper.concat(slips, screens);
}

export function Troubles(props) {
  const words = props.desk.words;
  const found = troubles(props.desk.view, words);
  return !found.length
    ? null
    : card(
        "troubles",
        words.say("trouble"),
        html`<ul class="rows">${found.map((sentence) => html`<li key=${sentence}>${icon("warn")} <span>${sentence}</span></li>`)}</ul>`,
      );
}

export function DossierSums(props) {
  const desk = props.desk;
  const words = desk.words;
  const all = desk.view.dossiers;
  const sum = (name, count, isLate) =>
    html`<div class=${isLate && count ? "is-late" : ""}><dt>${isLate && count ? icon("warn") : null}${words.say(name)}</dt><dd>${count}</dd></div>`;
  return html`<section class="card dossier-sums" aria-label=${words.say("dossiers")}><h2 class="card-title">${words.say("dossiers")}
      <button type="button" class="small" data-open="dossiers"
        onClick=${() => desk.press("dossiers")}><kbd>D</kbd></button></h2>
    <dl>${sum("dueToday", all.dueTodayCount)}${sum("lateDossiers", all.lateCount, true)}${sum("ready", all.ready.length)}
      ${sum("apology", all.apologyDue.length, true)}</dl></section>`;
}

function doing(words, other) {
  if (other.ticket) {
    return html`<b>${other.ticket}</b> ${words.say("state." + other.ticketState).toLowerCase()}`;
  }
  return words.say(other.state === "paused" ? "pausedThere" : "nobodyThere");
}

function Others(props) {
  const words = props.desk.words;
  const others = props.desk.view.counters.filter(
    (one) => one.number !== props.desk.counter && one.state !== "closed",
  );
  return card(
    "others",
    words.say("others"),
    others.length
      ? html`<ul class="rows">${others.map((one) => html`<li key=${one.number}><b class="counter-number">${one.number}</b> <span>${doing(words, one)}</span></li>`)}</ul>`
      : html`<p class="nothing">${words.say("noOther")}</p>`,
  );
}

export function Sidebar(props) {
  const desk = props.desk;
  const words = desk.words;
  const view = desk.view;
  return html`<aside class="sidebar" aria-label=${words.say("figures")}>
    <${NoticeSpoken} desk=${desk} />
    ${view.notices.length ? card("notices", words.say("notices"), html`<${NoticeList} desk=${desk} />`) : null}
    <${Troubles} desk=${desk} />
    ${view.parked.length ? card("parked", words.say("parked", { n: view.parked.length }), html`<${AsideList} desk=${desk} tickets=${view.parked} />`) : null}
    ${view.missed.length ? card("missed", words.say("missed", { n: view.missed.length }), html`<${AsideList} desk=${desk} tickets=${view.missed} />`) : null}
    <${Figures} desk=${desk} />
    <${DossierSums} desk=${desk} />
    <${Others} desk=${desk} />
  </aside>`;
}
