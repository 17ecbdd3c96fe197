// Which presses are under way: none twice, each sent again under its own request id until it is answered.

/** @typedef {import("../wire").Command} Command */
/**
 * @typedef {object} Press
 * @property {string} key
 * @property {string} id
 * @property {Command} command
 * @property {number} begunAt
 * @property {number | null} sentAt null while there is no connection
 * @property {boolean} isSlow
 */

export const ANSWER_DUE_SECONDS = 0.1;
export const ANSWER_SECONDS_MAX = 2;
export const PATIENCE_SECONDS = 10;

// 16 hexadecimal digits that no other press has.
export function freshId() {
  const values = crypto.getRandomValues(new Uint32Array(2));
  return Array.from(values, (value) => ("0000000" + value.toString(16)).slice(-8)).join("");
}

/**
 * Whether two commands ask the same, whatever is at the desk.
 * @param {Command} one
 * @param {Command} other
 */
function asksTheSame(one, other) {
  return JSON.stringify(withoutDesk(one)) === JSON.stringify(withoutDesk(other));
}

/** @param {Command} command */
function withoutDesk(command) {
  return Object.assign({}, command, { at_desk: null });
}

// Moments `at` are seconds of a clock that never goes back.
export class Presses {
  /**
   * `send` takes a frame and says whether there is a connection.
   * @param {(frame: import("../wire").CommandFrame) => boolean} send
   * @param {number} slowSeconds
   * @param {() => string} [newId]
   */
  constructor(send, slowSeconds, newId) {
    this._send = send;
    this._slowSeconds = slowSeconds; // without an answer until it is told
    this._newId = newId || freshId;
    /** @type {Map<string, Press>} */
    this._underWay = new Map(); // by key
    /** @type {Map<string, Press>} */
    this._unanswered = new Map(); // by key: given up, so that the same press again keeps its id
  }

  /**
   * Sends the command of a key. False while the same key waits for its answer. After an unanswered press of
   * the key that asked the same it is that press, as it was: what came to the desk meanwhile may be its own
   * doing.
   * @param {string} key
   * @param {Command} command
   * @param {number} at
   */
  begin(key, command, at) {
    if (this._underWay.has(key)) {
      return false;
    }
    const before = this._unanswered.get(key);
    this._unanswered.delete(key);
    const known = before !== undefined && asksTheSame(before.command, command) ? before : null;
    const press = {
      key: key,
      id: known === null ? this._newId() : known.id,
      command: known === null ? command : known.command,
      begunAt: at,
      sentAt: null,
      isSlow: false,
    };
    this._underWay.set(key, press);
    this._transmit(press, at);
    return true;
  }

  /**
   * The press that this id belongs to is answered: gives it, or null where nobody waits for it.
   * @param {string} id
   * @param {boolean} isDone
   */
  settle(id, isDone) {
    const press = Array.from(this._underWay.values()).filter((one) => one.id === id)[0] || null;
    if (press === null) {
      return null;
    }
    this._underWay.delete(press.key);
    if (isDone) {
      this._unanswered.clear(); // the clerk has gone on, so that from now on every key means a new press
    }
    return press;
  }

  /**
   * There is a new connection: whatever is unanswered goes over it, in the order of the presses.
   * @param {number} at
   */
  sendAgain(at) {
    this._underWay.forEach((press) => this._transmit(press, at));
  }

  /**
   * Sends again what is overdue. Tells of presses that have become slow, and of those given up.
   * @param {number} at
   */
  look(at) {
    /** @type {Press[]} */
    const slow = [];
    /** @type {Press[]} */
    const lost = [];
    this._underWay.forEach((press) => {
      if (at - press.begunAt >= PATIENCE_SECONDS) {
        this._underWay.delete(press.key);
        this._unanswered.set(press.key, press);
        lost.push(press);
        return;
      }
      if (!press.isSlow && at - press.begunAt >= this._slowSeconds) {
        press.isSlow = true;
        slow.push(press);
      }
      if (press.sentAt !== null && at - press.sentAt >= ANSWER_SECONDS_MAX) {
        this._transmit(press, at);
      }
    });
    return { slow: slow, lost: lost };
  }

  // Nobody waits for any press any more.
  clear() {
    this._underWay.clear();
    this._unanswered.clear();
  }

  /** @param {string} key */
  isUnderWay(key) {
    return this._underWay.has(key);
  }

  /**
   * Whether the answer to a press is likely to come any moment.
   * @param {number} at
   */
  isAnswerDue(at) {
    return Array.from(this._underWay.values()).some((press) => at - press.begunAt < ANSWER_DUE_SECONDS);
  }

  get count() {
    return this._underWay.size;
  }

  // Whether nothing is under way, nor given up and so to be sent again as it was.
  get isSettled() {
    return this._underWay.size + this._unanswered.size === 0;
  }

  /**
   * @param {Press} press
   * @param {number} at
   */
  _transmit(press, at) {
    press.sentAt = this._send({ type: "command", id: press.id, command: press.command }) ? at : null;
  }
}
