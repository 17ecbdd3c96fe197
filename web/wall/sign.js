// The sign over one counter: which it is, what it serves, and whose turn it is there, at once.

import { element, fill, toggle } from "../elements.js";
import { placeAt, placeBeforeSign, placeLabel } from "../places.js";
import { worded } from "../view.js";
import { sayRepeated } from "../words.js";
import { colour, newTile, showTile } from "./marks.js";

const NUMBER_TO_BOX = 1.18;
const SIGN_TO_BOX = 0.98;

/** @typedef {import("../view").CounterRow} CounterRow */

export class Sign {
  /** @param {import("../wall").Wall} wall */
  constructor(wall) {
    this._wall = wall;
  }

  show() {
    const { board, find, fitter } = this._wall;
    const number = board.query.counter;
    const state = board.view === null ? null : board.view.counters[0] || null;
    find("sign-place").hidden = number === null;
    if (number !== null) {
      const place = placeAt(number, board.places);
      fitter.put(find("sign-word"), placeBeforeSign(board.language, place).toUpperCase());
      fitter.number(find("sign-sign-box"), find("sign-sign"), place.sign, SIGN_TO_BOX);
      fitter.put(find("sign-label"), placeLabel(board.language, place) || place.operatedBy);
      this._fields(state);
    }
    this._turn(state, number);
  }

  /** @param {CounterRow | null} state */
  _fields(state) {
    const { board, find, fitter } = this._wall;
    const all = board.office === null || state === null ? [] : board.office.fields;
    const fields = all.filter((field) => state !== null && state.fields.indexOf(field.code) >= 0);
    find("sign-fields").setAttribute("data-many", String(fields.length > 4));
    fill(
      find("sign-fields"),
      fields,
      () => element("div", "sign-field", [newTile(), element("span", "")]),
      (row, field) => {
        const [tile, name] = /** @type {HTMLElement[]} */ (Array.from(row.children));
        showTile(tile, field);
        fitter.put(name, worded(fields.length > 2 ? field.short : field.name, board.language));
      },
    );
  }

  /**
   * @param {CounterRow | null} state
   * @param {number | null} number
   */
  _turn(state, number) {
    const { board, find, fitter } = this._wall;
    const ticket = state === null ? "" : state.ticket;
    const isCalled = state !== null && ticket !== "" && state.ticketState === "called";
    const isServing = state !== null && ticket !== "" && state.ticketState === "serving";
    const call = board.view === null ? undefined : board.view.calls.filter((one) => one.number === ticket)[0];
    find("sign-turn").hidden = !(isCalled || isServing);
    find("sign-sentence").hidden = isCalled || isServing;
    toggle(find("sign-turn"), "is-now", isCalled && !board.isOld && this._wall.saidHere() !== null);
    toggle(find("sign-turn"), "is-serving", isServing);
    fitter.put(find("sign-sentence"), this._sentence(state, number));
    if (!(isCalled || isServing)) {
      return;
    }
    const heading = isServing ? "serving" : this._wall.saidHere() === null ? "call" : "calling";
    fitter.put(find("sign-heading"), this._wall.say(heading));
    const recall = isCalled && call ? call.recall : 0;
    find("sign-repeated").hidden = !recall || board.isOld;
    fitter.put(find("sign-repeated"), recall ? sayRepeated(board.language, recall) : "");
    const field = call ? this._wall.field(call.field) : undefined;
    showTile(find("sign-tile"), field);
    fitter.put(find("sign-ticket-field"), field ? worded(field.name, board.language) : "");
    colour(find("sign-ticket-field"), field);
    fitter.number(find("sign-number-box"), find("sign-number"), ticket, NUMBER_TO_BOX);
  }

  /**
   * @param {CounterRow | null} state
   * @param {number | null} number
   */
  _sentence(state, number) {
    const board = this._wall.board;
    const isKnown = board.places.some((place) => place.number === number);
    if (number === null) {
      return this._wall.say("noCounter");
    }
    if (board.office !== null && board.view !== null && !isKnown) {
      return this._wall.say("unknownCounter", { n: number });
    }
    if (state === null) {
      return this._wall.say("connecting");
    }
    const word = placeBeforeSign(board.language, placeAt(number, board.places)).split(" ")[0];
    return state.state === "open" ? this._wall.say("free") : word + " " + this._wall.say(state.state);
  }
}
