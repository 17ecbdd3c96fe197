// What the desk asks the clerk before it sends a command: each question as its title, its fields and what they make.

import { worded } from "../view.js";
import { readDay, stopwatch } from "./moments.js";

export const OUTCOMES = ["accepted", "supplement", "refused", "returned", "guidance"];
const TEXT_LENGTH_MAX = 500;
const NOTICE_LENGTH_MAX = 200;
const NUMBER_LENGTH_MAX = 12;
const CODE_LENGTH_MAX = 40;

// A field: { name, kind, label, ... }. Kinds: "text", "choice" (options with `value` and `label`), "search" (a choice out of
// many), "day", "marks" (any number of options). `isShown(values)` and `isNeeded(values)` say when.
const textField = (name, label, more) =>
  Object.assign({ name: name, kind: "text", label: label, max: TEXT_LENGTH_MAX }, more);
const numberField = (label, initial) =>
  textField("number", label, {
    max: NUMBER_LENGTH_MAX,
    isNeeded: () => true,
    initial: initial || "",
    isNumber: true,
  });
const choice = (name, label, options, more) =>
  Object.assign({ name: name, kind: "choice", label: label, options: options, isNeeded: () => true }, more);

const needs = (values, outcome) => values.outcome === outcome;
const put = (command, values, names) => {
  names.forEach((name) => {
    if (values[name]) {
      command[name] = values[name];
    }
  });
  return command;
};

function fieldOptions(desk) {
  return (desk.card ? desk.card.fields : []).map((field) => ({
    value: field.code,
    label: desk.words.field(field.code),
  }));
}

function outcomeFields(desk, isNeeded) {
  const words = desk.words;
  const outcomes = OUTCOMES.map((code) => ({ value: code, label: words.say("outcome." + code) }));
  const field = desk.view.ticket.field;
  const sorted = desk.procedures
    .slice()
    .sort((one, other) => (other.field === field) - (one.field === field));
  const procedures = sorted.map((one) => ({ value: one.code, label: one.name, detail: one.code }));
  return [
    choice("outcome", words.say("outcome"), outcomes, { isNeeded: () => isNeeded }),
    textField("dossier", words.say("dossier"), {
      max: CODE_LENGTH_MAX,
      isShown: (values) => needs(values, "accepted") || needs(values, "returned"),
    }),
    {
      name: "procedure",
      kind: "search",
      label: words.say("procedure"),
      options: procedures,
      isShown: (values) => needs(values, "accepted") && Boolean(values.dossier),
    },
    {
      name: "due",
      kind: "day",
      label: words.say("due"),
      by: "procedure",
      isShown: (values) => needs(values, "accepted") && Boolean(values.dossier),
    },
  ];
}

// What was typed of the outcome, without what belongs to another one.
function withOutcome(command, values) {
  put(command, values, ["outcome"]);
  if (needs(values, "accepted") && values.dossier) {
    put(command, values, ["dossier", "procedure"]);
    if (values.due) {
      command.due = readDay(values.due);
    }
  } else if (needs(values, "returned")) {
    put(command, values, ["dossier"]);
  }
  return command;
}

function targets(desk) {
  const words = desk.words;
  const others = desk.view.counters.filter((sign) => sign.number !== desk.counter && sign.state === "open");
  return fieldOptions(desk)
    .map((option) => ({ value: "field:" + option.value, label: option.label }))
    .concat(
      others.map((sign) => ({
        value: "counter:" + sign.number,
        label: words.say("counter", { counter: sign.number }) + ": " + words.fields(sign.fields),
      })),
    );
}

// Those on hold and the no-shows, each with what is known of it.
function aside(desk) {
  const told = (ticket, state, since) => ({
    value: ticket.number,
    label: ticket.number + " · " + (ticket.note || desk.words.field(ticket.field)),
    detail: desk.words.say("state." + state) + (since === null ? "" : " " + stopwatch(since, desk.now())),
  });
  return desk.view.parked
    .map((ticket) => told(ticket, "parked", ticket.parkedAt))
    .concat(desk.view.missed.map((ticket) => told(ticket, "no-show", ticket.calledAt)));
}

function counterOptions(desk) {
  return (desk.card ? desk.card.counters : []).map((one) => {
    const title = desk.words.say("counter", { counter: one.number });
    const detail = worded(one.label, desk.words.language);
    return { value: String(one.number), label: title, detail: detail === title ? "" : detail };
  });
}

const QUESTIONS = {
  park: (desk) => ({
    fields: [textField("reason", desk.words.say("parkReason"))],
    command: (values) => put({ name: "park", counter: desk.counter }, values, ["reason"]),
  }),
  transfer: (desk) => ({
    fields: [
      choice("target", desk.words.say("target"), targets(desk), { initial: 0 }),
      textField("note", desk.words.say("noteLabel")),
    ],
    command: (values) => {
      const target = values.target.split(":");
      const to = target[0] === "field" ? { field: target[1] } : { to_counter: Number(target[1]) };
      return put(Object.assign({ name: "transfer", counter: desk.counter }, to), values, ["note"]);
    },
  }),
  outcome: (desk) => ({
    fields: outcomeFields(desk, true),
    command: (values) => withOutcome({ name: "finish-service", counter: desk.counter }, values),
  }),
  matter: (desk) => ({
    fields: [choice("field", desk.words.say("nextField"), fieldOptions(desk))].concat(
      outcomeFields(desk, false),
      [textField("note", desk.words.say("noteLabel"))],
    ),
    command: (values) =>
      put(withOutcome({ name: "next-matter", counter: desk.counter, field: values.field }, values), values, [
        "note",
      ]),
  }),
  pick: (desk) => ({
    fields: [numberField(desk.words.say("number"))],
    meaning: (values) => {
      const number = values.number;
      return number
        ? desk.words.say(isAside(desk, number) ? "pickAgain" : "pickCall", { number: number })
        : desk.words.say("pickMeaning");
    },
    command: (values) => ({
      name: isAside(desk, values.number) ? "resume" : "call-ticket",
      counter: desk.counter,
      number: values.number,
    }),
  }),
  back: (desk) =>
    !aside(desk).length
      ? null
      : {
          fields: [choice("number", desk.words.say("backWho"), aside(desk), { initial: 0 })],
          command: (values) => atCounter(desk, { name: "bring-back", number: values.number }),
        },
  priority: (desk, about) => {
    const classes = (desk.card ? desk.card.priorities : []).map((one) => ({
      value: one.code,
      label: desk.words.priority(one.code),
    }));
    const number = about || desk.atDesk;
    const ticket = [desk.view.ticket]
      .concat(desk.view.waiting)
      .filter((one) => one && one.number === number)[0];
    const place = ticket ? classes.map((one) => one.value).indexOf(ticket.priority) : -1;
    return {
      fields: [
        numberField(desk.words.say("number"), number),
        choice(
          "priority",
          desk.words.say("priorityGroup"),
          classes.concat([{ value: "-", label: desk.words.say("noPriority") }]),
          place < 0 ? {} : { initial: place },
        ),
      ],
      command: (values) =>
        atCounter(desk, {
          name: "confirm-priority",
          number: values.number,
          priority: values.priority === "-" ? null : values.priority,
        }),
    };
  },
  cancel: (desk) => ({
    fields: [
      numberField(desk.words.say("number"), desk.atDesk),
      textField("reason", desk.words.say("reason")),
    ],
    command: (values) => put({ name: "cancel-ticket", number: values.number }, values, ["reason"]),
  }),
  reprint: (desk) => {
    const unprinted = desk.view.unprinted;
    const proposed = desk.atDesk || (unprinted.length ? unprinted[unprinted.length - 1].number : "");
    return {
      fields: [numberField(desk.words.say("number"), proposed)],
      meaning: () => desk.words.say("reprintMeaning"),
      command: (values) => ({ name: "ask-reprint", counter: desk.counter, number: values.number }),
    };
  },
  pause: (desk) => ({
    fields: [textField("reason", desk.words.say("reason"))],
    command: (values) => put({ name: "pause-counter", counter: desk.counter }, values, ["reason"]),
  }),
  leader: (desk) => ({
    fields: [textField("reason", desk.words.say("reason"), { max: NOTICE_LENGTH_MAX })],
    command: (values) => put({ name: "call-leader", counter: desk.counter }, values, ["reason"]),
  }),
  fields: (desk) => ({
    fields: [
      choice("counter", desk.words.say("whichCounter"), counterOptions(desk)),
      {
        name: "fields",
        kind: "marks",
        label: desk.words.say("whichFields"),
        options: fieldOptions(desk),
        isNeeded: () => true,
        before: (values) => servedBy(desk, values.counter),
      },
    ],
    command: (values) => ({ name: "assign-fields", counter: Number(values.counter), fields: values.fields }),
  }),
  reappoint: (desk, about) => ({
    title: desk.words.say("ask.reappoint", { dossier: about }),
    fields: [
      { name: "due", kind: "day", label: desk.words.say("due"), isNeeded: () => true },
      textField("reason", desk.words.say("apologyReason"), { isNeeded: () => true }),
    ],
    command: (values) => ({
      name: "reappoint",
      dossier: about,
      due: readDay(values.due),
      reason: values.reason,
    }),
  }),
};

const STAFF_MESSAGE = (desk) => ({
  fields: [
    textField("text", desk.words.say("message"), { max: NOTICE_LENGTH_MAX, isNeeded: () => true }),
    choice(
      "counter",
      desk.words.say("receiver"),
      [{ value: "", label: desk.words.say("toAll") }].concat(counterOptions(desk)),
      { initial: 0, isNeeded: () => false },
    ),
  ],
  command: (values) =>
    Object.assign(
      { name: "post-message", text: values.text },
      values.counter ? { to_counter: Number(values.counter) } : {},
    ),
});

const ABOUT_DESK = ["park", "transfer", "outcome", "matter"];

// The question of a key; a panel where there is nothing to fill in; null where there is nothing to ask about.
export function questionOf(key, desk, about) {
  if (key === "dossiers" || (key === "messages" && !desk.isStaff)) {
    return {
      key: key,
      kind: "panel",
      title: desk.words.say(key === "dossiers" ? "dossiers" : "notices"),
      about: null,
    };
  }
  const made = (key === "messages" ? STAFF_MESSAGE : QUESTIONS[key])(desk, about);
  const number = ABOUT_DESK.indexOf(key) >= 0 ? desk.atDesk : null;
  const title = desk.words.say("ask." + key, { number: number });
  return made === null ? null : Object.assign({ key: key, kind: "form", title: title, about: number }, made);
}

function isAside(desk, number) {
  return desk.view.parked.concat(desk.view.missed).some((ticket) => ticket.number === number);
}

function atCounter(desk, command) {
  return desk.isStaff ? command : Object.assign({ counter: desk.counter }, command);
}

function servedBy(desk, counter) {
  const found = desk.view.counters.filter((sign) => String(sign.number) === counter)[0];
  return found ? found.fields : [];
}

// What is wrong with what was filled in: { name, sentence } of the first field, or null.
export function mistakeIn(question, values, words) {
  const shown = question.fields.filter((field) => !field.isShown || field.isShown(values));
  const lacks = (field) => {
    const value = values[field.name];
    return field.isNeeded && field.isNeeded(values) && !(value && value.length);
  };
  const isNoDay = (field) =>
    field.kind === "day" && values[field.name] && readDay(values[field.name]) === null;
  const found = shown.filter((field) => lacks(field) || isNoDay(field))[0];
  if (!found) {
    return null;
  }
  return {
    name: found.name,
    sentence: isNoDay(found) ? words.say("notADay") : words.say("lacking", { label: found.label }),
  };
}
