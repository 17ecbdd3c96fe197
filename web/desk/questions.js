// What the desk asks before it sends a command: the model's questions as forms, and what their answers make.

import { OPTIONS_FROM, PAIR, isUnserved, ticketOf } from "./options.js";
import { readDay } from "./times.js";

/** @typedef {import("../wire").Question} Question */
/** @typedef {import("../wire").QuestionField} QuestionField */
/** @typedef {import("../wire").Condition} Condition */
/** @typedef {import("../wire").Command} Command */
/** @typedef {import("./reading").DeskView | import("./reading").Overview} View */
/** @typedef {import("./options").Option} Option */
/** @typedef {import("./options").AskingDesk} AskingDesk */
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
const NO_INPUT = "-";
const NONE_CODE = "-";
const WHOLE_NUMBERS = ["counter", "notice"];

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
    case "chosen-procedure":
      return ticket !== null && options.some((one) => one.value === ticket.procedure) ? ticket.procedure : "";
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
    const options = own.concat(OPTIONS_FROM[field.options_from](desk, view), field.more_options);
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
      if (typeof value === "string" && Array.from(value).length > field.length_max) {
        const length = { length_max: field.length_max, length: Array.from(value).length };
        return { name: field.name, sentence: words.say("tooLong", length) };
      }
      if (field.kind === "day" && typeof value === "string" && value && readDay(value) === null) {
        return { name: field.name, sentence: words.say("notADay") };
      }
      return null;
    })
    .filter((mistake) => mistake !== null);
  return found.length ? found[0] : null;
}
