// Who waits: number, field, class and minutes; those beyond the office's target in colour, with an icon
// and words.

import { html } from "../vendor/preact-htm.js";
import { icon } from "./icons.js";
import { isLate, lateCount } from "./model.js";
import { waitedSeconds } from "./times.js";

/** @typedef {import("./desk").Desk} Desk */
/** @typedef {import("./reading").Ticket} Ticket */
/** @typedef {import("./words").Words} Words */

/**
 * @param {Words} words
 * @param {Ticket} ticket
 */
function priority(words, ticket) {
  if (ticket.priority === null) {
    return html`<span class="unseen">${words.say("ordinary")}</span>`;
  }
  const group = words.priority(ticket.priority);
  return html`<span class="chip priority" title=${words.say("priority", { group: group })}>${icon("star")}
    <span class="chip-words">${group}</span></span>`;
}

/**
 * @param {Words} words
 * @param {Ticket} ticket
 */
function marks(words, ticket) {
  // A number that has left its counter by a transfer has none; one that is back still has its own.
  const reserved = words.say(ticket.counter === null ? "reserved" : "reservedBack");
  return html`
    ${
      ticket.printState !== "failed"
        ? null
        : html`<span class="chip no-paper">${icon("paper")}
        <span class="chip-words">${words.say("noPaper")}</span></span>`
    }
    ${priority(words, ticket)}
    ${
      ticket.reservedFor === null
        ? null
        : html`<span class="chip reserved" title=${reserved}>${icon("toward")}
        <span class="chip-words">${reserved}</span></span>`
    }`;
}

/**
 * @param {Words} words
 * @param {Ticket} ticket
 * @param {number} seconds
 * @param {number} target
 * @param {boolean} isNext whom the office's rules would call at this counter
 */
function row(words, ticket, seconds, target, isNext) {
  const minutes = Math.floor(seconds / 60);
  const late = isLate(seconds, target);
  const field = words.field(ticket.field);
  const classes = [late ? "is-late" : "", isNext ? "is-next" : ""].join(" ").trim();
  const next = () => html`<span class="next-mark" title=${words.say("next")}>${icon("toward")}</span>
    <span class="unseen"> ${words.say("next")}</span>`;
  return html`<tr key=${ticket.number} class=${classes} data-number=${ticket.number}>
    <th scope="row">${ticket.number}${isNext ? next() : null}</th>
    <td class="of-field" title=${field}><span>${field}</span></td>
    <td class="marks-cell">${marks(words, ticket)}</td>
    <td class="wait">${late ? icon("warn") : null}${words.say("minutes", { n: minutes })}
      ${late ? html`<span class="unseen"> ${words.say("overTarget", { n: target })}</span>` : null}</td>
  </tr>`;
}

/**
 * @param {Desk} desk
 * @param {import("./reading").DeskView | import("./reading").Overview} view
 * @param {number} target
 */
function table(desk, view, target) {
  const words = desk.words;
  const now = desk.now();
  const more = view.waitingCount - view.waiting.length;
  const says = words.say("waiting", { n: view.waitingCount });
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${says}>
      <table class="waiting">
        <thead><tr><th scope="col">${words.say("number")}</th><th scope="col">${words.say("field")}</th>
          <th scope="col">${words.say("group")}</th>
          <th scope="col" class="wait">${words.say("wait")}</th></tr></thead>
        <tbody>${view.waiting.map((ticket) =>
          row(
            words,
            ticket,
            waitedSeconds(ticket, view.openStretches, now),
            target,
            "nextNumber" in view && view.nextNumber === ticket.number,
          ),
        )}</tbody>
      </table>
      ${more > 0 ? html`<p class="more">${words.say("moreWaiting", { n: more })}</p>` : null}
    </div>`;
}

/**
 * How the clerk is told that the first one has come, as a button that takes the next setting.
 * @param {Desk} desk
 */
function bell(desk) {
  const words = desk.words;
  const setting = () => words.say("arrival." + desk.arrivals.setting);
  const turn = () => {
    desk.arrivals.turn();
    desk.showSentence(words.say("bellTurned", { setting: setting() }));
  };
  return html`<button type="button" class="small bell" title=${words.say("bellWhy")}
    onClick=${turn}>${icon("bell")} ${setting()}</button>`;
}

/** @param {{ desk: Desk, view: import("./reading").DeskView | import("./reading").Overview }} props */
export function Waiting(props) {
  const { desk, view } = props;
  const words = desk.words;
  const target = desk.card === null ? Infinity : desk.card.waitTargetMinutes;
  const now = desk.now();
  const late = lateCount(view, now, target);
  const says = words.say("late", { n: late, target: target });
  return html`<section class="card waiting-list" aria-label=${words.say("waitingTitle")}>
    <h2 class="card-title">${words.say("waitingTitle")} <b class="count">${view.waitingCount}</b>
      ${late ? html`<span class="late-sum">${icon("warn")} ${says}</span>` : null}
      ${desk.isStaff ? null : bell(desk)}</h2>
    ${
      view.waiting.length
        ? table(desk, view, target)
        : html`<p class="nothing">${words.say("nobodyWaiting")}</p>`
    }
  </section>`;
}
