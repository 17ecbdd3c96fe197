// Which keys were meant: a key acts once nobody goes on typing, and text that was meant for another program
// never. The same rule as the terminal's (ticketing/desk/guard.py); moments are milliseconds of a clock that
// never goes back, and whoever has the keyboard waits for `dueAt`.

/** @typedef {import("../wire").GuardTimes} GuardTimes */
/** @typedef {"main" | "coded" | "keypad" | "alt" | "digit" | "text" | "composed" | "erase"} StrokeKind */
/** @typedef {{ kind: StrokeKind, sign: string, command: string }} Stroke `sign` tells it from other keys */
/** @typedef {{ acts: string, says: boolean }} Verdict what acts at once; whether text is typed */

const NOTHING = { acts: "", says: false };
const LONG_AGO = -Infinity;

export class KeyGuard {
  /** @param {GuardTimes} times */
  constructor(times) {
    this.times = times;
    /** @type {Stroke | null} */
    this._held = null;
    this._heldAt = LONG_AGO;
    this._hasBounced = false;
    this._lastAt = LONG_AGO;
    this._lastSign = "";
    this._erasedAt = LONG_AGO;
    this._codedAt = LONG_AGO;
    this._typingUntil = LONG_AGO;
    this._hasSaid = true;
  }

  // When the key that is held back acts; null where there is none.
  get dueAt() {
    return this._held === null ? null : this._heldAt + this.times.guard_milliseconds;
  }

  /**
   * Takes in a stroke. One that is held back acts by `release`, at `dueAt`.
   * @param {Stroke} stroke
   * @param {number} at
   * @returns {Verdict}
   */
  press(stroke, at) {
    if (this._bounces(stroke, at) || this._echoes(stroke, at)) {
      return NOTHING;
    }
    this._lastSign = stroke.sign;
    const isComposed = stroke.kind === "composed" || stroke.kind === "coded";
    const isRewritten = isComposed && at - this._erasedAt <= this.times.rewrite_milliseconds;
    if (at < this._typingUntil || this._follows(at, isRewritten)) {
      return this._type(at);
    }
    this._lastAt = at;
    return this._begin(stroke, at, isRewritten);
  }

  // The command of the key that was held back; nobody has typed on.
  release() {
    const held = this._held;
    this._held = null;
    return held === null ? "" : held.command;
  }

  /**
   * Whether what comes now belongs to a text.
   * @param {number} at
   */
  isTyping(at) {
    return at < this._typingUntil;
  }

  /**
   * A sign went into a field: what comes after the field has gone is still meant for it.
   * @param {number} at
   */
  typedElsewhere(at) {
    this._typingUntil = at + this.times.pause_milliseconds;
    this._hasSaid = false;
    this._held = null;
  }

  /**
   * Somebody has confirmed, dismissed or clicked something: the keys are the desk's again.
   * @param {number} at
   */
  calm(at) {
    this._typingUntil = LONG_AGO;
    this._lastAt = at;
    this._held = null;
  }

  /**
   * @param {Stroke} stroke
   * @param {number} at
   */
  _bounces(stroke, at) {
    const isAgain = stroke.sign === this._lastSign && at - this._lastAt <= this.times.bounce_milliseconds;
    this._hasBounced = isAgain && !this._hasBounced;
    return this._hasBounced;
  }

  /**
   * Whether an input method says in signs what a key has said already.
   * @param {Stroke} stroke
   * @param {number} at
   */
  _echoes(stroke, at) {
    const isRecent = at - this._codedAt <= this.times.rewrite_milliseconds;
    return isRecent && (stroke.kind === "erase" || stroke.kind === "composed");
  }

  /**
   * Whether the stroke goes on with what was begun: a key that is held back was not alone.
   * @param {number} at
   * @param {boolean} isRewritten
   */
  _follows(at, isRewritten) {
    return !isRewritten && (this._held !== null || at - this._lastAt < this.times.guard_milliseconds);
  }

  /**
   * Somebody is typing.
   * @param {number} at
   */
  _type(at) {
    const says = at >= this._typingUntil || !this._hasSaid;
    this._typingUntil = at + this.times.pause_milliseconds;
    this._hasSaid = true;
    this._lastAt = at;
    this._erasedAt = LONG_AGO;
    this._held = null;
    return { acts: "", says: says };
  }

  /**
   * The first stroke after a pause.
   * @param {Stroke} stroke
   * @param {number} at
   * @param {boolean} isRewritten
   */
  _begin(stroke, at, isRewritten) {
    if (stroke.kind === "keypad" || stroke.kind === "alt") {
      return { acts: stroke.command, says: false };
    }
    if (stroke.kind === "coded") {
      this._codedAt = at;
    }
    if (stroke.kind === "main" || stroke.kind === "coded" || isRewritten) {
      return this._hold(stroke, at);
    }
    if (stroke.kind === "digit") {
      this._typingUntil = at + this.times.pause_milliseconds;
      this._hasSaid = false;
    } else if (stroke.kind === "erase") {
      this._erasedAt = at;
    }
    return NOTHING;
  }

  /**
   * @param {Stroke} stroke
   * @param {number} at
   */
  _hold(stroke, at) {
    if (!this.times.guard_milliseconds || !stroke.command) {
      return { acts: stroke.command, says: false };
    }
    this._held = stroke;
    this._heldAt = at;
    return NOTHING;
  }
}
