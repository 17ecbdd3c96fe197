// A question that one key answers, made of the model's: its title, its keys, and the command that it sends.

import { ticketOf } from "./options.js";

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
  return {
    kind: "confirm",
    key: question.key,
    title: desk.words.fill(question.title, values),
    about: desk.atDesk,
    options: question.fields[0].options.map((option) =>
      Object.assign({}, option, { label: desk.words.fill(option.label, values) }),
    ),
    command: Object.assign({}, refused, question.sends[0].values),
  };
}
