// What there is to choose from in a question, as the desk knows it at that moment.

import { stopwatch } from "./times.js";

/** @typedef {import("../wire").QuestionField} QuestionField */
/** @typedef {import("./reading").DeskView | import("./reading").Overview} View */
/** @typedef {{ value: string, label: string, detail?: string, digits?: string }} Option */
/**
 * @typedef {object} AskingDesk the desk that asks
 * @property {import("./words").Words} words
 * @property {import("./reading").Card | null} card
 * @property {import("./reading").ProcedureRow[]} procedures
 * @property {number | null} counter null for the overview
 * @property {string} atDesk
 * @property {() => number} now
 */

export const PAIR = "=";

/** @param {View} view */
export function ticketOf(view) {
  return "ticket" in view ? view.ticket : null;
}

/**
 * @param {AskingDesk} desk
 * @returns {Option[]}
 */
function fieldOptions(desk) {
  return (desk.card ? desk.card.fields : []).map((field) => ({
    value: field.code,
    label: desk.words.field(field.code),
  }));
}

/**
 * The open counters that serve a field.
 * @param {View} view
 * @param {string} field
 */
function countersOpen(view, field) {
  return view.counters
    .filter((one) => one.state === "open" && one.fields.indexOf(field) >= 0)
    .map((one) => one.number);
}

/**
 * The office's fields: how many wait, and at which open counters.
 * @param {AskingDesk} desk
 * @param {View} view
 * @returns {Option[]}
 */
function fieldsOpen(desk, view) {
  const words = desk.words;
  return fieldOptions(desk).map((option) => {
    const numbers = countersOpen(view, option.value);
    const open = numbers.map((number) => words.counterInBrief(number));
    const waiting = view.byField.filter((one) => one.field === option.value)[0];
    const count = words.say("target.waiting", { n: waiting ? waiting.count : 0 });
    const names = numbers.map((number) => words.say("answerer.counter", { counter: number }));
    const hasPlaces = open.some((name) => name.indexOf(" ") >= 0);
    const at = open.length === 0 ? "target.openNowhere" : hasPlaces ? "target.openAtPlaces" : "target.openAt";
    const atWork = words.say(at, { counters: open.join(", "), places: names.join(", ") });
    return Object.assign({}, option, { detail: count + " · " + atWork });
  });
}

/**
 * The fields, and after them the other counters that somebody sits at.
 * @param {AskingDesk} desk
 * @param {View} view
 */
function targets(desk, view) {
  const words = desk.words;
  const others = view.counters.filter((one) => one.number !== desk.counter && one.state !== "closed");
  return fieldsOpen(desk, view)
    .map((option) => Object.assign({}, option, { value: "field=" + option.value }))
    .concat(
      others.map((one) => ({
        value: "to_counter=" + one.number,
        label: words.say("counter", { counter: one.number }) + " · " + one.clerk,
        detail: words.say("target." + one.state) + " · " + words.say("target.waiting", { n: one.waiting }),
      })),
    );
}

/**
 * Whether an answer names a field, as itself or in a pair, that no open counter serves.
 * @param {string} answer
 * @param {View} view
 */
export function isUnserved(answer, view) {
  const at = answer.lastIndexOf(PAIR);
  const code = answer.slice(at + 1);
  return code !== "" && answer.slice(0, Math.max(0, at)) !== "to_counter" && !countersOpen(view, code).length;
}

/**
 * @param {AskingDesk} desk
 * @param {View} view
 */
function aside(desk, view) {
  return view.parked.concat(view.missed).map((ticket) => {
    const since = ticket.parkedAt === null ? ticket.calledAt : ticket.parkedAt;
    return {
      value: ticket.number,
      label: ticket.number + " · " + (ticket.note || desk.words.field(ticket.field)),
      detail:
        desk.words.say("state." + ticket.state) + (since === null ? "" : " " + stopwatch(since, desk.now())),
    };
  });
}

/** @param {AskingDesk} desk */
function counterOptions(desk) {
  return (desk.card ? desk.card.counters : []).map((one) => {
    const title = desk.words.say("counter", { counter: one.number });
    const detail = desk.words.name(one.label);
    const number = String(one.number);
    return { value: number, label: title, detail: detail === title ? "" : detail, digits: number };
  });
}

/**
 * The office's procedures: first the one that the citizen at the desk chose, then those of the field.
 * @param {AskingDesk} desk
 * @param {View} view
 */
function procedures(desk, view) {
  const ticket = ticketOf(view);
  const field = ticket === null ? "" : ticket.field;
  const chosen = ticket === null ? "" : ticket.procedure;
  /** @param {import("./reading").ProcedureRow} one */
  const nearness = (one) => Number(one.field === field) + 2 * Number(one.code === chosen);
  const sorted = desk.procedures.slice().sort((one, other) => nearness(other) - nearness(one));
  return sorted.map((one) => ({ value: one.code, label: one.name, detail: one.code }));
}

/** @param {AskingDesk} desk */
function priorities(desk) {
  return (desk.card ? desk.card.priorities : []).map((one) => ({
    value: one.code,
    label: desk.words.priority(one.code),
  }));
}

/** @returns {Option[]} */
const none = () => [];

/** @type {Record<QuestionField["options_from"], (desk: AskingDesk, view: View) => Option[]>} */
export const OPTIONS_FROM = {
  "": none,
  fields: fieldOptions,
  "fields-open": fieldsOpen,
  targets: targets,
  aside: aside,
  counters: counterOptions,
  procedures: procedures,
  priorities: priorities,
  notices: none, // a panel of their own has these two
  dossiers: none,
};
