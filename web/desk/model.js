// What the desk's keys mean, as the server tells it (GET /web/desk.json): the same model that the terminal's
// desk reads. `model` is that of one language.

import { isObject, record } from "../view.js";
import { dayOf, waitedSeconds } from "./times.js";

/** @typedef {import("../wire").DeskModel} Model */
/** @typedef {import("../wire").DeskKey} Key */
/** @typedef {import("../wire").Command} Command */
/** @typedef {import("./reading").DeskView} DeskView */
/** @typedef {import("../wire").Answered} Answered */

/**
 * The keys of a counter's desk.
 * @param {Model} model
 * @returns {Key[]}
 */
function deskKeys(model) {
  return model.groups.reduce((all, group) => all.concat(group.keys), /** @type {Key[]} */ ([]));
}

/**
 * All keys, with the one that only the overview has.
 * @param {Model} model
 */
export function keysOf(model) {
  return deskKeys(model).concat([model.fields_key]);
}

/**
 * @param {Model} model
 * @param {string} name
 */
export function keyNamed(model, name) {
  return keysOf(model).filter((key) => key.name === name)[0];
}

/**
 * The question that a key asks.
 * @param {Model} model
 * @param {string} name
 */
export function questionKey(model, name) {
  const key = keyNamed(model, name);
  return key === undefined ? name : key.asks || name;
}

/**
 * What is written on a key for somebody who works with these keys; empty for one that has none then.
 * @param {Model} model
 * @param {Key} key
 * @param {import("./keyboard").KeyMode} mode
 */
export function capOf(model, key, mode) {
  switch (mode) {
    case "letters":
      return key.cap;
    case "keypad":
      return model.keypad_signs[key.keypad] || "";
    case "alt":
      return "Alt+" + key.alt.toUpperCase();
    default:
      return "";
  }
}

/**
 * @param {DeskView} view
 * @param {number} now
 */
function isUndoable(view, now) {
  return view.undoUntil !== null && now <= view.undoUntil;
}

/**
 * All that a counter's desk is in; several situations hold at once.
 * @param {DeskView} view
 * @param {number} now
 */
export function situations(view, now) {
  const ticket = view.ticket;
  const state = ticket === null ? "" : ticket.state;
  /** @type {Record<string, boolean>} */
  const known = {
    always: true,
    empty: ticket === null,
    called: state === "called",
    serving: state === "serving",
    "by-rule": ticket !== null && ticket.isStartedByRule,
    aside: view.parked.length + view.missed.length > 0,
    notices: view.notices.length > 0,
    undoable: isUndoable(view, now),
    paused: view.isPaused,
  };
  return Object.keys(known).filter((name) => known[name]);
}

/**
 * The keys that the server would hardly refuse now; the others are dimmed, and work all the same.
 * @param {Model} model
 * @param {DeskView} view
 * @param {number} now
 */
export function sensibleKeys(model, view, now) {
  const at = situations(view, now);
  /** @param {string[]} names */
  const isIn = (names) => names.some((name) => at.indexOf(name) >= 0);
  const sensible = deskKeys(model).filter((key) => isIn(key.sense) && !isIn(key.unless));
  return new Set(sensible.map((key) => key.name));
}

/**
 * The key that most clerks press next, which stands out.
 * @param {Model} model
 * @param {DeskView} view
 */
export function likelyKey(model, view) {
  if (view.isPaused && view.ticket === null) {
    return model.likely_paused[0];
  }
  const names = model.likely[view.ticket === null ? "empty" : view.ticket.state];
  return names ? names[0] : undefined;
}

/**
 * The words of a key as it is now.
 * @param {Key} key
 * @param {DeskView} view
 * @param {import("./words").Words} words
 * @param {number} now
 */
export function sentenceOf(key, view, words, now) {
  if (key.name === "pause" && view.isPaused) {
    return words.model.resume.sentence;
  }
  if (key.name === "recall" && view.isLastRecall) {
    return keyNamed(words.model, "no-show").sentence;
  }
  if (key.name === "undo" && view.undoUntil !== null && isUndoable(view, now)) {
    const act = words.say("act." + view.undoAct, { number: view.undoNumber });
    return words.say("undoLeft", { act: act, n: Math.max(1, Math.ceil((view.undoUntil - now) / 1000)) });
  }
  return key.sentence;
}

/**
 * The command that a key asks of the office at once; null for one that asks the clerk something first.
 * @param {Model} model
 * @param {string} key
 * @param {DeskView} view
 * @returns {Command | null}
 */
export function commandOf(model, key, view) {
  if (key === "pause" && view.isPaused) {
    return { name: "resume-counter", counter: view.counter };
  }
  const { verb, asks } = keyNamed(model, key);
  if (asks && view.outcomeNeeded) {
    return null;
  }
  // The model's verbs are the wire's commands, and one that asks nothing needs no more than the counter.
  return verb ? /** @type {Command} */ ({ name: verb, counter: view.counter }) : null;
}

/**
 * Whether a command is about the counter itself, and so tells which number its clerk saw there.
 * @param {Model} model
 * @param {string} name
 */
export function takesDesk(model, name) {
  return name in model.verbs && model.verbs[name].takes_desk;
}

/**
 * The number that somebody is to be told; empty where nobody is given one.
 * @param {Command} command
 * @param {Answered} answered
 */
export function givenNumber(command, answered) {
  const number = "number" in answered.answer ? answered.answer.number : null;
  return command.name === "give-number" && number !== null ? number : "";
}

/**
 * The sentence for the answer to this command; empty where the screen says it all.
 * @param {string} name
 * @param {Answered} answered
 * @param {import("./words").Words} words
 */
export function doneSentence(name, answered, words) {
  if (answered.kind === "call") {
    const answer = answered.answer;
    const said = answer.state === "no-show" ? "missed" : answer.recall ? "recalled" : "called";
    return words.say("done." + said, { number: answer.number, n: answer.recall });
  }
  const verb = words.model.verbs[name];
  const done = verb ? verb.done : "";
  const number = "number" in answered.answer ? answered.answer.number : null;
  if (!number && done.indexOf("{number}") >= 0) {
    return "";
  }
  const said = words.fill(done, { number: number });
  const act = "undone" in answered.answer ? answered.answer.undone : "";
  if (act) {
    return words.say("undone", { act: words.say("act." + act, { number: number }) });
  }
  const due = "due" in answered.answer ? answered.answer.due : null;
  return due ? said + " " + words.say("done.due", { day: dayOf(due) }) : said;
}

/**
 * Whether who has waited so long waits longer than the office's target, in whole minutes as they are shown.
 * @param {number} seconds
 * @param {number} targetMinutes
 */
export function isLate(seconds, targetMinutes) {
  return Math.floor(seconds / 60) > targetMinutes;
}

/**
 * How many of those whom a view shows waiting are late.
 * @param {Pick<DeskView, "waiting" | "openStretches">} view
 * @param {number} now
 * @param {number} targetMinutes
 */
export function lateCount(view, now, targetMinutes) {
  const waits = view.waiting.map((ticket) => waitedSeconds(ticket, view.openStretches, now));
  return waits.filter((seconds) => isLate(seconds, targetMinutes)).length;
}

/**
 * The models by language; null for what is none: a server that is older or newer gives something else.
 * @param {unknown} value
 * @returns {import("./words").Models | null}
 */
export function readModels(value) {
  const models = record(value);
  const isWhole = ["vi", "en"].every((language) => {
    const model = record(models[language]);
    return isObject(model.words) && isObject(model.verbs);
  });
  return isWhole ? /** @type {import("./words").Models} */ (models) : null;
}
