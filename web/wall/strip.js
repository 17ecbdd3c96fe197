// The strip of fields: how many wait for each, which number it has reached, and where it is served.

import { element, fill, put, toggle } from "../elements.js";
import { placeAt, placeWord } from "../places.js";
import { fieldsOf } from "../query.js";
import { CELLS_AT_ONCE, signsInShort, stripRows } from "./dealt.js";
import { newTile, shortName, showMark, showTile } from "./marks.js";

export const STRIP_SECONDS = 8;

/** @typedef {import("../view").FieldCard} FieldCard */
/** @typedef {import("../view").View} View */
/** @typedef {{ field: FieldCard | null, paused: number[] }} Cell */

export class Strip {
  /** @param {import("../wall").Wall} wall */
  constructor(wall) {
    this._wall = wall;
  }

  /** @param {number} at */
  show(at) {
    const { find, isUpright } = this._wall;
    const rows = stripRows(this._cells(), isUpright, Math.floor(at / STRIP_SECONDS));
    const box = find("waiting");
    box.setAttribute("data-rows", String(rows.length));
    fill(
      box,
      rows,
      () => element("div", "strip-row"),
      (shown, cells) => {
        toggle(shown, "has-few", cells.length < (isUpright ? 2 : 4));
        toggle(shown, "has-many", cells.length > CELLS_AT_ONCE / 2);
        fill(shown, cells, newCell, (cell, told) => this._cell(cell, told));
      },
    );
  }

  /** @returns {Cell[]} */
  _cells() {
    const board = this._wall.board;
    if (board.office === null || board.view === null) {
      return [];
    }
    const paused = board.view.counters.filter((row) => row.state === "paused").map((row) => row.number);
    /** @type {Cell[]} */
    const fields = fieldsOf(board.office, board.view, board.query).map((field) => ({ field, paused: [] }));
    return paused.length ? fields.concat({ field: null, paused }) : fields;
  }

  /**
   * @param {HTMLElement} shown
   * @param {Cell} cell
   */
  _cell(shown, cell) {
    const fitter = this._wall.fitter;
    const [tile, name, count, more] = /** @type {HTMLElement[]} */ (Array.from(shown.children));
    toggle(shown, "is-paused", cell.field === null);
    if (cell.field === null) {
      showMark(tile, "pause");
      const paused = this._places(cell.paused);
      fitter.put(name, paused.charAt(0).toUpperCase() + paused.slice(1));
      this._count(count, "", "", "");
      fitter.put(more, this._wall.say("paused"));
      return;
    }
    showTile(tile, cell.field);
    const view = /** @type {View} */ (this._wall.board.view);
    const waiting = view.waiting.get(cell.field.code);
    this._count(
      count,
      waiting === undefined ? "" : String(waiting),
      waiting === undefined ? "" : this._wall.say("waits"),
      waiting ? this._minutes(view.expected.get(cell.field.code)) : "",
    );
    fitter.put(name, shortName(cell.field, this._wall.board.language));
    fitter.put(more, this._more(view, cell.field));
  }

  /**
   * @param {HTMLElement} shown
   * @param {string} number
   * @param {string} word
   * @param {string} minutes
   */
  _count(shown, number, word, minutes) {
    put(shown.children[0], number);
    put(shown.children[1], word ? " " + word : "");
    put(shown.children[2], minutes);
  }

  /** @param {number | undefined} minutes */
  _minutes(minutes) {
    if (minutes === undefined) {
      return "";
    }
    return minutes < 1 ? this._wall.say("soon") : this._wall.say("minutes", { n: minutes });
  }

  /**
   * Why a field has no more numbers today, or else how far it is and where it is served.
   * @param {View} view
   * @param {FieldCard} field
   */
  _more(view, field) {
    const told = view.fields.filter((one) => one.code === field.code)[0];
    if (!told) {
      return "";
    }
    const isUsedUp = told.left === 0;
    const parts = [this._whyNone(view, told)];
    parts.push(told.reached ? this._wall.say("reached", { number: told.reached }) : "");
    if (told.counters.length && !isUsedUp) {
      parts.push(this._places(told.counters));
    }
    return parts
      .filter(Boolean)
      .map((part) => part.replace(/ /g, "\u00a0")) // a part is left out as a whole
      .join(" · ");
  }

  /**
   * Why no number of a field can be had, while others can.
   * @param {View} view
   * @param {import("../view").BoardField} told
   */
  _whyNone(view, told) {
    if (told.left === 0) {
      return this._wall.say("full");
    }
    if (told.isOpen || view.hall.state !== "open") {
      return "";
    }
    return told.opensAt === null
      ? this._wall.say("closedField")
      : this._wall.say("opensAt", { time: this._wall.board.clockAt(told.opensAt.epoch) });
  }

  /**
   * Places in one line, their word once: quầy 1–3, phòng 201.
   * @param {number[]} counters
   */
  _places(counters) {
    const { board } = this._wall;
    const places = counters.map((number) => placeAt(number, board.places));
    const words = places.map((place) => placeWord(board.language, place).toLowerCase());
    const distinct = words.filter((word, index) => words.indexOf(word) === index);
    return distinct
      .map((word) => {
        const signs = places.filter((_place, index) => words[index] === word).map((place) => place.sign);
        return word + " " + signsInShort(signs);
      })
      .join(", ");
  }
}

function newCell() {
  const count = element("div", "strip-count", [element("b", ""), element("span", ""), element("small", "")]);
  return element("div", "waiting", [
    newTile(),
    element("div", "strip-name"),
    count,
    element("div", "strip-more"),
  ]);
}
