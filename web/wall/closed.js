// What the wall says while no number can be taken and nobody is called: why, and when it opens next.

import { element, fill, put } from "../elements.js";
import { officeTime, worded } from "../view.js";
import { say } from "../words.js";

/** @typedef {import("../view").Hall} Hall */
/** @typedef {{ epoch: number, offsetMinutes: number }} Moment */
/** @typedef {{ first: number, last: number, sessions: string[] }} HoursRun days from Monday, which is 0 */

const NOON = 12;
const LUNCH_BEGINS = 10.5;
const LUNCH_ENDS = 14;
const DAY_MILLISECONDS = 86400000;

/**
 * Whether the wall says that no number can be taken: nobody is called any more, or those who wait may be.
 * @param {Hall} hall
 * @param {boolean} isQuiet whether nothing is said and nothing waits to be
 * @param {number} waiting
 */
export function isShut(hall, isQuiet, waiting) {
  if (hall.state === "open" || hall.isCallingOn || !isQuiet) {
    return false;
  }
  return hall.state !== "full" || waiting === 0;
}

/**
 * Why no number can be taken, in the fewest words.
 * @param {string} language
 * @param {Hall} hall
 * @param {Moment} now
 * @param {HoursRun[]} week the office's usual hours
 */
export function whyShut(language, hall, now, week) {
  const there = new Date(now.epoch + now.offsetMinutes * 60000);
  const hour = there.getUTCHours() + there.getUTCMinutes() / 60;
  if (hall.state === "break") {
    return say(language, hour >= LUNCH_BEGINS && hour < LUNCH_ENDS ? "hall-lunch" : "hall-break");
  }
  if (hall.state === "holiday" && hall.holiday.vi) {
    return say(language, "hall-holiday") + ": " + worded(hall.holiday, language);
  }
  const weekday = (there.getUTCDay() + 6) % 7; // 0 is Monday
  const today = week.filter((run) => run.first <= weekday && weekday <= run.last)[0];
  if (hall.state === "closed" && today && !today.sessions.length) {
    return say(language, "hall-day-off");
  }
  const opensToday = hall.opensAt !== null && daysUntil(now, hall.opensAt) === 0;
  return say(language, hall.state === "closed" && opensToday ? "hall-early" : "hall-" + hall.state);
}

/**
 * On which part of which day it opens: chiều nay, Thứ Hai 30/11.
 * @param {string} language
 * @param {Moment} now
 * @param {Moment} opens
 */
export function dayOfOpening(language, now, opens) {
  const there = officeTime(opens.epoch, opens.offsetMinutes);
  const [day, month] = there.date.split("/");
  const date = say(language, "dayAndMonth", {
    weekday: say(language, "weekdays").split(",")[there.weekday],
    day: day,
    month: month,
  });
  const part = say(language, Number(there.clock.split(":")[0]) < NOON ? "morning" : "afternoon");
  return say(language, "day-" + Math.min(2, daysUntil(now, opens)), { part: part, date: date });
}

/**
 * @param {Moment} now
 * @param {Moment} opens
 */
function daysUntil(now, opens) {
  /** @param {Moment} moment */
  const day = (moment) => Math.floor((moment.epoch + moment.offsetMinutes * 60000) / DAY_MILLISECONDS);
  return Math.max(0, day(opens) - day(now));
}

/**
 * The hours of the week, days in a row that are alike in one line.
 * @param {string} language
 * @param {HoursRun[]} runs
 */
export function weekHours(language, runs) {
  const weekdays = say(language, "weekdays").split(",");
  /** @param {number} day */
  const name = (day) => weekdays[(day + 1) % weekdays.length];
  return runs.map((run) => ({
    days:
      run.first === run.last
        ? name(run.first)
        : name(run.first) + (run.last === run.first + 1 ? ", " : " – ") + name(run.last),
    sessions: run.sessions.length
      ? run.sessions.map((session) => session.replace("-", " – "))
      : [say(language, "dayOff")],
  }));
}

export class Closed {
  /** @param {import("../wall").Wall} wall */
  constructor(wall) {
    this._wall = wall;
  }

  show() {
    const { board, find, fitter } = this._wall;
    const view = board.view;
    if (view === null) {
      return;
    }
    const language = board.language;
    const now = board.now();
    const opens = view.hall.opensAt;
    fitter.put(find("closed-why"), whyShut(language, view.hall, now, this._week()));
    fitter.put(find("closed-again"), this._wall.say(opens === null ? "opensUnknown" : "opensAgain"));
    const time = opens === null ? "" : officeTime(opens.epoch, opens.offsetMinutes).clock;
    fitter.number(find("closed-time-box"), find("closed-time"), time, 1.1);
    fitter.put(find("closed-day"), opens === null ? "" : dayOfOpening(language, now, opens));
    fitter.put(find("closed-english"), language === "en" ? "" : this._english(view.hall, time, now));
    this._hours(language);
    const waiting = Array.from(view.waiting.values()).reduce((sum, count) => sum + count, 0);
    fitter.put(find("closed-note"), waiting ? this._wall.say("stillWaiting") : "");
    find("closed-note").hidden = !waiting;
    this._horizon();
  }

  _week() {
    const office = this._wall.board.office;
    return office === null ? [] : office.hours;
  }

  /**
   * @param {Hall} hall
   * @param {string} time
   * @param {Moment} now
   */
  _english(hall, time, now) {
    const why = whyShut("en", hall, now, this._week()) + ".";
    const day = hall.opensAt === null ? "" : ", " + dayOfOpening("en", now, hall.opensAt) + ".";
    return hall.opensAt === null ? why : why + " " + say("en", "opensAgain") + " " + time + day;
  }

  /** @param {string} language */
  _hours(language) {
    const { find } = this._wall;
    const runs = weekHours(language, this._week());
    find("closed-hours").hidden = !runs.length;
    put(find("closed-hours-heading"), this._wall.say("hours"));
    fill(
      find("closed-week"),
      runs,
      () => element("div", "closed-days", [element("span", ""), element("div", "closed-sessions")]),
      (row, run) => {
        this._wall.fitter.put(/** @type {HTMLElement} */ (row.children[0]), run.days);
        fill(
          row.children[1],
          run.sessions,
          () => element("b", ""),
          (shown, session) => put(shown, session),
        );
      },
    );
  }

  _horizon() {
    const { board, find } = this._wall;
    const wanted = board.office === null ? "hills" : board.office.board.horizon;
    const picture = /** @type {HTMLImageElement} */ (find("horizon-picture"));
    const hasPicture = wanted !== "hills" && wanted !== "none";
    find("hills").setAttribute("class", wanted === "hills" ? "" : "is-none");
    picture.hidden = !hasPicture;
    if (hasPicture && picture.src !== board.addressOf(wanted)) {
      picture.src = board.addressOf(wanted);
    }
  }
}
