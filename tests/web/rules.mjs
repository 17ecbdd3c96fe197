// Answers, for each line of JSON on standard input, what a rule of the board makes of it.
import { createInterface } from "node:readline";
import { atServer, socketAddress } from "../../web/addresses.js";
import { readFrame, retrySeconds } from "../../web/link.js";
import { Showing } from "../../web/showing.js";
import { WORDS } from "../../web/words.js";
import {
  calledNumbers,
  counterSign,
  officeTime,
  readMoment,
  readOffice,
  readQuery,
  readView,
  zoneOf,
} from "../../web/view.js";

function show(steps) {
  const showing = new Showing();
  return steps.map((step) => {
    if (step.lose) {
      showing.loseConnection(step.at);
    } else if (step.calls) {
      const calls = step.calls.map((call) => Object.assign({}, call, { calledAt: call.called_at * 1000 }));
      showing.see(calls, step.at, step.now * 1000);
    } else {
      showing.advance(step.at);
    }
    const call = showing.current;
    return [call === null ? null : call.call, showing.following, showing.isFlashing(step.at)];
  });
}

const RULES = {
  show,
  words: () => WORDS,
  frame: readFrame,
  addresses: (page) => [atServer("/api/v1/board", page), socketAddress(page)],
  retry: ([attempt, chance]) => retrySeconds(attempt, chance),
  sign: ([number, label]) => counterSign(number, [{ number, label: { vi: label, en: "" } }]),
  time: (moment) => {
    const read = readMoment(moment);
    return read && officeTime(read.epoch, read.offsetMinutes);
  },
  office: readOffice,
  query: readQuery,
  calls: ([view, zone]) =>
    calledNumbers(zoneOf(readView(view), readQuery(zone)).calls).map((call) => call.number),
};

createInterface({ input: process.stdin }).on("line", (line) => {
  const found = JSON.parse(line).map(([rule, value]) => RULES[rule](value));
  process.stdout.write(JSON.stringify(found) + "\n");
});
