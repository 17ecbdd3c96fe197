// The numbers that were called, at once and before their turn on the stage, and those of whom nobody came.

import { element, fill, put } from "../elements.js";
import { placeAt, placeName } from "../places.js";
import { calledNumbers } from "../view.js";
import { newTile, showTile } from "./marks.js";

const MISSED_MAX = 6;

export class Called {
  /** @param {import("../wall").Wall} wall */
  constructor(wall) {
    this._wall = wall;
  }

  /** @param {boolean} hasSlide */
  show(hasSlide) {
    const { board, find } = this._wall;
    put(find("called-heading"), this._wall.say("called"));
    const missed = board.view === null ? [] : board.view.missed;
    this._missed(missed.slice(0, MISSED_MAX));
    const calls = this._numbers(hasSlide, missed);
    find("called-none").hidden = board.view === null || board.view.calls.length > 0;
    put(find("called-none"), this._wall.say("nobodyCalled"));
    const further = this._wall.layout === "overflow" ? Math.max(2, board.query.page) - 2 : -1;
    const first = further < 0 ? 0 : this._onFirst() + further * this._room();
    fill(
      find("called"),
      calls.slice(first, first + this._room()),
      () => element("div", "called", [newTile(), element("b", ""), element("span", "")]),
      (row, call) => {
        showTile(/** @type {HTMLElement} */ (row.children[0]), this._wall.field(call.field));
        put(row.children[1], call.number);
        put(row.children[2], placeName(board.language, placeAt(call.counter, board.places)));
      },
    );
  }

  /**
   * Every called number once, but those that stand large, and those of whom nobody came.
   * @param {boolean} hasSlide
   * @param {{ number: string }[]} missed
   */
  _numbers(hasSlide, missed) {
    const board = this._wall.board;
    const isTable = this._wall.layout === "table";
    const large = hasSlide || isTable ? [] : board.turnsShown.map((turn) => turn.call && turn.call.number);
    const others = missed.map((row) => row.number);
    return (board.view === null ? [] : calledNumbers(board.view.calls)).filter(
      (call) => large.indexOf(call.number) < 0 && others.indexOf(call.number) < 0,
    );
  }

  // So many rows fit into the list, by the height that its style sheet gives them.
  _room() {
    const box = this._wall.find("called");
    const style = getComputedStyle(box);
    const columns = Number(style.getPropertyValue("--columns")) || 1;
    const row = (Number(style.getPropertyValue("--row")) * innerHeight) / 100;
    return Math.max(1, Math.floor((box.clientHeight + 2) / row)) * columns;
  }

  // A further screen begins where the first one ends; it may be upright while the other one is not.
  _onFirst() {
    return this._wall.isUpright ? CALLED_ON_FIRST_UPRIGHT : CALLED_ON_FIRST_WIDE;
  }

  /** @param {{ number: string }[]} rows */
  _missed(rows) {
    const { find } = this._wall;
    find("missed").hidden = !rows.length;
    put(find("missed-heading"), this._wall.say("missed"));
    put(find("missed-ask"), this._wall.say("missedAsk"));
    fill(
      find("missed-numbers"),
      rows,
      () => element("b", ""),
      (shown, row) => put(shown, row.number),
    );
  }
}

const CALLED_ON_FIRST_WIDE = 6;
const CALLED_ON_FIRST_UPRIGHT = 2;
