// What the desk asks before it sends a command: the model's questions with what there is to choose from.

import { worded } from "../view.js";
import { readDay, stopwatch } from "./times.js";

const NO_INPUT = "-";
const PAIR = "=";
const NONE_CODE = "-";
const WHOLE_NUMBERS = ["counter", "notice"];

function fieldOptions(desk) {
  return (desk.card ? desk.card.fields : []).map((field) => ({
    value: field.code,
    label: desk.words.field(field.code),
  }));
}

function targets(desk) {
  const words = desk.words;
  const others = desk.view.counters.filter((one) => one.number !== desk.counter && one.state === "open");
  return fieldOptions(desk)
    .map((option) => ({ value: "field=" + option.value, label: option.label }))
    .concat(
      others.map((one) => ({
        value: "to_counter=" + one.number,
        label: words.say("counter", { counter: one.number }) + ": " + words.fields(one.fields),
      })),
    );
}

function aside(desk) {
  return desk.view.parked.concat(desk.view.missed).map((ticket) => {
    const since = ticket.parkedAt === null ? ticket.calledAt : ticket.parkedAt;
    return {
      value: ticket.number,
      label: ticket.number + " · " + (ticket.note || desk.words.field(ticket.field)),
      detail:
        desk.words.say("state." + ticket.state) + (since === null ? "" : " " + stopwatch(since, desk.now())),
    };
  });
}

function counterOptions(desk) {
  return (desk.card ? desk.card.counters : []).map((one) => {
    const title = desk.words.say("counter", { counter: one.number });
    const detail = worded(one.label, desk.words.language);
    return { value: String(one.number), label: title, detail: detail === title ? "" : detail };
  });
}

// The office's procedures, those of the field at the desk first.
function procedures(desk) {
  const field = desk.view.ticket ? desk.view.ticket.field : "";
  const sorted = desk.procedures
    .slice()
    .sort((one, other) => Number(other.field === field) - Number(one.field === field));
  return sorted.map((one) => ({ value: one.code, label: one.name, detail: one.code }));
}

function priorities(desk) {
  return (desk.card ? desk.card.priorities : []).map((one) => ({
    value: one.code,
    label: desk.words.priority(one.code),
  }));
}

const SOURCES = {
  "": () => [],
  fields: fieldOptions,
  targets: targets,
  aside: aside,
  counters: counterOptions,
  procedures: procedures,
  priorities: priorities,
};

// Whether a condition holds with these answers; null always holds.
export function holds(condition, values, view) {
  if (condition === null) {
    return true;
  }
  const answer = String(values[condition.field] || "");
  let isSo;
  if (condition.among === "aside") {
    const number = answer.toUpperCase();
    isSo = view.parked.concat(view.missed).some((ticket) => ticket.number === number);
  } else if (condition.among === "own-fields") {
    isSo = view.fields.indexOf(answer) >= 0;
  } else {
    isSo = condition.values.length ? condition.values.indexOf(answer) >= 0 : answer !== "";
  }
  return isSo !== condition.is_not;
}

// What stands in a field at first.
function firstValue(field, options, desk, values) {
  const view = desk.view;
  const atDesk = desk.atDesk;
  const shown = [view.ticket].concat(view.waiting).filter(Boolean);
  const stated = shown.filter((one) => one.number === values.number)[0];
  const unconfirmed = view.waiting.filter((one) => one.priority !== null && !one.isConfirmed)[0];
  const unprinted = view.unprinted[view.unprinted.length - 1];
  const first = {
    first: () => (options.length ? options[0].value : ""),
    "desk-number": () => atDesk,
    "unconfirmed-number": () => atDesk || (unconfirmed ? unconfirmed.number : ""),
    "unprinted-number": () => atDesk || (unprinted ? unprinted.number : ""),
    "stated-priority": () => (stated && stated.priority !== null ? stated.priority : ""),
  }[field.initial];
  return first ? first() : "";
}

function servedBy(desk, counter) {
  const found = desk.view.counters.filter((one) => String(one.number) === counter)[0];
  return found ? found.fields : [];
}

// A question of the model as a form shows it: its title, its fields with their options, and what stands in
// them.
export function questionOf(question, desk, about) {
  const needsTicket = question.needs_ticket;
  const title = desk.words.fill(question.title, { number: desk.atDesk, dossier: about });
  const made = { key: question.key, title: title, about: needsTicket ? desk.atDesk : null };
  if (question.is_list) {
    return Object.assign(made, { kind: "panel" });
  }
  const values = {};
  const fields = question.fields.map((field) => {
    const options = field.options.concat(SOURCES[field.options_from](desk), field.more_options);
    values[field.name] = firstValue(field, options, desk, values);
    return Object.assign({}, field, {
      options: options,
      before: field.initial === "served" ? (given) => servedBy(desk, given.counter) : null,
    });
  });
  if (question.nothing && !fields[0].options.length) {
    return null;
  }
  return Object.assign(made, {
    kind: "form",
    fields: fields,
    values: values,
    sends: question.sends,
    dossier: about,
  });
}

// The fields that are asked with these answers.
export function shownFields(question, values, view) {
  return question.fields.filter(
    (field) =>
      field.shown.every((condition) => holds(condition, values, view)) &&
      (!field.needs_options || field.options.length > 0),
  );
}

// What the answers so far mean; empty where there is nothing to say.
export function meaningOf(question, values, desk) {
  const found = question.fields
    .reduce((all, field) => all.concat(field.meanings), [])
    .filter((meaning) => holds(meaning.when, values, desk.view))[0];
  return found ? desk.words.fill(found.sentence, { number: String(values.number || "").toUpperCase() }) : "";
}

function typedValue(value, kind) {
  return WHOLE_NUMBERS.indexOf(kind) >= 0 ? Number(value) : value;
}

// Puts the answer of a field into the command.
function give(command, field, value, inputs) {
  let name = field.sends || field.name;
  let given = value;
  if (name === NO_INPUT || !value || !value.length) {
    return;
  }
  if (name === PAIR) {
    name = value.slice(0, value.indexOf("="));
    given = value.slice(value.indexOf("=") + 1);
  }
  if (field.kind === "day") {
    command[name] = readDay(given);
  } else {
    command[name] =
      given === NONE_CODE ? null : typedValue(given, name === "counter" ? "counter" : inputs[name]);
  }
}

// The command that the answers make.
export function commandOf(question, values, desk) {
  const sends = question.sends.filter((one) => holds(one.when, values, desk.view))[0];
  const verb = desk.words.model.verbs[sends.verb];
  const command = Object.assign({ name: sends.verb }, sends.values);
  if (verb.takes_counter && !desk.isStaff) {
    command.counter = desk.counter;
  }
  if (question.dossier) {
    command.dossier = question.dossier;
  }
  shownFields(question, values, desk.view).forEach((field) => {
    give(command, field, values[field.name], verb.inputs);
  });
  return command;
}

// What is wrong with what was filled in: { name, sentence } of the first field, or null.
export function mistakeIn(question, values, desk) {
  const words = desk.words;
  const found = shownFields(question, values, desk.view)
    .map((field) => {
      const value = values[field.name];
      if (field.is_needed && !(value && value.length)) {
        const isChoice = field.kind === "choice" || field.kind === "marks";
        return {
          name: field.name,
          sentence: words.say(isChoice ? "notChosen" : "lacking", { label: field.label }),
        };
      }
      if (field.kind === "day" && value && readDay(value) === null) {
        return { name: field.name, sentence: words.say("notADay") };
      }
      return null;
    })
    .filter(Boolean);
  return found.length ? found[0] : null;
}
