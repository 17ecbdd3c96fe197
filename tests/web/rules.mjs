// Answers, for each line of JSON on standard input, what a rule of the board makes of it.
import { createInterface } from "node:readline";
import { atServer, socketAddress } from "../../web/addresses.js";
import { PageVersion } from "../../web/page-version.js";
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

// What a page does whose seconds go by: at each step something is heard, and the page may be idle.
async function reload({ known, served, loadings, steps }) {
  const state = { at: 0, loads: 0, loadings: loadings || 0, asked: 0 };
  const page = new PageVersion({
    known: () => known,
    served: () => {
      state.asked += 1;
      return state.served === null ? Promise.reject(new Error("no server")) : Promise.resolve(state.served);
    },
    load: () => (state.loads += 1),
    loadings: () => state.loadings,
    keepLoadings: (count) => (state.loadings = count),
    seconds: () => state.at,
  });
  state.served = served;
  const seen = [];
  for (const step of steps) {
    state.at = step.at === undefined ? state.at : step.at;
    state.served = step.served === undefined ? state.served : step.served;
    if (step.welcome) {
      page.hear(step.welcome);
    } else if (step.fault) {
      page.hearFault({ type: "fault", error: step.fault });
    } else if (step.night) {
      page.loadAnew();
    } else {
      page.renew(step.idle !== false);
    }
    await new Promise((done) => setTimeout(done, 0));
    seen.push([state.asked, state.loads, state.loadings]);
  }
  return seen;
}

const RULES = {
  reload,
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

createInterface({ input: process.stdin }).on("line", async (line) => {
  const found = await Promise.all(JSON.parse(line).map(([rule, value]) => RULES[rule](value)));
  process.stdout.write(JSON.stringify(found) + "\n");
});
