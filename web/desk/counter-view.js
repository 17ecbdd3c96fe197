// What a counter's view says of its desk, and what an answer changes of it before the next view comes.

import { readWhy } from "./reading.js";

/** @typedef {import("./reading").DeskView} DeskView */
/** @typedef {"empty" | "ours" | "other" | "taken"} Occupancy */

/**
 * Whose desk it is: nobody's, this clerk's, somebody else's, or taken over from this clerk.
 * @param {DeskView} view
 * @param {string} clerk
 * @returns {Occupancy}
 */
export function occupancyOf(view, clerk) {
  if (!view.isOpen) {
    return "empty";
  }
  if (clerk === "" || isSameName(view.clerk, clerk)) {
    return "ours";
  }
  return isSameName(view.takenFrom, clerk) ? "taken" : "other";
}

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

/**
 * Whether two spellings are one name: capitals, blanks and the place of a tone (hoà, hòa) do not matter.
 * @param {string} one
 * @param {string} other
 */
export function isSameName(one, other) {
  return nameKey(one) === nameKey(other);
}

/** @param {string} name */
function nameKey(name) {
  const words = name.normalize("NFC").toLowerCase().split(/\s+/).filter(Boolean);
  return words.map(toneLast).join(" ");
}

/** @param {string} word */
function toneLast(word) {
  const letters = word.normalize("NFD");
  return letters.replace(TONES, "").normalize("NFC") + (letters.match(TONES) || []).join("");
}

/**
 * The view with what the answer to a command says of the desk; the next view, which is never older, has the
 * rest.
 * @param {DeskView} view
 * @param {string} name of the command
 * @param {import("../wire").Answered} answered
 * @param {number} now
 * @param {import("./model").Model} model
 * @returns {DeskView}
 */
export function withAnswer(view, name, answered, now, model) {
  const atDesk = view.ticket === null ? "" : view.ticket.number;
  const call = answered.kind === "call" ? answered.answer : null;
  if (call !== null && call.state === "called" && call.counter === view.counter) {
    return atDesk === call.number
      ? view
      : Object.assign({}, view, { ticket: calledTicket(view, call, now), why: readWhy(call.why) });
  }
  const verb = model.verbs[name];
  const isOver = (verb !== undefined && verb.leaves_desk) || (call !== null && call.state === "no-show");
  return isOver && "number" in answered.answer && answered.answer.number === atDesk
    ? Object.assign({}, view, { ticket: null, why: null })
    : view;
}

/**
 * The ticket of a call, before the view that has it.
 * @param {DeskView} view
 * @param {import("../wire").CallAnswer} answer
 * @param {number} now
 * @returns {import("./reading").Ticket}
 */
function calledTicket(view, answer, now) {
  const known = view.waiting
    .concat(view.parked, view.missed)
    .filter((one) => one.number === answer.number)[0];
  const bare = {
    priority: null,
    isConfirmed: false,
    issuedAt: null,
    waitSeconds: 0,
    waitingSince: null,
    reservedFor: null,
    note: "",
    printState: "",
    printReason: "",
    copies: 0,
  };
  return Object.assign(bare, known, {
    number: answer.number,
    field: answer.field,
    state: "called",
    calledAt: now,
    startedAt: null,
    isStartedByRule: false,
    parkedAt: null,
    recalls: answer.recall || 0,
    counter: answer.counter,
  });
}
