// The question that is open: whether its answer is under way, what the office said to it, and the pause in
// typing after it has gone by itself.

/** @typedef {import("./questions").PanelQuestion} PanelQuestion */
/** @typedef {import("./questions").FormQuestion} FormQuestion */
/** @typedef {PanelQuestion | FormQuestion | import("./questions").ConfirmQuestion} Question */
/** @typedef {{ sentence: string, error: string }} NotDone why; `error` is a refusal by its name */

// Moments `at` are seconds of a clock that never goes back.
export class Asked {
  /** @param {number} goneSeconds how long nobody must have typed until keys act again */
  constructor(goneSeconds) {
    this._goneSeconds = goneSeconds;
    /** @type {Question | null} */
    this.question = null;
    /** @type {NotDone | null} */
    this.notDone = null;
    this.isBusy = false;
    this.isTypedWhileBusy = false;
    /** @type {number | null} */
    this._restsUntil = null;
  }

  /** @param {Question | null} question null for none */
  open(question) {
    this.question = question;
    this.notDone = null;
    this.isBusy = false;
    this.isTypedWhileBusy = false;
  }

  // The answer is on its way.
  send() {
    this.notDone = null;
    this.isBusy = true;
  }

  /**
   * Whether the question is about another number than the one at the desk, and so goes unless its answer is
   * under way.
   * @param {string} number
   */
  isOfAnother(number) {
    const about = this.question === null ? null : this.question.about;
    return about !== null && about !== number;
  }

  /**
   * Nobody has closed it, so that whoever types goes on for a moment.
   * @param {number} at
   */
  closeByItself(at) {
    this.open(null);
    this.rest(at);
  }

  /** @param {number} at */
  rest(at) {
    this._restsUntil = at + this._goneSeconds;
  }

  // A button was pressed, which nobody does who types.
  endRest() {
    this._restsUntil = null;
  }

  /**
   * Whether a key comes too soon after a question that has gone; each that does begins the pause anew.
   * @param {number} at
   */
  swallows(at) {
    if (this._restsUntil === null || at >= this._restsUntil) {
      this._restsUntil = null;
      return false;
    }
    this.rest(at);
    return true;
  }

  /**
   * The press of this key has ended. Done, its question closes. Otherwise the question stays with what was
   * typed, unless another number is at the desk. Gives whether the question says what became of it.
   * @param {string} key
   * @param {NotDone | null} notDone null where it is done
   * @param {string} number
   * @param {number} at
   */
  takeIn(key, notDone, number, at) {
    if (!this.isBusy || this.question === null || this.question.key !== key) {
      return false;
    }
    if (notDone !== null && !this.isOfAnother(number)) {
      this.isBusy = false;
      this.notDone = notDone;
      return true;
    }
    if (notDone !== null || this.isTypedWhileBusy) {
      this.closeByItself(at);
    } else {
      this.open(null);
    }
    return false;
  }
}
