// The head of every layout: whose office it is, who answers for it today, and what time it is.

import { atServer } from "../addresses.js";
import { put, toggle } from "../elements.js";
import { drawIcon } from "../icons.js";
import { officeTime, worded } from "../view.js";

export class Header {
  /** @param {import("../wall").Wall} wall */
  constructor(wall) {
    this._wall = wall;
  }

  show() {
    const { board, find, fitter } = this._wall;
    const language = board.language;
    if (document.documentElement.lang !== language) {
      document.documentElement.lang = language;
    }
    const office = board.office;
    const names = office === null ? [] : office.names.map((name) => worded(name, language));
    fitter.put(find("name-above"), names.slice(0, -1).join(" – "));
    fitter.put(find("name"), names.slice(-1).join(""));
    this._mark();
    const leader = board.view === null ? { name: "", phone: "" } : board.view.leader;
    fitter.put(find("leader-name"), leader.name ? this._wall.say("leader", leader) : "");
    put(find("leader-phone"), leader.phone ? this._wall.say("phone", leader) : "");
    const now = board.now();
    const time = officeTime(now.epoch, now.offsetMinutes);
    put(find("clock"), board.time.isKnown ? time.clock : "");
    const weekday = this._wall.say("weekdays").split(",")[time.weekday];
    put(find("date"), board.time.isKnown ? weekday + ", " + time.date : "");
  }

  // The office's own logo stands in the place of the house's mark, alone.
  _mark() {
    const { board, find } = this._wall;
    const plan = board.office === null ? { logo: "", header: "" } : board.office.board;
    const logo = /** @type {HTMLImageElement} */ (find("logo"));
    toggle(find("header"), "has-logo", Boolean(plan.logo));
    if (plan.logo && logo.src !== atServer(plan.logo)) {
      logo.src = atServer(plan.logo);
    }
    drawIcon(find("mark"), "door");
    find("header").style.setProperty("--office", plan.header || "");
  }
}
