// Which call stands large on the board, and for how long: none is skipped and none is shown twice.
// The rules and their numbers are those of display/showing.py. Moments `at` are seconds of a clock that never
// goes back.

/** @typedef {import("./view").Call} Call */

export const CALL_SHOWN_SECONDS_MIN = 8;
export const CALL_SHOWN_SECONDS_AT_RUSH = 2.5;
export const MISSED_CALL_SECONDS_MAX = 60;
export const CALLS_SHOWN_MAX = 40; // as many the office tells of, as in ticketing/office.py
export const WAITING_MAX = 80;
export const FLASH_SECONDS = 4;
export const FLASH_PERIOD_SECONDS = 1;

/**
 * How long a call is shown while so many others wait for their turn: they share its time.
 * @param {number} following
 */
export function shownSeconds(following) {
  return Math.max(CALL_SHOWN_SECONDS_AT_RUSH, CALL_SHOWN_SECONDS_MIN / (1 + following));
}

/**
 * What tells a call from all others: a new day, or another office's file, begins to count anew.
 * @param {Call} call
 */
export function callKey(call) {
  return call.call + " " + call.calledAt;
}

/**
 * Whether a call that is not among `calls` has made room for newer ones there, and was not undone.
 * @param {Call} call
 * @param {Call[]} calls
 */
export function hasRunOff(call, calls) {
  const numbers = calls.map((other) => other.call);
  return (
    call.call < Math.min.apply(null, numbers) && Math.max.apply(null, numbers) - call.call >= CALLS_SHOWN_MAX
  );
}

export class Showing {
  /** @param {(call: Call) => void} [onNew] */
  constructor(onNew) {
    /** @type {Call | null} */
    this.current = null;
    this.isNew = false;
    this.since = 0;
    this._onNew = onNew || function () {};
    /** @type {Call[]} */
    this._queue = [];
    /** @type {Set<string> | null} */
    this._known = null;
    /** @type {number | null} */
    this._awaySince = null;
    this._isToAppear = false;
  }

  get following() {
    return this._queue.length;
  }

  /**
   * The connection is lost: what is called until the next look may come late.
   * @param {number} at
   */
  loseConnection(at) {
    if (this._awaySince === null) {
      this._awaySince = at;
    }
  }

  // The connection is there, and what is called comes at once.
  regainConnection() {
    this._awaySince = null;
  }

  /**
   * Takes in the calls of this part of the room, the newest first; `now` (milliseconds) tells how old those
   * are that were missed, `all` are those of the whole office. At the first look nothing counts as new.
   * @param {Call[]} calls
   * @param {number} at
   * @param {number} now
   * @param {Call[]} [all]
   */
  see(calls, at, now, all) {
    const known = this._known;
    const told = new Set(calls.map(callKey));
    this._known = told;
    /** @param {Call} call */
    const stands = (call) => told.has(callKey(call)) || hasRunOff(call, all || calls);
    const fresh = known === null ? [] : calls.filter((call) => !known.has(callKey(call))).reverse();
    const timely = fresh.filter((call) => !this._isMissed(call, at, now));
    this.regainConnection();
    this._queue = this._queue
      .concat(timely)
      .filter((call) => stands(call))
      .slice(-WAITING_MAX);
    if (this.current !== null && !stands(this.current)) {
      this.current = null;
    }
    this.advance(at);
    // The newest call stands on the board where nothing newer is to come: at the start, after calls that
    // were missed, and after an undone one.
    if (calls.length && !this._queue.length && (this.current === null || timely.length < fresh.length)) {
      const same = this.current !== null && callKey(this.current) === callKey(calls[0]);
      this._show(calls[0], at, this.isNew && same);
    }
  }

  /**
   * Shows the next call if it is its turn.
   * @param {number} at
   */
  advance(at) {
    while (this._queue.length) {
      const ends = this.since + shownSeconds(this._queue.length);
      if (this.current !== null && this.isNew && at < ends) {
        return;
      }
      const call = this._queue[0];
      this._queue = this._queue.slice(1);
      this._show(call, at, true);
      this._onNew(call);
    }
  }

  /**
   * The call has come onto the glass at this moment, from which on it stands there for its time.
   * @param {number} at
   */
  appear(at) {
    if (this._isToAppear) {
      this._isToAppear = false;
      this.since = at;
    }
  }

  /**
   * Whether the call has just come.
   * @param {number} at
   */
  isFresh(at) {
    const seconds = at - this.since;
    return this.current !== null && this.isNew && seconds >= 0 && seconds < FLASH_SECONDS;
  }

  /**
   * Whether the call has just come and is in the lit half of a flash.
   * @param {number} at
   */
  isFlashing(at) {
    return this.isFresh(at) && (at - this.since) % FLASH_PERIOD_SECONDS < FLASH_PERIOD_SECONDS / 2;
  }

  /**
   * @param {Call} call
   * @param {number} at
   * @param {number} now
   */
  _isMissed(call, at, now) {
    if (this._awaySince === null) {
      return false;
    }
    const age = Math.min(at - this._awaySince, (now - call.calledAt) / 1000);
    return age > MISSED_CALL_SECONDS_MAX;
  }

  /**
   * @param {Call} call
   * @param {number} at
   * @param {boolean} isNew
   */
  _show(call, at, isNew) {
    this.current = call;
    this.since = at;
    this.isNew = isNew;
    this._isToAppear = true;
  }
}
