// The wall: its layouts and their parts, each brought up to date by itself: one that fails blanks no other.

import { toggle } from "./elements.js";
import { say } from "./words.js";
import { Band } from "./wall/band.js";
import { Called } from "./wall/called.js";
import { Closed } from "./wall/closed.js";
import { Fitter } from "./wall/fitter.js";
import { Header } from "./wall/header.js";
import { Sign } from "./wall/sign.js";
import { Stage } from "./wall/stage.js";
import { Strip } from "./wall/strip.js";
import { Table } from "./wall/table.js";
import { NEXT_SHOWN_MAX } from "./wall/turn-panel.js";

const LAYOUTS = ["stage", "table", "sign", "overflow", "raw"];
const SHIFT_SECONDS = 180;
const SHIFTS = [
  [0, 0],
  [2, 0],
  [2, 2],
  [0, 2],
  [-2, 2],
  [-2, 0],
  [-2, -2],
  [0, -2],
]; // dots, so that nothing burns into a screen over night

export class Wall {
  /**
   * @param {Document} page
   * @param {import("./board").Board} board
   */
  constructor(page, board) {
    this.trouble = "";
    this.board = board;
    this.body = page.body;
    /** @param {string} id */
    this.find = (id) => /** @type {HTMLElement} */ (page.getElementById(id));
    this.fitter = new Fitter(page);
    this.layout = "stage";
    this.isUpright = innerHeight > innerWidth;
    this._ticker = "";
    this._header = new Header(this);
    this._stage = new Stage(this);
    this._table = new Table(this);
    this._called = new Called(this);
    this._sign = new Sign(this);
    this._closed = new Closed(this);
    this._strip = new Strip(this);
    this._band = new Band(this);
    this.find("slide").hidden = true;
    window.addEventListener("resize", () => this.fitter.renew());
    if (page.fonts) {
      page.fonts.ready.then(() => this._lettersCame());
      page.fonts.addEventListener("loadingdone", () => this._lettersCame());
    }
  }

  _lettersCame() {
    this.fitter.renew();
    this.board.paintSoon();
  }

  /**
   * Brings every part up to date; `hasSlide` says that a slide stands on the stage.
   * @param {number} at
   * @param {boolean} hasSlide
   */
  show(at, hasSlide) {
    this.trouble = "";
    this._lay(at);
    this._try("header", () => this._header.show());
    this._try("band", () => this._band.show(at, this._ticker));
    if (this.board.isShut) {
      this._try("closed", () => this._closed.show());
    } else if (this.layout === "sign") {
      this._try("sign", () => this._sign.show());
    } else {
      this._try("waiting", () => this._strip.show(at));
      const isTable = this.layout === "table" && !hasSlide;
      this._try("stage", () => (isTable ? this._table.show() : this._stage.show(hasSlide)));
      this._try("called", () => this._called.show(hasSlide));
    }
  }

  /**
   * @param {string} part
   * @param {() => void} show
   */
  _try(part, show) {
    try {
      show();
    } catch (error) {
      this.trouble = part + ": " + error;
    }
  }

  /**
   * What decides where things are: only when it changes is anything measured anew.
   * @param {number} at
   */
  _lay(at) {
    const board = this.board;
    this.layout = board.layout;
    this.isUpright = innerHeight > innerWidth;
    LAYOUTS.forEach((name) => toggle(this.body, name, name === this.layout));
    const turns = board.turnsShown;
    const beside =
      this.layout === "table" || turns.length > 1 ? 0 : Math.min(NEXT_SHOWN_MAX, turns[0].beside.length);
    [0, 1, 2, 3].forEach((count) => toggle(this.body, "beside-" + count, count === beside));
    const hasMissed = board.view !== null && board.view.missed.length > 0;
    const view = board.view;
    const isNight = view !== null && view.hall.isNight && board.isShut;
    toggle(this.body, "has-zones", turns.length > 1);
    toggle(this.body, "has-many-zones", turns.length > 2);
    toggle(this.body, "old", board.isOld && view !== null);
    toggle(this.body, "is-shut", board.isShut);
    toggle(this.body, "is-night", isNight);
    this._shift(isNight ? SHIFTS[Math.floor(at / SHIFT_SECONDS) % SHIFTS.length] : SHIFTS[0]);
    const many = turns.length + (board.isOld ? " old" : "") + (hasMissed ? " missed" : "");
    this.fitter.follow([this.layout, board.isShut, beside, many, board.language].join(" "));
  }

  /** @param {number[]} by */
  _shift(by) {
    const wanted = by[0] || by[1] ? "translate(" + by[0] + "px, " + by[1] + "px)" : "";
    if (this.body.style.transform !== wanted) {
      this.body.style.transform = wanted;
    }
  }

  // What is being said, where this screen shows that call.
  saidHere() {
    const counter = this.board.query.counter;
    const turns = this.board.turnsShown;
    const said = turns.filter(
      (turn) => turn.isNow && turn.call !== null && (counter === null || turn.call.counter === counter),
    );
    const isCaptionedThere = counter === null && turns.length > 1; // each under its own zone's turn
    return said.length && !isCaptionedThere ? said[0].caption : null;
  }

  /** @param {string} code */
  field(code) {
    const office = this.board.office;
    return office === null ? undefined : office.fields.filter((field) => field.code === code)[0];
  }

  /** @param {string} text */
  showTicker(text) {
    this._ticker = text;
  }

  /**
   * @param {string} name
   * @param {Record<string, unknown>} [values]
   */
  say(name, values) {
    return say(this.board.language, name, values);
  }
}
