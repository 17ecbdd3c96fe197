// Who waits: number, field, class and minutes; those beyond the office's target in colour and with an icon and
// words.

import { html } from "../vendor/preact-htm.js";
import { icon } from "./icons.js";
import { isLate } from "./model.js";
import { minutesBetween } from "./times.js";

function marks(words, ticket) {
  return html`
    ${
      ticket.priority === null
        ? html`<span class="unseen">${words.say("ordinary")}</span>`
        : html`<span class="chip priority" title=${words.say("priority", { group: words.priority(ticket.priority) })}>${icon("star")}
          <span class="chip-words">${words.priority(ticket.priority)}</span></span>`
    }
    ${
      ticket.reservedFor === null
        ? null
        : html`<span class="chip reserved" title=${words.say("reserved")}>${icon("toward")}
        <span class="chip-words">${words.say("reserved")}</span></span>`
    }
    ${ticket.printState === "failed" ? html`<span class="chip no-paper">${icon("paper")} <span class="chip-words">${words.say("noPaper")}</span></span>` : null}`;
}

function row(words, ticket, now, target) {
  const minutes = minutesBetween(ticket.issuedAt, now);
  const late = isLate(ticket.issuedAt, now, target);
  return html`<tr key=${ticket.number} class=${late ? "is-late" : ""} data-number=${ticket.number}>
    <th scope="row">${ticket.number}</th>
    <td class="of-field" title=${words.field(ticket.field)}>${words.field(ticket.field)}</td>
    <td class="marks-cell">${marks(words, ticket)}</td>
    <td class="wait">${late ? icon("warn") : null}${words.say("minutes", { n: minutes })}
      ${late ? html`<span class="unseen"> ${words.say("overTarget", { n: target })}</span>` : null}</td>
  </tr>`;
}

export function Waiting(props) {
  const desk = props.desk;
  const words = desk.words;
  const view = desk.view;
  const target = desk.card === null ? Infinity : desk.card.waitTargetMinutes;
  const now = desk.now();
  const late = view.waiting.filter((ticket) => isLate(ticket.issuedAt, now, target)).length;
  const more = view.waitingCount - view.waiting.length;
  return html`<section class="card waiting-list" aria-label=${words.say("waitingTitle")}>
    <h2 class="card-title">${words.say("waitingTitle")} <b class="count">${view.waitingCount}</b>
      ${late ? html`<span class="late-sum">${icon("warn")} ${words.say("late", { n: late, target: target })}</span>` : null}</h2>
    ${
      view.waiting.length
        ? html`<div class="scroll" tabindex="0" role="region" aria-label=${words.say("waiting", { n: view.waitingCount })}>
      <table class="waiting">
        <thead><tr><th scope="col">${words.say("number")}</th><th scope="col">${words.say("field")}</th>
          <th scope="col">${words.say("group")}</th><th scope="col" class="wait">${words.say("wait")}</th></tr></thead>
        <tbody>${view.waiting.map((ticket) => row(words, ticket, now, target))}</tbody>
      </table>
      ${more > 0 ? html`<p class="more">${words.say("moreWaiting", { n: more })}</p>` : null}
    </div>`
        : html`<p class="nothing">${words.say("nobodyWaiting")}</p>`
    }
  </section>`;
}
