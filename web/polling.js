// What a board does where no websocket is passed on: it asks for the frames that it would have been sent.

import { atServer } from "./addresses.js";

export const POLL_SECONDS = 3;
const ANSWER_MILLISECONDS_MAX = 5000;

/** @typedef {import("./wire").FromServer} FromServer */

export class Polling {
  /**
   * `heard` is told of every frame, `changed` of whether the board is brought up to date in this way.
   * @param {() => string} path with what a hello would say
   * @param {(frame: FromServer) => void} heard
   * @param {(isLive: boolean) => void} changed
   * @param {() => string} secret of a board that is paired
   */
  constructor(path, heard, changed, secret) {
    this.isLive = false;
    this._path = path;
    this._heard = heard;
    this._changed = changed;
    this._secret = secret;
    this._isAsking = false;
    this._nextAt = 0;
  }

  /**
   * @param {boolean} isWanted
   * @param {number} at
   */
  look(isWanted, at) {
    if (!isWanted) {
      this._become(false);
    } else if (!this._isAsking && at >= this._nextAt) {
      this._nextAt = at + POLL_SECONDS;
      this._ask();
    }
  }

  _ask() {
    this._isAsking = true;
    const late = new Promise((_done, failed) => setTimeout(failed, ANSWER_MILLISECONDS_MAX));
    const frames = fetch(atServer(this._path()), {
      cache: "no-store",
      headers: { Authorization: "Bearer " + this._secret() },
    }).then((answer) => answer.json());
    /** @type {Promise<FromServer[]>} */ (Promise.race([frames, late]))
      .then((found) => {
        found.forEach((frame) => this._heard(frame));
        this._become(true);
      })
      .catch(() => this._become(false))
      .then(() => {
        this._isAsking = false;
      });
  }

  /** @param {boolean} isLive */
  _become(isLive) {
    if (isLive !== this.isLive) {
      this.isLive = isLive;
      this._changed(isLive);
    }
  }
}
