// Answers, for each line of JSON on standard input, what a rule of the desk makes of it.
import { createInterface } from "node:readline";
import { troubles } from "../../web/desk/sidebar.js";
import { matching, plain } from "../../web/desk/choice.js";
import { strokeOf } from "../../web/desk/keyboard.js";
import { KeyGuard } from "../../web/desk/guard.js";
import { withAnswer } from "../../web/desk/counter-view.js";
import {
  doneSentence,
  isLate,
  readModels,
  likelyKey,
  sensibleKeys,
  takesDesk,
} from "../../web/desk/model.js";
import { plainCode, plainNumber } from "../../web/desk/typed.js";
import { dayOf, readDay, span, stopwatch, waitedSeconds } from "../../web/desk/times.js";
import { Presses } from "../../web/desk/presses.js";
import { commandOf, mistakeIn, questionOf } from "../../web/desk/questions.js";
import { readCard, readCounterView, readProcedures, readStaffView, readWhy } from "../../web/desk/reading.js";
import { readSession } from "../../web/desk/session.js";
import { Words } from "../../web/desk/words.js";

function press(steps) {
  const sent = [];
  let line = true;
  let ids = 0;
  const newId = () => {
    ids += 1;
    return "id" + ids;
  };
  const presses = new Presses(
    (frame) => line && Boolean(sent.push(frame.id)),
    VIETNAMESE.limits.slow_seconds,
    newId,
  );
  const told = steps.map(([what, value, at]) => {
    if (what === "line") {
      line = value;
      return null;
    }
    if (what === "begin") {
      return presses.begin(value[0], { name: value[1] }, at);
    }
    if (what === "answered" || what === "refused") {
      const found = presses.settle(value, what === "answered");
      return found && found.key;
    }
    if (what === "again") {
      return presses.sendAgain(at) || null;
    }
    const overdue = presses.look(at);
    return [overdue.slow.map((one) => one.key), overdue.lost.map((one) => one.key)];
  });
  return [told, sent];
}

let models = null; // those of the line that is read
let VIETNAMESE = null;
const words = (language, card) => new Words(language, card || null, models);

// A desk as questions see it, at this view and moment.
function deskAt({ view, card, procedures, now }) {
  const read = readCounterView(view);
  const known = readCard(card);
  return {
    view: read,
    card: known,
    words: words("vi", known),
    procedures: readProcedures(procedures),
    counter: read.counter,
    isStaff: false,
    atDesk: read.ticket ? read.ticket.number : "",
    now: () => now,
  };
}

// The command that a question ends in with these answers, or the sentence on what is wrong with them.
function answered({ key, answers, at }) {
  const desk = deskAt(at);
  const question = questionOf(VIETNAMESE.questions[key], desk, desk.view, "");
  if (question === null) {
    return null;
  }
  const values = Object.assign({}, question.values, answers);
  const mistake = mistakeIn(question, values, desk, desk.view);
  return mistake === null ? commandOf(question, values, desk, desk.view) : mistake.sentence;
}

// What events at their moments lead to: the commands that act, and how often it is said that somebody types.
function typedAt(typed) {
  const guard = new KeyGuard(VIETNAMESE.guard.times);
  const acted = [];
  let said = 0;
  typed.concat([[Infinity, null]]).forEach(([at, event]) => {
    if (guard.dueAt !== null && guard.dueAt <= at) {
      acted.push(guard.release());
    }
    const stroke = event === null ? null : strokeOf(event, VIETNAMESE, "letters");
    if (stroke !== null) {
      const verdict = guard.press(stroke, at);
      acted.push(...(verdict.acts ? [verdict.acts] : []));
      said += verdict.says ? 1 : 0;
    }
  });
  return [acted, said];
}

const RULES = {
  press,
  stroke: ([event, mode]) => strokeOf(event, VIETNAMESE, mode),
  typed: (typed) => typedAt(typed),
  sensible: ([view, now]) => Array.from(sensibleKeys(VIETNAMESE, readCounterView(view), now)).sort(),
  likely: (view) => likelyKey(VIETNAMESE, readCounterView(view)),
  takesDesk: (name) => takesDesk(VIETNAMESE, name),
  isModel: (value) => readModels(value) !== null,
  number: ([text, key]) => plainNumber(text, key),
  code: plainCode,
  late: ([seconds, target]) => isLate(seconds, target),
  waits: ([view, now]) => {
    const read = readCounterView(view);
    return read === null ? [] : read.waiting.map((one) => waitedSeconds(one, read.openStretches, now));
  },
  done: ([language, name, kind, answer]) => doneSentence(name, { kind, answer }, words(language)),
  answered,
  troubles: ([language, view]) => troubles(readCounterView(view), words(language)),
  sayAt: ([language, card, name, values]) => words(language, readCard(card)).say(name, values),
  counterInBrief: ([card, number]) => words("vi", readCard(card)).counterInBrief(number),
  inBrief: ([card, codes]) => words("vi", readCard(card)).fieldsInBrief(codes),
  isProblem: ([language, sentence]) => words(language).isProblem(sentence),
  why: ([language, why]) => words(language).why(readWhy(why)),
  session: (value) => readSession(value),
  withAnswer: ([view, name, kind, answer, now]) =>
    withAnswer(readCounterView(view), name, { kind, answer }, now, VIETNAMESE),
  view: (view) => readCounterView(view),
  staff: (view) => readStaffView(view),
  card: (card) => readCard(card),
  day: (written) => readDay(written),
  shown: (iso) => dayOf(iso),
  span: (seconds) => span(seconds),
  stopwatch: ([since, now]) => stopwatch(since, now),
  plain: (written) => plain(written),
  matching: ([labels, typed]) =>
    matching(
      labels.map((label) => ({ label })),
      typed,
    ).map((option) => option.label),
};

createInterface({ input: process.stdin }).on("line", (line) => {
  const read = JSON.parse(line);
  models = read.models;
  VIETNAMESE = models.vi;
  const found = read.asked.map(([rule, value]) => RULES[rule](value));
  process.stdout.write(JSON.stringify(found) + "\n");
});
