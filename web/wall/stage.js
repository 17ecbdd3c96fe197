// The stage: one turn a zone, or a sentence where nobody was called, or the office's pictures in quiet.

import { fill, toggle } from "../elements.js";
import { TurnPanel } from "./turn-panel.js";

export class Stage {
  /** @param {import("../wall").Wall} wall */
  constructor(wall) {
    this._wall = wall;
    /** @type {TurnPanel[]} */
    this._panels = [];
  }

  /** @param {boolean} hasSlide */
  show(hasSlide) {
    const { board, find } = this._wall;
    const turns = board.turnsShown;
    const hasCall = turns.some((turn) => turn.call !== null || turn.beside.length > 0);
    find("turns").hidden = !hasCall || hasSlide;
    find("sentence").hidden = hasCall || hasSlide;
    this._wall.fitter.put(find("sentence"), this._wall.say(this._sentence()));
    if (!hasCall) {
      return;
    }
    toggle(find("turns"), "are-many", turns.length > 1);
    toggle(find("turns"), "are-more", turns.length > 3);
    fill(
      find("turns"),
      turns,
      () => this._newPanel(),
      (shown, turn) => this._panelOf(shown).show(turn, turns.length === 1),
    );
  }

  _sentence() {
    const view = this._wall.board.view;
    return view === null ? "connecting" : view.hall.state === "open" ? "empty" : "emptyClosed";
  }

  _newPanel() {
    const box = this._wall.find("turns");
    const panel = new TurnPanel(this._wall, box.children.length === 0);
    this._panels = this._panels.filter((one) => one.element.parentNode === box).concat(panel);
    return panel.element;
  }

  /** @param {HTMLElement} shown */
  _panelOf(shown) {
    return this._panels.filter((panel) => panel.element === shown)[0];
  }
}
