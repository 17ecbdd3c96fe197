// Open notices: messages of the guidance desk, calls for the leader on duty, and calls for a colleague's
// help.

import { html } from "../vendor/preact-htm.js";
import { icon } from "./icons.js";

function isOwn(desk, notice) {
  return notice.kind !== "message" && notice.counter !== null && notice.counter === desk.counter;
}

function title(desk, notice) {
  const own = isOwn(desk, notice) ? ".own" : "";
  const to =
    notice.toCounter === null ? "" : " · " + desk.words.say("toCounter", { counter: notice.toCounter });
  return (
    desk.words.say("notice." + notice.kind + own, { counter: notice.counter }) + (desk.isStaff ? to : "")
  );
}

// What a screen reader says when a notice comes.
export function NoticeSpoken(props) {
  const desk = props.desk;
  const newest = desk.view.notices[desk.view.notices.length - 1];
  return html`<p class="unseen" role="status" aria-live="polite">${newest ? title(desk, newest) + ". " + newest.text : ""}</p>`;
}

function answer(desk, notice) {
  const command = { name: "answer-notice", notice: notice.notice };
  desk.send(
    "answer:" + notice.notice,
    desk.isStaff ? command : Object.assign(command, { counter: desk.counter }),
  );
}

export function NoticeList(props) {
  const desk = props.desk;
  const words = desk.words;
  return html`<ul class="notice-list">${desk.view.notices.map(
    (notice) => html`
    <li key=${notice.notice} class=${"notice is-" + notice.kind} data-notice=${notice.notice}>
      <p class="notice-title">${icon("bell")} <b>${title(desk, notice)}</b> <span class="timer">${desk.clock(notice.postedAt)}</span></p>
      ${notice.text ? html`<p class="notice-text">${notice.text}</p>` : null}
      <button type="button" class="small" onClick=${() => answer(desk, notice)}>
        ${words.say("answer." + (isOwn(desk, notice) ? "own" : notice.kind))}</button>
    </li>`,
  )}</ul>`;
}
