// The number at the desk: very large, with its field, its state, and why it is this one.

import { html } from "../vendor/preact-htm.js";
import { icon } from "./icons.js";
import { stopwatch } from "./times.js";

/** @typedef {import("./desk").Desk} Desk */
/** @typedef {import("./reading").DeskView} DeskView */
/** @typedef {import("./reading").Ticket} Ticket */
/** @typedef {import("./words").Words} Words */

const LONG_NUMBER = 5;

/**
 * After how many seconds the citizen is taken to have come; null where no rule of the office says so.
 * @param {Desk} desk
 * @param {Ticket} ticket
 */
function startsIn(desk, ticket) {
  const after = desk.card === null ? null : desk.card.startAfterSeconds;
  return after === null || ticket.state !== "called" || ticket.calledAt === null
    ? null
    : Math.max(0, after - Math.floor((desk.now() - ticket.calledAt) / 1000));
}

/**
 * @param {Words} words
 * @param {number} seconds
 */
function countdown(words, seconds) {
  const says = words.say("startsIn", { n: seconds });
  return html`<span class="starts">${says}</span>
    <span class="starts-short" title=${says} aria-hidden="true">${icon("toward")} ${seconds}</span>`;
}

/**
 * @param {Desk} desk
 * @param {Ticket} ticket
 */
function about(desk, ticket) {
  const words = desk.words;
  const state = ticket.state;
  const since = state === "serving" ? ticket.startedAt : ticket.calledAt;
  const max = desk.card === null ? 0 : desk.card.recallsMax;
  const recalls =
    ticket.recalls && state === "called"
      ? words.say(max ? "recalled" : "recalledTimes", { n: ticket.recalls, max: max })
      : "";
  const starts = startsIn(desk, ticket);
  const timer = () => html`<span class="stopwatch" aria-hidden="true">${stopwatch(since, desk.now())}</span>`;
  return html`<p class="state">
    <span class=${"chip state-" + state}>${words.say("state." + state)}</span>
    ${since === null ? null : timer()}
    ${recalls ? html`<span class="recalls">${recalls}</span>` : null}
    ${starts === null ? null : countdown(words, starts)}
  </p>`;
}

/**
 * @param {Words} words
 * @param {Ticket} ticket
 */
function priorityChip(words, ticket) {
  if (ticket.priority === null) {
    return null;
  }
  const confirmed = ticket.isConfirmed ? " · " + words.say("confirmed") : "";
  const says = words.priority(ticket.priority) + confirmed;
  return html`<span class="chip priority">${icon("star")} ${says}</span>`;
}

/**
 * @param {Words} words
 * @param {Ticket} ticket
 */
function paper(words, ticket) {
  if (!ticket.printState) {
    return null;
  }
  const copies = ticket.copies ? " (" + words.say("copies", { n: ticket.copies }) + ")" : "";
  const isTrouble = ticket.printState === "failed";
  return html`<span class=${"paper" + (isTrouble ? " is-trouble" : "")}>
    ${words.say("print." + ticket.printState) + copies}</span>`;
}

/**
 * What the citizen chose at the kiosk, if anything.
 * @param {Desk} desk
 * @param {Ticket} ticket
 */
function ofProcedure(desk, ticket) {
  const chosen = ticket.procedure
    ? desk.procedures.filter((one) => one.code === ticket.procedure)[0]
    : undefined;
  return chosen === undefined ? null : html`<p class="of-procedure" title=${chosen.name}>${chosen.name}</p>`;
}

/**
 * @param {Desk} desk
 * @param {DeskView} view
 * @param {Ticket} ticket
 */
function present(desk, view, ticket) {
  const words = desk.words;
  const why = view.why;
  const isLong = ticket.number.length > LONG_NUMBER;
  return html`<div class=${"number-card is-" + ticket.state}>
    <p class=${"number" + (isLong ? " is-long" : "")} id="number">${ticket.number}</p>
    <div class=${"about" + (ticket.note ? " has-note" : "")}>
      ${about(desk, ticket)}
      <div class="field-line">
        <p class="of-field">${words.field(ticket.field)}</p>${barWait(words, view)}</div>
      ${ofProcedure(desk, ticket)}
      <p class="marks-line">${priorityChip(words, ticket)} ${paper(words, ticket)}</p>
      ${why === null ? null : html`<p class="why">${whySentence(words, why)}</p>`}
      ${ticket.note ? html`<p class="note">${words.say("note", { note: ticket.note })}</p>` : null}
    </div>
    ${waitingBadge(words, view)}
  </div>`;
}

/**
 * How long the citizen had waited, for a desk that is too small for the whole reason.
 * @param {Words} words
 * @param {DeskView} view
 */
function barWait(words, view) {
  const why = view.why;
  const minutes = why === null ? 0 : Math.floor(why.waitedSeconds / 60);
  return why === null
    ? null
    : html`<p class="bar-wait" aria-hidden="true">· ${words.say("minutes", { n: minutes })}</p>`;
}

/**
 * The reason with what it answers, which the smallest desk leaves out.
 * @param {Words} words
 * @param {import("./reading").Why} why
 */
function whySentence(words, why) {
  const reason = words.why(why);
  const lead = words.say("why", { why: "" });
  return html`<span class="why-lead">${lead}</span>${reason}`;
}

/**
 * How many wait, for a desk that is too small to show who.
 * @param {Words} words
 * @param {DeskView} view
 */
function waitingBadge(words, view) {
  const count = html`<b>${view.waitingCount}</b>`;
  const says = html`<span>${words.say("waitingShort")}</span>`;
  return html`<p class="waiting-badge" aria-hidden="true">${says} ${count}</p>`;
}

/**
 * @param {Desk} desk
 * @param {DeskView} view
 */
function nobody(desk, view) {
  const words = desk.words;
  const came = () => html`<p class="chip first-came">${icon("bell")} ${words.say("arrived")}</p>`;
  const name = view.isPaused ? "paused" : view.waitingCount ? "nobodyCalled" : "nobodyWaiting";
  const what = view.isPaused ? "pausedPress" : view.waitingCount ? "nobodyPress" : "";
  const reason = view.isPaused ? view.pauseReason : "";
  return html`<div class=${"number-card is-empty" + (view.isPaused ? " is-paused" : "")}>
    <p class="empty" id="number">${words.say(name)}</p>
    <div class="about">
      ${desk.arrivals.isShown ? came() : null}
      ${reason ? html`<p class="note">${words.say("pauseReason", { reason: reason })}</p>` : null}
      ${what && desk.keyModes.mode === "letters" ? html`<p class="why">${words.say(what)}</p>` : null}
    </div>
    ${waitingBadge(words, view)}
  </div>`;
}

/**
 * What a screen reader says when the number or its state changes, or when the first one comes; the stopwatch
 * beside it is left out.
 * @param {Desk} desk
 * @param {DeskView} view
 */
function spoken(desk, view) {
  const words = desk.words;
  const ticket = view.ticket;
  if (ticket === null && desk.arrivals.isShown) {
    return words.say("arrived");
  }
  if (ticket === null) {
    return words.say(view.isPaused ? "paused" : "nobodyCalled");
  }
  return words.say("numberSaid", {
    number: ticket.number,
    field: words.field(ticket.field),
    state: words.say("state." + ticket.state),
  });
}

/** @param {{ desk: Desk, view: DeskView }} props */
export function AtDesk(props) {
  const { desk, view } = props;
  const words = desk.words;
  return html`<section class="at-desk" aria-label=${words.say("atCounter")}>
    ${view.ticket === null ? nobody(desk, view) : present(desk, view, view.ticket)}
    <p class="unseen" role="status" aria-live="polite">${spoken(desk, view)}</p>
  </section>`;
}

/**
 * What became of the last press.
 * @param {{ desk: Desk }} props
 */
export function StatusLine(props) {
  const said = props.desk.said;
  const isTrouble = said.isTrouble && said.sentence !== "";
  const mark = said.isTrouble ? icon("warn") : null;
  const number = said.number ? html`<b class="given-number" aria-hidden="true">${said.number}</b>` : null;
  return html`<div class=${"status-line" + (isTrouble ? " is-trouble" : "")} id="status-line" role="status"
      aria-live="polite">
    ${said.sentence ? html`<p key=${said.key}>${mark} ${number} ${said.sentence}</p>` : null}
  </div>`;
}
