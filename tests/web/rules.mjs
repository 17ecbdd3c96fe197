// Answers, for each line of JSON on standard input, what a rule of the board makes of it.
import { createInterface } from "node:readline";
import { atServer, socketAddress } from "../../web/addresses.js";
import { byDuty, isToSpeak, readLimits, USUAL } from "../../web/duty.js";
import { isNightDue } from "../../web/upkeep.js";
import { PageVersion } from "../../web/page-version.js";
import { readFrame, retrySeconds } from "../../web/link.js";
import { placeAt, placeBeforeSign, placeInSentence, placeLabel, placeName } from "../../web/places.js";
import { fieldsOf, layoutOf, partOf, readQuery } from "../../web/query.js";
import { Turns } from "../../web/turns.js";
import { sayRepeated, WORDS } from "../../web/words.js";
import { calledNumbers, officeTime, readMoment, readOffice, readView } from "../../web/view.js";
import { dayOfOpening, isShut, weekHours, whyShut } from "../../web/wall/closed.js";
import { dealt, signsInShort, stripRows, tableCounters, tableRows } from "../../web/wall/dealt.js";

// What a screen of this address shows of each zone after these frames.
function turns([frames, search, card, view]) {
  const office = readOffice(card);
  const told = new Turns();
  frames.forEach((frame) => told.hear(frame));
  const query = readQuery(search);
  return told
    .shown(query, office, view && partOf(readView(view), query, office))
    .map((turn) => [
      turn.name.vi,
      turn.call && turn.call.number,
      turn.isNow,
      turn.beside.map((call) => call.number),
      turn.caption && turn.caption.vi,
    ]);
}

// What stands on a closed screen at a moment.
function shut([language, value, moment, card]) {
  const hall = readView({ hall: value }).hall;
  const now = readMoment(moment);
  return [
    whyShut(language, hall, now, readOffice(card).hours),
    hall.opensAt && dayOfOpening(language, now, hall.opensAt),
  ];
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
  night: isNightDue,
  duty: ([query, duty, limits]) => {
    const asked = Object.assign({ counter: null, page: 1, zone: "" }, query);
    const set = Object.assign({}, USUAL, duty);
    return [isToSpeak(byDuty(asked, set), set, readLimits(limits)), byDuty(asked, set).zone];
  },
  reload,
  words: () => WORDS,
  frame: readFrame,
  addresses: (page) => [atServer("/api/v1/board", page), socketAddress(page)],
  retry: ([attempt, chance]) => retrySeconds(attempt, chance),
  turns,
  shut,
  isShut: ([hall, isQuiet, waiting]) => isShut(readView({ hall }).hall, isQuiet, waiting),
  hours: ([language, card]) => weekHours(language, readOffice(card).hours),
  dealt: ([count, groups]) => dealt(count, groups),
  strip: ([count, isUpright, turn]) =>
    stripRows(
      Array.from({ length: count }, (_, at) => at),
      isUpright,
      turn,
    ),
  table: ([asked, counters, calls]) => {
    const rows = counters.map((number) => ({ number }));
    const called = calls.map((counter) => ({ counter }));
    return tableCounters(rows, called, tableRows(asked, rows.length)).map((row) => row.number);
  },
  signs: signsInShort,
  repeated: ([language, recall]) => sayRepeated(language, recall),
  layout: ([search, card]) => layoutOf(readQuery(search), card && readOffice(card)),
  fields: ([search, card, view]) =>
    fieldsOf(readOffice(card), readView(view), readQuery(search)).map((field) => field.code),
  place: ([language, number, card]) => {
    const place = placeAt(number, readOffice(card).counters);
    return [placeBeforeSign(language, place), placeName(language, place), placeLabel(language, place)];
  },
  placeInSentence: ([language, number, card]) =>
    placeInSentence(language, placeAt(number, readOffice(card).counters)),
  time: (moment) => {
    const read = readMoment(moment);
    return read && officeTime(read.epoch, read.offsetMinutes);
  },
  office: readOffice,
  query: readQuery,
  calls: ([view, zone]) =>
    calledNumbers(partOf(readView(view), readQuery(zone), null).calls).map((call) => call.number),
};

createInterface({ input: process.stdin }).on("line", async (line) => {
  const found = await Promise.all(JSON.parse(line).map(([rule, value]) => RULES[rule](value)));
  process.stdout.write(JSON.stringify(found) + "\n");
});
