// Open notices: messages of the guidance desk, calls for the leader on duty, and calls for a colleague's
// help.

import { html } from "../vendor/preact-htm.js";
import { icon, NOTICE_ICONS } from "./icons.js";

/** @typedef {import("./desk").Desk} Desk */
/** @typedef {import("./reading").DeskView | import("./reading").Overview} View */
/** @typedef {import("./reading").NoticeRow} NoticeRow */

/**
 * @param {Desk} desk
 * @param {NoticeRow} notice
 */
function isOwn(desk, notice) {
  return notice.kind !== "message" && notice.counter !== null && notice.counter === desk.counter;
}

/**
 * @param {Desk} desk
 * @param {NoticeRow} notice
 */
function title(desk, notice) {
  const words = desk.words;
  const own = isOwn(desk, notice) ? ".own" : "";
  const to = notice.toCounter === null ? "" : " · " + words.say("toCounter", { counter: notice.toCounter });
  return words.say("notice." + notice.kind + own, { counter: notice.counter }) + (desk.isStaff ? to : "");
}

/**
 * What a screen reader says when a notice comes.
 * @param {{ desk: Desk, view: View }} props
 */
export function NoticeSpoken(props) {
  const { desk, view } = props;
  const newest = view.notices[view.notices.length - 1];
  const come = answersShown(desk, view);
  const answered = come.map((one) => answerSentence(desk, one)).join(". ");
  const says = newest ? title(desk, newest) + ". " + newest.text : answered;
  return html`<p class="unseen" id="notice-spoken" role="status" aria-live="polite">${says}</p>`;
}

/**
 * @param {Desk} desk
 * @param {NoticeRow} notice
 * @param {string} [clock] whether the server's clock is right, where it is in doubt
 */
function answer(desk, notice, clock) {
  desk.send("answer:" + notice.notice, {
    name: "answer-notice",
    notice: notice.notice,
    counter: desk.counter === null ? undefined : desk.counter,
    clock: clock,
  });
}

/**
 * @param {Desk} desk
 * @param {NoticeRow} notice
 */
function answers(desk, notice) {
  const words = desk.words;
  if (notice.kind === "clock-doubt") {
    return ["wrong", "right"].map(
      (clock) => html`<button type="button" class="small" key=${clock}
        onClick=${() => answer(desk, notice, clock)}>${words.say("answer.clock-doubt." + clock)}</button> `,
    );
  }
  return html`<button type="button" class="small" onClick=${() => answer(desk, notice)}>
    ${words.say("answer." + (isOwn(desk, notice) ? "own" : notice.kind))}</button>`;
}

/**
 * @param {Desk} desk
 * @param {NoticeRow} notice
 */
function posted(desk, notice) {
  return html`<span class="timer">${desk.clock(notice.postedAt)}</span>`;
}

/**
 * Open notices as staff read them: those of one message to several counters together.
 * @param {NoticeRow[]} notices
 * @returns {NoticeRow[][]}
 */
export function gathered(notices) {
  /** @type {Map<string, NoticeRow[]>} */
  const groups = new Map();
  notices.forEach((notice) => {
    const isOfMany = notice.kind === "message" && notice.sentTo.length > 1;
    const name = isOfMany ? notice.postedAt + " " + notice.text : String(notice.notice);
    groups.set(name, (groups.get(name) || []).concat([notice]));
  });
  return Array.from(groups.values());
}

/**
 * One message to several counters, with who has read it and who has not.
 * @param {Desk} desk
 * @param {NoticeRow[]} open those of it that nobody has answered yet
 */
function broadcast(desk, open) {
  const words = desk.words;
  const notice = open[0];
  const waiting = open.map((one) => one.toCounter);
  const read = notice.sentTo.filter((counter) => waiting.indexOf(counter) < 0);
  const to = words.say("sentToAll", { n: notice.sentTo.length });
  const answers = [words.say("notReadBy", { counters: inBrief(words, waiting) })].concat(
    read.length ? [words.say("readBy", { counters: inBrief(words, read) })] : [],
  );
  return html`<li key=${notice.notice} class="notice is-message" data-notice=${notice.notice}>
      <p class="notice-title">${icon(NOTICE_ICONS.message)}
        <b>${words.say("notice.message") + " · " + to}</b> ${posted(desk, notice)}</p>
      <p class="notice-text">${notice.text}</p>
      <p class="notice-counters">${answers.join(" · ")}</p>
      <button type="button" class="small" onClick=${() => open.forEach((one) => answer(desk, one))}>
        ${words.say("answer.broadcast")}</button>
    </li>`;
}

/**
 * @param {import("./words").Words} words
 * @param {(number | null)[]} counters
 */
function inBrief(words, counters) {
  return counters.map((number) => (number === null ? "" : words.counterInBrief(number))).join(", ");
}

/**
 * Who has come for a call of this counter, and when, for a while.
 * @param {Desk} desk
 * @param {View} view
 */
export function answersShown(desk, view) {
  const since = desk.now() - desk.words.model.limits.answer_shown_seconds * 1000;
  const answers = "answers" in view ? view.answers : [];
  return answers.filter((one) => one.answeredAt !== null && one.answeredAt > since);
}

/**
 * @param {Desk} desk
 * @param {import("./reading").AnswerRow} answer
 */
export function answerSentence(desk, answer) {
  const words = desk.words;
  const place = answer.byCounter === null ? answer.role : "counter";
  const said = place ? words.say("answerer." + place, { counter: answer.byCounter }) : "";
  const who = [answer.person, said].filter(Boolean).join(", ");
  return words.say("answered." + answer.kind, { who: who, time: desk.clock(answer.answeredAt) });
}

/** @param {{ desk: Desk, view: View }} props */
export function NoticeList(props) {
  const { desk, view } = props;
  const groups = desk.isStaff ? gathered(view.notices) : view.notices.map((notice) => [notice]);
  return html`<ul class="notice-list">${groups.map(([notice, ...others]) =>
    others.length || (desk.isStaff && notice.sentTo.length > 1)
      ? broadcast(desk, [notice].concat(others))
      : html`
    <li key=${notice.notice} class=${"notice is-" + notice.kind} data-notice=${notice.notice}>
      <p class="notice-title">${icon(NOTICE_ICONS[notice.kind])}
        <b>${title(desk, notice)}</b> ${posted(desk, notice)}</p>
      ${notice.text ? html`<p class="notice-text">${notice.text}</p>` : null}
      ${answers(desk, notice)}
    </li>`,
  )}${answersShown(desk, view).map(
    (one) => html`<li key=${"answer-" + one.notice} class="notice is-answered">
      <p class="notice-title">${icon("tick")} <b>${answerSentence(desk, one)}</b></p></li>`,
  )}</ul>`;
}
