// A question that one key answers, made of the model's: its title, its keys, and the command that it sends.

import { ticketOf } from "./options.js";
import { questionOf } from "./questions.js";

/** @typedef {import("./options").AskingDesk} AskingDesk */
/** @typedef {import("./questions").ConfirmQuestion} ConfirmQuestion */
/** @typedef {import("./questions").Question} Question */
/** @typedef {import("./questions").View} View */
/** @typedef {import("../wire").Command} Command */

/**
 * What is asked where a command was refused: whether to send it once more, with the values of the question.
 * @param {Question} question
 * @param {AskingDesk} desk
 * @param {View} view
 * @param {Command} refused
 * @returns {ConfirmQuestion}
 */
export function questionAfter(question, desk, view, refused) {
  const ticket = ticketOf(view);
  const since = ticket === null ? null : ticket.calledAt;
  const values = {
    number: desk.atDesk,
    seconds: since === null ? 0 : Math.max(0, Math.floor((desk.now() - since) / 1000)),
    picked: "number" in refused ? refused.number : "",
  };
  const command = Object.assign({}, refused, question.sends[0].values);
  return confirmation(question, desk, desk.atDesk, values, command);
}

/**
 * What a key asks; null where there is nothing to choose from. `about` is a dossier that it is about, if any.
 * @param {Question} question
 * @param {AskingDesk} desk
 * @param {View} view
 * @param {string} about
 */
export function questionAsked(question, desk, view, about) {
  if (question.fields[0].kind !== "confirm") {
    return questionOf(question, desk, view, about);
  }
  // The model's verbs are the wire's commands, and one that asks nothing else needs no more than the counter.
  const command = /** @type {Command} */ ({ name: question.sends[0].verb, counter: desk.counter });
  return confirmation(question, desk, null, { counter: desk.counter }, command);
}

/**
 * @param {Question} question
 * @param {AskingDesk} desk
 * @param {string | null} about
 * @param {Record<string, string | number | null | undefined>} values
 * @param {Command} command
 * @returns {ConfirmQuestion}
 */
function confirmation(question, desk, about, values, command) {
  return {
    kind: "confirm",
    key: question.key,
    title: desk.words.fill(question.title, values),
    about: about,
    options: question.fields[0].options.map((option) =>
      Object.assign({}, option, { label: desk.words.fill(option.label, values) }),
    ),
    command: command,
  };
}
