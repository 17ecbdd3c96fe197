// What the desk asks before it sends a command: the model's questions with what there is to choose from.

import { readDay, stopwatch } from "./times.js";

/** @typedef {import("../wire").Question} Question */
/** @typedef {import("../wire").QuestionField} QuestionField */
/** @typedef {import("../wire").Condition} Condition */
/** @typedef {import("../wire").Command} Command */
/** @typedef {import("./reading").DeskView | import("./reading").Overview} View */
/** @typedef {{ value: string, label: string, detail?: string, digits?: string }} Option */
/** @typedef {Record<string, string | string[]>} Values what stands in the fields; several marks are a list */
/** @typedef {(values: Values) => string[]} Before what is marked before a hand marks any */
/** @typedef {Omit<QuestionField, "options"> & { options: Option[], before: Before | null }} FormField */
/** @typedef {{ kind: "panel", key: string, title: string, about: string | null }} PanelQuestion */
/** @typedef {{ kind: "confirm", key: string, title: string, about: string | null, options: Option[],
 *   command: Command }} ConfirmQuestion one key sends the command
 */
/**
 * @typedef {object} FormQuestion
 * @property {"form"} kind
 * @property {string} key
 * @property {string} title
 * @property {string | null} about the number at the desk, where it is about that
 * @property {FormField[]} fields
 * @property {Values} values
 * @property {import("../wire").Sends[]} sends
 * @property {string} dossier the code of the dossier that it is about, or empty
 */
/**
 * @typedef {object} AskingDesk the desk that asks
 * @property {import("./words").Words} words
 * @property {import("./reading").Card | null} card
 * @property {import("./reading").ProcedureRow[]} procedures
 * @property {number | null} counter null for the overview
 * @property {string} atDesk
 * @property {() => number} now
 */

const NO_INPUT = "-";
const PAIR = "=";
const NONE_CODE = "-";
const WHOLE_NUMBERS = ["counter", "notice"];

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
    const counters = countersOpen(view, option.value).join(", ");
    const waiting = view.byField.filter((one) => one.field === option.value)[0];
    const count = words.say("target.waiting", { n: waiting ? waiting.count : 0 });
    const atWork = words.say(counters ? "target.openAt" : "target.openNowhere", { counters: counters });
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
function isUnserved(answer, view) {
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
 * The office's procedures, those of the field at the desk first.
 * @param {AskingDesk} desk
 * @param {View} view
 */
function procedures(desk, view) {
  const ticket = ticketOf(view);
  const field = ticket === null ? "" : ticket.field;
  const sorted = desk.procedures
    .slice()
    .sort((one, other) => Number(other.field === field) - Number(one.field === field));
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
const SOURCES = {
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

/**
 * Whether a condition holds with these answers; null always holds.
 * @param {Condition | null} condition
 * @param {Values} values
 * @param {View} view
 */
export function holds(condition, values, view) {
  if (condition === null) {
    return true;
  }
  const answer = String(values[condition.field] || "");
  let isSo;
  if (condition.among === "aside") {
    const number = answer.toUpperCase();
    isSo = view.parked.concat(view.missed).some((ticket) => ticket.number === number);
  } else if (condition.among === "clock-doubts") {
    isSo = view.notices.some((notice) => notice.kind === "clock-doubt" && String(notice.notice) === answer);
  } else if (condition.among === "own-fields") {
    isSo = "fields" in view && view.fields.indexOf(answer) >= 0;
  } else if (condition.among === "unserved") {
    isSo = isUnserved(answer, view);
  } else {
    isSo = condition.values.length ? condition.values.indexOf(answer) >= 0 : answer !== "";
  }
  return isSo !== condition.is_not;
}

/**
 * What stands in a field at first.
 * @param {QuestionField} field
 * @param {Option[]} options
 * @param {AskingDesk} desk
 * @param {View} view
 * @param {Values} values
 */
function firstValue(field, options, desk, view, values) {
  const atDesk = desk.atDesk;
  const ticket = ticketOf(view);
  const shown = (ticket === null ? [] : [ticket]).concat(view.waiting);
  const stated = shown.filter((one) => one.number === values.number)[0];
  const unconfirmed = view.waiting.filter((one) => one.priority !== null && !one.isConfirmed)[0];
  const unprinted = view.unprinted[view.unprinted.length - 1];
  switch (field.initial) {
    case "first":
      return options.length ? options[0].value : "";
    case "desk-number":
      return atDesk;
    case "unconfirmed-number":
      return atDesk || (unconfirmed ? unconfirmed.number : "");
    case "unprinted-number":
      return atDesk || (unprinted ? unprinted.number : "");
    case "stated-priority":
      return stated && stated.priority !== null ? stated.priority : "";
    default:
      return "";
  }
}

/**
 * @param {View} view
 * @param {string | string[]} counter
 */
function servedBy(view, counter) {
  const found = view.counters.filter((one) => String(one.number) === counter)[0];
  return found ? found.fields : [];
}

/**
 * A question of the model as a form shows it: its title, its fields with their options, and what stands in
 * them. Null where there is nothing to choose from. `about` is the dossier that it is about, if any.
 * @param {Question} question
 * @param {AskingDesk} desk
 * @param {View} view
 * @param {string} about
 * @returns {PanelQuestion | FormQuestion | null}
 */
export function questionOf(question, desk, view, about) {
  const made = {
    key: question.key,
    title: desk.words.fill(question.title, { number: desk.atDesk, dossier: about }),
    about: question.needs_ticket ? desk.atDesk : null,
  };
  if (question.is_list) {
    return Object.assign(made, { kind: /** @type {const} */ ("panel") });
  }
  /** @type {Values} */
  const values = {};
  const fields = question.fields.map((field) => {
    /** @type {Option[]} */
    const own = field.options;
    const options = own.concat(SOURCES[field.options_from](desk, view), field.more_options);
    values[field.name] = firstValue(field, options, desk, view, values);
    /** @type {Before} */
    const before = (given) => servedBy(view, given.counter);
    return Object.assign({}, field, { options: options, before: field.initial === "served" ? before : null });
  });
  if (question.nothing && !fields[0].options.length) {
    return null;
  }
  return Object.assign(made, {
    kind: /** @type {const} */ ("form"),
    fields: fields,
    values: values,
    sends: question.sends,
    dossier: about,
  });
}

/**
 * The fields that are asked with these answers.
 * @param {FormQuestion} question
 * @param {Values} values
 * @param {View} view
 */
export function shownFields(question, values, view) {
  return question.fields.filter(
    (field) =>
      field.shown.every((condition) => holds(condition, values, view)) &&
      (!field.needs_options || field.options.length > 0),
  );
}

/**
 * What the answers so far mean; empty where there is nothing to say.
 * @param {FormQuestion} question
 * @param {Values} values
 * @param {AskingDesk} desk
 * @param {View} view
 */
export function meaningOf(question, values, desk, view) {
  const found = question.fields
    .reduce((all, field) => all.concat(field.meanings), /** @type {import("../wire").Meaning[]} */ ([]))
    .filter((meaning) => holds(meaning.when, values, view))[0];
  return found ? desk.words.fill(found.sentence, { number: String(values.number || "").toUpperCase() }) : "";
}

/**
 * The answer of a field as the command has it: an input and its value; null where it gives none.
 * @param {FormField} field
 * @param {string | string[]} value
 * @param {Record<string, string>} inputs
 */
function inputOf(field, value, inputs) {
  const name = field.sends || field.name;
  if (name === NO_INPUT || !value || !value.length) {
    return null;
  }
  if (typeof value !== "string") {
    return { name: name, value: value };
  }
  if (name === PAIR) {
    const at = value.indexOf("=");
    return typedInput(value.slice(0, at), value.slice(at + 1), inputs);
  }
  return field.kind === "day" ? { name: name, value: readDay(value) } : typedInput(name, value, inputs);
}

/**
 * @param {string} name
 * @param {string} value
 * @param {Record<string, string>} inputs
 */
function typedInput(name, value, inputs) {
  const kind = name === "counter" ? "counter" : inputs[name];
  const isNumber = WHOLE_NUMBERS.indexOf(kind) >= 0;
  return { name: name, value: value === NONE_CODE ? null : isNumber ? Number(value) : value };
}

/**
 * The command that the answers make.
 * @param {FormQuestion} question
 * @param {Values} values
 * @param {AskingDesk} desk
 * @param {View} view
 */
export function commandOf(question, values, desk, view) {
  const sends = question.sends.filter((one) => holds(one.when, values, view))[0];
  const verb = desk.words.model.verbs[sends.verb];
  /** @type {{ name: string } & Record<string, unknown>} */
  const command = Object.assign({ name: sends.verb }, sends.values);
  if (verb.takes_counter && desk.counter !== null) {
    command.counter = desk.counter;
  }
  if (question.dossier) {
    command.dossier = question.dossier;
  }
  shownFields(question, values, view).forEach((field) => {
    const input = inputOf(field, values[field.name], verb.inputs);
    if (input !== null) {
      command[input.name] = input.value;
    }
  });
  // The model's rows say which values a command has; a test tries each of them at the server.
  return /** @type {Command} */ (command);
}

/**
 * The name of the field that a refusal of this name is about; empty where it is none of them.
 * @param {FormQuestion} question
 * @param {string} error
 * @param {Values} values
 * @param {AskingDesk} desk
 * @param {View} view
 */
export function refusedField(question, error, values, desk, view) {
  const told = desk.words.model.refused_inputs[error];
  /** @param {FormField} field */
  const input = (field) =>
    field.sends === PAIR ? String(values[field.name]).split("=")[0] : field.sends || field.name;
  const found = shownFields(question, values, view).filter((field) => told && input(field) === told);
  return found.length ? found[found.length - 1].name : "";
}

/**
 * What is wrong with what was filled in: { name, sentence } of the first field, or null.
 * @param {FormQuestion} question
 * @param {Values} values
 * @param {AskingDesk} desk
 * @param {View} view
 */
export function mistakeIn(question, values, desk, view) {
  const words = desk.words;
  const found = shownFields(question, values, view)
    .map((field) => {
      const value = values[field.name];
      if (field.is_needed && !(value && value.length)) {
        const isChoice = field.kind === "choice" || field.kind === "marks";
        return {
          name: field.name,
          sentence: words.say(isChoice ? "notChosen" : "lacking", { label: field.label }),
        };
      }
      if (field.kind === "day" && typeof value === "string" && value && readDay(value) === null) {
        return { name: field.name, sentence: words.say("notADay") };
      }
      return null;
    })
    .filter((mistake) => mistake !== null);
  return found.length ? found[0] : null;
}
