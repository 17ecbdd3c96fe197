// What the status line says of a press that was carried out.

import { dayOf } from "./moments.js";

const DONE = {
  start: "done.start",
  finish: "done.finish",
  outcome: "done.finish",
  park: "done.park",
  transfer: "done.transfer",
  reprint: "done.reprint",
  pick: "done.pick",
  matter: "done.matter",
  back: "done.back",
  priority: "done.priority",
  cancel: "done.cancel",
};
const DONE_WITHOUT_NUMBER = {
  undo: "done.undo",
  leader: "done.leader",
  help: "done.help",
  messages: "done.messages",
  fields: "done.fields",
  answer: "done.answer",
  ready: "done.ready",
  return: "done.return",
  reappoint: "done.reappoint",
};

// The sentence for an answer to this key; empty where the screen says it all.
export function doneSentence(key, kind, answer, words) {
  const kindOfKey = key.split(":")[0];
  if (kind === "call") {
    if (answer.state === "no-show") {
      return words.say("done.noShow", { number: answer.number });
    }
    return words.say(answer.recall ? "done.recall" : "done.call", {
      number: answer.number,
      n: answer.recall,
    });
  }
  if (answer.due && answer.number) {
    return words.say("done.finishDue", { number: answer.number, day: dayOf(answer.due) });
  }
  if (answer.number && DONE[kindOfKey]) {
    return words.say(DONE[kindOfKey], { number: answer.number });
  }
  return words.say(DONE_WITHOUT_NUMBER[kindOfKey] || "");
}
