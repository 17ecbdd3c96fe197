// Which keys somebody works with: theirs wherever they sign in, and this browser's without a person.

import { record } from "../view.js";
import { ask } from "./session.js";

/** @typedef {import("./keyboard").KeyMode} KeyMode */
/** @typedef {import("./session").Session} Session */

const PATH = "/api/v1/session/keys";
const KEPT_AS = "motcua.keys.";
/** @type {KeyMode[]} */
const MODES = ["letters", "keypad", "alt", "none"];

export class KeyModes {
  /** @param {() => void} changed */
  constructor(changed) {
    this._changed = changed;
    /** @type {Session | null} */
    this._session = null;
    this.mode = MODES[0];
  }

  /**
   * Somebody sits down: their keys are asked for, and until then those hold that they had here before.
   * @param {Session} session
   */
  begin(session) {
    this._session = session;
    this._take(keptMode(session.name));
    if (session.role === null) {
      return;
    }
    ask("GET", PATH, { token: session.token }).then((answer) => {
      if (answer.status === 200 && this._session === session) {
        this._take(record(answer.body).keys);
        keepMode(session.name, this.mode);
      }
    });
  }

  // Takes the next mode, and keeps it for the person.
  turn() {
    const session = this._session;
    this._take(MODES[(MODES.indexOf(this.mode) + 1) % MODES.length]);
    keepMode(session === null ? "" : session.name, this.mode);
    if (session !== null && session.role !== null) {
      ask("PUT", PATH, { token: session.token, body: { keys: this.mode } });
    }
  }

  /** @param {unknown} mode */
  _take(mode) {
    this.mode = MODES.filter((known) => known === mode)[0] || MODES[0];
    this._changed();
  }
}

/** @param {string} person empty for a desk with a bare token */
function keptMode(person) {
  try {
    return localStorage.getItem(KEPT_AS + person);
  } catch (_error) {
    return null; // storage is shut off
  }
}

/**
 * @param {string} person
 * @param {string} mode
 */
function keepMode(person, mode) {
  try {
    localStorage.setItem(KEPT_AS + person, mode);
  } catch (_error) {
    console.warn("This browser keeps no setting of keys.");
  }
}
