// One zone's turn: the number that is called large, where to go beside it, and who comes next below.

import { element, fill, toggle } from "../elements.js";
import { icon } from "../icons.js";
import { placeAt, placeBeforeSign, placeInSentence, placeLabel } from "../places.js";
import { worded } from "../view.js";
import { sayRepeated } from "../words.js";
import { colour, newTile, shortName, showTile } from "./marks.js";

const NUMBER_TO_BOX = 1.18; // figures have no parts below their line, so that their size may pass their box
export const NEXT_SHOWN_MAX = 3;
const USUAL_LENGTH = 4; // of a number
const SIGN_TO_BOX = 0.98;

/** @typedef {import("../turns").ShownTurn} ShownTurn */
/** @typedef {import("../turns").TurnCall} TurnCall */

export class TurnPanel {
  /**
   * @param {import("../wall").Wall} wall
   * @param {boolean} isFirst the first one's parts have the names that the page's own style and tests know
   */
  constructor(wall, isFirst) {
    this._wall = wall;
    /** @param {string} name @param {HTMLElement[]} [children] */
    const part = (name, children) => {
      const made = element("div", name, children);
      if (isFirst) {
        made.id = name;
      }
      return made;
    };
    this.zone = element("div", "turn-zone");
    this.heading = part("heading");
    this.repeated = part("repeated");
    this.number = part("number");
    this.numberBox = element("div", "number-box", [this.number]);
    this.tile = newTile();
    this.field = element("span", "turn-field-name");
    this.fieldRow = element("div", "turn-field", [this.tile, this.field]);
    const speaker = /** @type {HTMLElement} */ (/** @type {unknown} */ (icon("speaker")));
    const head = element("div", "turn-head", [this.repeated, speaker, this.heading]);
    this.who = element("div", "turn-who", [head, this.numberBox, this.fieldRow]);
    this.to = part("to-counter");
    this.counter = part("counter");
    this.counterBox = element("div", "counter-box", [this.counter]);
    this.label = part("counter-label");
    this.english = element("div", "turn-english");
    this.english.lang = "en";
    const under = element("div", "turn-under", [this.label, this.english]);
    this.where = element("div", "turn-where", [this.to, this.counterBox, under]);
    this.card = element("div", "turn-card", [this.who, this.where]);
    this.caption = element("div", "turn-caption");
    this.beside = element("div", "beside");
    this.element = element("article", "turn", [this.zone, this.card, this.caption, this.beside]);
    if (isFirst) {
      this.card.id = "call";
    }
    /** @type {number | null} */
    this._shown = null; // the call that stands here
  }

  /**
   * @param {ShownTurn} turn
   * @param {boolean} isAlone whether the stage is this one's alone
   */
  show(turn, isAlone) {
    const { board, fitter } = this._wall;
    const language = board.language;
    fitter.put(this.zone, worded(turn.name, language));
    this.zone.hidden = isAlone;
    toggle(this.element, "is-now", turn.isNow && !board.isOld);
    this.card.hidden = turn.call === null;
    this.caption.hidden = isAlone;
    const caption = turn.call === null ? this._wall.say("nobodyCalled") : "";
    fitter.put(this.caption, isAlone ? "" : caption || (turn.caption ? worded(turn.caption, language) : ""));
    // Before what it leaves room for is measured.
    this._beside(isAlone ? turn.beside.slice(0, NEXT_SHOWN_MAX) : []);
    if (turn.call !== null) {
      this._call(turn.call, turn.isNow);
    }
  }

  /**
   * @param {TurnCall} call
   * @param {boolean} isNow
   */
  _call(call, isNow) {
    const { board, fitter } = this._wall;
    const language = board.language;
    const field = this._wall.field(call.field);
    if (this._shown !== call.call) {
      this._shown = call.call;
      // Another name of the same animation, so that it begins anew.
      toggle(this.element, "is-even", !this.element.classList.contains("is-even"));
    }
    this.repeated.hidden = !call.recall || board.isOld;
    fitter.put(this.repeated, call.recall ? sayRepeated(language, call.recall) : "");
    const heading = call.recall ? "callAgain" : isNow ? "calling" : "call";
    fitter.put(this.heading, board.isOld ? this._oldHeading(call) : this._wall.say(heading));
    showTile(this.tile, field);
    fitter.put(this.field, field ? worded(field.name, language) : "");
    colour(this.field, field);
    const place = placeAt(call.counter, board.places);
    fitter.put(this.to, this._wall.say("to", { place: placeBeforeSign(language, place).toUpperCase() }));
    fitter.put(this.label, placeLabel(language, place));
    this.label.hidden = !this.label.textContent;
    fitter.put(this.english, language === "en" ? "" : "to " + placeInSentence("en", place));
    fitter.number(this.numberBox, this.number, call.number, NUMBER_TO_BOX);
    fitter.number(this.counterBox, this.counter, place.sign, SIGN_TO_BOX);
  }

  /** @param {TurnCall} call */
  _oldHeading(call) {
    const board = this._wall.board;
    const told = board.view === null ? [] : board.view.calls.filter((one) => one.call === call.call);
    return told.length
      ? this._wall.say("calledAt", { time: board.clockAt(told[0].calledAt) })
      : this._wall.say("call");
  }

  /** @param {TurnCall[]} calls */
  _beside(calls) {
    const { board, fitter } = this._wall;
    this.beside.hidden = !calls.length;
    const hasLong = calls.some((call) => call.number.length > USUAL_LENGTH);
    toggle(this.beside, "has-long", hasLong);
    fill(
      this.beside,
      calls,
      () => {
        const head = element("div", "beside-head", [newTile(), element("span", "beside-field")]);
        const number = element("div", "beside-number", [element("b", "")]);
        return element("div", "beside-card", [head, number, element("div", "beside-place")]);
      },
      (card, call) => {
        const [head, number, place] = /** @type {HTMLElement[]} */ (Array.from(card.children));
        const field = this._wall.field(call.field);
        showTile(/** @type {HTMLElement} */ (head.children[0]), field);
        fitter.put(/** @type {HTMLElement} */ (head.children[1]), shortName(field, board.language));
        colour(/** @type {HTMLElement} */ (head.children[1]), field);
        fitter.number(number, /** @type {HTMLElement} */ (number.children[0]), call.number, NUMBER_TO_BOX);
        const at = placeAt(call.counter, board.places);
        fitter.put(place, placeBeforeSign(board.language, at) + " " + at.sign);
      },
    );
  }
}
