// The plain table: each place and the number that it has now, as its sign over the counter shows it.

import { element, fill, put, toggle } from "../elements.js";
import { drawIcon, icon } from "../icons.js";
import { placeAt, placeWord } from "../places.js";
import { worded } from "../view.js";
import { tableCounters, tableRows } from "./dealt.js";
import { colour, newTile, showMark, showTile } from "./marks.js";

const ROWS_IN_ONE_COLUMN = 8;
const NUMBER_TO_BOX = 1.02;
const SIGN_TO_BOX = 0.86;

/** @typedef {import("../view").CounterRow} CounterRow */

export class Table {
  /** @param {import("../wall").Wall} wall */
  constructor(wall) {
    this._wall = wall;
  }

  show() {
    const { board, find, isUpright } = this._wall;
    const open =
      board.view === null ? [] : board.view.counters.filter((row) => row.state !== "closed" || row.ticket);
    const rows = tableRows(board.rowsAsked, open.length);
    const shown = tableCounters(open, board.view === null ? [] : board.view.calls, rows);
    const columns = rows > ROWS_IN_ONE_COLUMN && !isUpright ? 2 : 1;
    const table = find("table");
    table.setAttribute("data-rows", String(rows));
    toggle(table, "has-two", columns === 2);
    put(find("column-place"), this._columnPlace(shown));
    put(find("column-number"), this._wall.say("columnNumber"));
    put(find("column-field"), columns === 2 ? "" : this._wall.say("columnField"));
    fill(find("rows"), shown, newRow, (row, counter) => this._row(row, counter));
  }

  /**
   * The office's word for its places where all have the same.
   * @param {CounterRow[]} counters
   */
  _columnPlace(counters) {
    const { board } = this._wall;
    const words = counters.map((row) => placeWord(board.language, placeAt(row.number, board.places)));
    const isOne = words.every((word) => word === words[0]) && words.length > 0;
    return isOne ? words[0].toUpperCase() : this._wall.say("columnPlace");
  }

  /**
   * @param {HTMLElement} shown
   * @param {CounterRow} counter
   */
  _row(shown, counter) {
    const { board, fitter } = this._wall;
    const [sign, number, tile, name, mark] = /** @type {HTMLElement[]} */ (Array.from(shown.children));
    const call = this._lastCall(counter);
    const isPaused = counter.state === "paused" && !counter.ticket;
    const isSaid =
      !board.isOld &&
      board.turnsShown.some(
        (turn) =>
          turn.isNow &&
          turn.call !== null &&
          turn.call.number === counter.ticket &&
          turn.call.counter === counter.number,
      );
    toggle(shown, "is-now", isSaid);
    toggle(shown, "is-paused", isPaused);
    const field = call === null ? undefined : this._wall.field(call.field);
    fitter.number(sign, first(sign), placeAt(counter.number, board.places).sign, SIGN_TO_BOX);
    fitter.number(number, first(number), isPaused ? "" : counter.ticket || "–", NUMBER_TO_BOX);
    if (isPaused) {
      showMark(tile, "pause");
    } else {
      showTile(tile, counter.ticket ? field : undefined);
    }
    fitter.put(
      name,
      isPaused
        ? this._paused(counter.number)
        : counter.ticket && field
          ? worded(field.name, board.language)
          : "",
    );
    colour(name, counter.ticket ? field : undefined);
    const isServing = counter.ticketState === "serving";
    toggle(mark, "is-serving", isServing);
    drawIcon(mark.children[0], isSaid ? "speaker" : "");
    put(mark.children[1], isSaid ? this._wall.say("calledNow") : "");
  }

  /** @param {number} number */
  _paused(number) {
    const board = this._wall.board;
    return placeWord(board.language, placeAt(number, board.places)) + " " + this._wall.say("paused");
  }

  /** @param {CounterRow} counter */
  _lastCall(counter) {
    const view = this._wall.board.view;
    const calls = view === null ? [] : view.calls.filter((call) => call.number === counter.ticket);
    return calls.length ? calls[0] : null;
  }
}

/** @param {HTMLElement} box */
function first(box) {
  return /** @type {HTMLElement} */ (box.children[0]);
}

function newRow() {
  const mark = element("div", "row-mark");
  mark.appendChild(icon(""));
  mark.appendChild(element("span", ""));
  return element("div", "table-row", [
    element("div", "row-sign", [element("b", "")]),
    element("div", "row-number", [element("b", "")]),
    newTile(),
    element("div", "row-field"),
    mark,
  ]);
}
