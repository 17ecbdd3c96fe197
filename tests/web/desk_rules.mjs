// Answers, for each line of JSON on standard input, what a rule of the desk makes of it.
import { readFileSync } from "node:fs";
import { matching, plain } from "../../web/desk/choice.js";
import { ALL_KEYS, keyOf, sensibleKeys } from "../../web/desk/keys.js";
import { dayOf, readDay, span, stopwatch } from "../../web/desk/moments.js";
import { Presses } from "../../web/desk/presses.js";
import { readCard, readCounterView, readStaffView, readWhy } from "../../web/desk/reading.js";
import { Words, WORDS } from "../../web/desk/words.js";

function press(steps) {
  const sent = [];
  let line = true;
  let ids = 0;
  const presses = new Presses(
    (frame) => line && Boolean(sent.push(frame.id)),
    () => "id" + (ids += 1),
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

const RULES = {
  press,
  words: () => WORDS,
  keys: () => ALL_KEYS,
  key: (event) => keyOf(event),
  sensible: ([view, now]) => Array.from(sensibleKeys(readCounterView(view), now)),
  why: ([language, why]) => new Words(language, null).why(readWhy(why)),
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

const asked = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(asked.map(([rule, value]) => RULES[rule](value))));
