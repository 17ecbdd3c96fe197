// The number at the desk: very large, with its field, its state, and why it is this one.

import { html } from "../vendor/preact-htm.js";
import { icon } from "./icons.js";
import { stopwatch } from "./times.js";

const LONG_NUMBER = 5;

function about(desk, ticket) {
  const words = desk.words;
  const state = ticket.state;
  const since = state === "serving" ? ticket.startedAt : ticket.calledAt;
  const max = desk.card === null ? 0 : desk.card.recallsMax;
  const recalls =
    ticket.recalls && state === "called"
      ? words.say(max ? "recalled" : "recalledTimes", { n: ticket.recalls, max: max })
      : "";
  return html`<p class="state">
    <span class=${"chip state-" + state}>${words.say("state." + state)}</span>
    ${since === null ? null : html`<span class="stopwatch" aria-hidden="true">${stopwatch(since, desk.now())}</span>`}
    ${recalls ? html`<span class="recalls">${recalls}</span>` : null}
  </p>`;
}

export function priorityChip(words, ticket) {
  if (ticket.priority === null) {
    return null;
  }
  const confirmed = ticket.isConfirmed ? " · " + words.say("confirmed") : "";
  return html`<span class="chip priority">${icon("star")} ${words.priority(ticket.priority)}${confirmed}</span>`;
}

function paper(words, ticket) {
  if (!ticket.printState) {
    return null;
  }
  const copies = ticket.copies ? " (" + words.say("copies", { n: ticket.copies }) + ")" : "";
  return html`<span class=${"paper" + (ticket.printState === "failed" ? " is-trouble" : "")}>${words.say("print." + ticket.printState) + copies}</span>`;
}

function present(desk, ticket) {
  const words = desk.words;
  const why = desk.view.why;
  return html`<div class=${"number-card is-" + ticket.state}>
    <p class=${"number" + (ticket.number.length > LONG_NUMBER ? " is-long" : "")} id="number">${ticket.number}</p>
    <div class="about">
      ${about(desk, ticket)}
      <p class="of-field">${words.field(ticket.field)}</p>
      <p class="marks-line">${priorityChip(words, ticket)} ${paper(words, ticket)}</p>
      ${why === null ? null : html`<p class="why">${words.say("why", { why: words.why(why) })}</p>`}
      ${ticket.note ? html`<p class="note">${words.say("note", { note: ticket.note })}</p>` : null}
    </div>
    ${waitingBadge(desk)}
  </div>`;
}

// How many wait, for a desk that is too small to show who.
function waitingBadge(desk) {
  return html`<p class="waiting-badge" aria-hidden="true"><span>${desk.words.say("waitingShort")}</span> <b>${desk.view.waitingCount}</b></p>`;
}

function nobody(desk) {
  const words = desk.words;
  const view = desk.view;
  const name = view.isPaused ? "paused" : view.waitingCount ? "nobodyCalled" : "nobodyWaiting";
  const what = view.isPaused ? "pausedPress" : view.waitingCount ? "nobodyPress" : "";
  return html`<div class=${"number-card is-empty" + (view.isPaused ? " is-paused" : "")}>
    <p class="empty" id="number">${words.say(name)}</p>
    <div class="about">
      ${view.isPaused && view.pauseReason ? html`<p class="note">${words.say("pauseReason", { reason: view.pauseReason })}</p>` : null}
      ${what ? html`<p class="why">${words.say(what)}</p>` : null}
    </div>
    ${waitingBadge(desk)}
  </div>`;
}

// What a screen reader says when the number or its state changes; the stopwatch beside it is left out.
function spoken(desk) {
  const words = desk.words;
  const ticket = desk.view.ticket;
  if (ticket === null) {
    return words.say(desk.view.isPaused ? "paused" : "nobodyCalled");
  }
  return words.say("numberSaid", {
    number: ticket.number,
    field: words.field(ticket.field),
    state: words.say("state." + ticket.state),
  });
}

export function AtDesk(props) {
  const desk = props.desk;
  return html`<section class="at-desk" aria-label=${desk.words.say("atCounter")}>
    ${desk.view.ticket === null ? nobody(desk) : present(desk, desk.view.ticket)}
    <p class="unseen" role="status" aria-live="polite">${spoken(desk)}</p>
  </section>`;
}

// What became of the last press.
export function StatusLine(props) {
  const said = props.desk.said;
  return html`<div class=${"status-line" + (said.isTrouble && said.sentence ? " is-trouble" : "")} id="status-line" role="status" aria-live="polite">
    ${said.sentence ? html`<p key=${said.key}>${said.isTrouble ? icon("warn") : null} ${said.sentence}</p>` : null}
  </div>`;
}
