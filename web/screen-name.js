// What staff know a screen by: as its address says, or a name that the browser keeps, another for each of its
// pages, which ask one another whose it is.

const KEPT_AS = "motcua.screen"; // of this page, over its loadings; of browsers of before, their only name
const ALL_KEPT_AS = "motcua.screens";
const NAMES_MAX = 50;
export const ANSWER_MILLISECONDS = 150;
const LENGTH_MAX = 40;

/** @typedef {{ ask?: string, id?: string, taken?: string }} Note what one page says to the others */

export class ScreenName {
  /** @param {string} asked by the address; "" where it does not say */
  constructor(asked) {
    this.name = asked.slice(0, LENGTH_MAX);
    this._id = Math.random().toString(36).slice(2);
    this._asked = "";
    /** @type {Set<string>} */
    this._taken = new Set();
    /** @type {BroadcastChannel | null} */
    this._channel = null;
  }

  /**
   * Finds a name that no other page of this browser has.
   * @returns {Promise<string>}
   */
  settle() {
    if (this.name) {
      return Promise.resolve(this.name);
    }
    if (typeof BroadcastChannel === "undefined") {
      return Promise.resolve(this._keep(kept()[0] || fresh()));
    }
    const channel = new BroadcastChannel(KEPT_AS);
    this._channel = channel;
    channel.onmessage = (message) => this._hear(message.data);
    return this._try();
  }

  /** @returns {Promise<string>} */
  _try() {
    const next = kept().filter((name) => !this._taken.has(name))[0];
    if (next === undefined) {
      return Promise.resolve(this._keep(fresh()));
    }
    this._asked = next;
    this._say({ ask: next, id: this._id });
    return new Promise((done) => setTimeout(done, ANSWER_MILLISECONDS)).then(() =>
      this._taken.has(next) ? this._try() : this._keep(next),
    );
  }

  /** @param {Note} note */
  _hear(note) {
    if (note.taken) {
      this._taken.add(note.taken);
    } else if (note.ask && note.ask === this.name) {
      this._say({ taken: note.ask });
    } else if (note.ask && note.ask === this._asked && !this.name) {
      // Of two that ask for one name at a time the smaller id has it.
      if (this._id < String(note.id)) {
        this._say({ taken: note.ask });
      } else {
        this._taken.add(note.ask);
      }
    }
  }

  /** @param {Note} note */
  _say(note) {
    if (this._channel !== null) {
      this._channel.postMessage(note);
    }
  }

  /** @param {string} name */
  _keep(name) {
    this.name = name;
    try {
      const names = kept().filter((one) => one !== name);
      sessionStorage.setItem(KEPT_AS, name);
      if (all().indexOf(name) < 0) {
        localStorage.setItem(ALL_KEPT_AS, JSON.stringify(names.concat(name).slice(-NAMES_MAX)));
      }
    } catch (_error) {
      console.warn("This browser keeps no name.");
    }
    return name;
  }
}

function fresh() {
  return "tv-" + Math.random().toString(36).slice(2, 6);
}

// The names that the browser keeps, the one that this page had before first.
function kept() {
  try {
    const own = sessionStorage.getItem(KEPT_AS);
    const before = localStorage.getItem(KEPT_AS);
    const names = [own, before].filter((name) => name !== null).concat(all());
    return /** @type {string[]} */ (names.filter((name, place) => names.indexOf(name) === place));
  } catch (_error) {
    return []; // storage is shut off
  }
}

/** @returns {string[]} */
function all() {
  try {
    const names = JSON.parse(localStorage.getItem(ALL_KEPT_AS) || "[]");
    return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
  } catch (_error) {
    return [];
  }
}
