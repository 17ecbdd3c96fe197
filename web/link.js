// A page's connection: made again for ever; the last good view stays, and it is known how far to trust it.

import { atServer } from "./addresses.js";
import { pageVersion } from "./page-version.js";

/** @typedef {import("./wire").FromScreen} FromScreen */
/** @typedef {import("./wire").FromServer} FromServer */
/** @typedef {"connecting" | "live" | "old" | "rejected"} State */

export const PROTOCOL_VERSION = 1;
export const RETRY_SECONDS_MIN = 0.1;
export const RETRY_SECONDS_MAX = 2;
export const RETRY_DOUBLINGS_MAX = 5;
export const CONNECT_SECONDS_MAX = 3;
export const OLD_AFTER_SECONDS = 5;
export const SILENCE_SECONDS_MAX = 10;
export const UNOPENED_MAX = 3; // sockets in a row; then somebody between page and server may be to blame
const SEEN_AS = "motcua.seen";
const WATCH_MILLISECONDS = 250;
const ASK_AGAIN_SECONDS = 5;

// What staff read where the server answers, but no websocket reaches it.
export const BLOCKED = {
  vi: "Máy chủ trung gian chưa chuyển tiếp WebSocket (thiếu Upgrade). Xin báo người quản trị máy chủ.",
  en: "The proxy passes no WebSocket on (Upgrade is missing). Please tell whoever looks after the server.",
};

// How long to wait before connection number `attempt`, at most RETRY_SECONDS_MAX; `chance` is from 0 to 1.
/**
 * @param {number} attempt
 * @param {number} chance
 */
export function retrySeconds(attempt, chance) {
  const doubled = RETRY_SECONDS_MIN * Math.pow(2, Math.min(attempt, RETRY_DOUBLINGS_MAX));
  return Math.min(RETRY_SECONDS_MAX, doubled) * (0.5 + chance / 2);
}

/**
 * The frame in a message; null where it is none. Its values are still to be checked.
 * @param {string} text
 * @returns {FromServer | null}
 */
export function readFrame(text) {
  try {
    const frame = JSON.parse(text);
    return frame !== null && typeof frame === "object" && typeof frame.type === "string" ? frame : null;
  } catch (_error) {
    return null;
  }
}

// States: "connecting" (no view over this connection yet), "live", "old" (nothing was heard for
// OLD_AFTER_SECONDS), "rejected" (the server said why; tried again all the same, and only until it is gone
// itself).
export class Link {
  /**
   * `heard` is told of every frame, `changed` of every change of the state; `hello` makes the first frame.
   * @param {string} address
   * @param {() => FromScreen} hello
   * @param {(frame: FromServer) => void} heard
   * @param {(state: State) => void} changed
   */
  constructor(address, hello, heard, changed) {
    /** @type {State} */
    this.state = "connecting";
    /** @type {import("./wire").Sentence | null} */
    this.reason = null;
    this._address = address;
    this._hello = hello;
    this._heard = heard;
    this._changed = changed;
    /** @type {WebSocket | null} */
    this._socket = null;
    /** @type {number | null} */
    this._retry = null;
    /** @type {number | undefined} */
    this._watching = undefined;
    this._attempt = 0;
    /** @type {number | null} */
    this._version = null;
    this._hasView = false;
    this.isBlocked = false; // the server answers, but not by a websocket
    this._unopened = 0;
    this._isOpen = false;
    this._askAt = 0;
    this._isRejected = false; // over this connection
    this._begunAt = 0;
    this._heardAt = 0;
  }

  run() {
    this._connect();
    this._watching = setInterval(() => this._watch(), WATCH_MILLISECONDS);
  }

  // Leaves the server for good; another Link may take this one's place.
  stop() {
    clearInterval(this._watching);
    this._lose();
    clearTimeout(this._retry || undefined);
  }

  /**
   * Sends a frame if there is a connection; says whether there is.
   * @param {FromScreen} frame
   */
  send(frame) {
    if (this._socket === null || this._socket.readyState !== 1) {
      return false;
    }
    this._socket.send(JSON.stringify(frame));
    return true;
  }

  _connect() {
    this._retry = null;
    this._version = null;
    this._isRejected = false;
    this._isOpen = false;
    this._begunAt = seconds();
    let socket;
    try {
      socket = new WebSocket(this._address);
    } catch (_error) {
      this._comeBack();
      return;
    }
    this._socket = socket;
    socket.onopen = () => {
      this._isOpen = true;
      this._unopened = 0;
      this.send(withSeen(this._hello()));
    };
    socket.onmessage = (message) => this._take(readFrame(message.data));
    socket.onclose = () => this._lose();
  }

  // Ends this connection, whatever its state, and tries again later.
  _lose() {
    const socket = this._socket;
    this._socket = null;
    this._version = null;
    if (socket !== null) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
      this._unopened += this._isOpen ? 0 : 1;
    }
    if (this.state === "live" || (this.state === "rejected" && !this._isRejected)) {
      this._become("connecting", null);
    }
    this._comeBack();
  }

  _comeBack() {
    if (this._retry === null) {
      const wait = retrySeconds(this._attempt, Math.random());
      this._attempt += 1;
      this._retry = setTimeout(() => this._connect(), wait * 1000);
    }
  }

  /** @param {FromServer | null} frame */
  _take(frame) {
    if (frame === null) {
      return;
    }
    if (frame.type === "fault" && frame.closing === true && this._version === null) {
      this._attempt = RETRY_DOUBLINGS_MAX;
      this._isRejected = true;
      pageVersion.hearFault(frame);
      this._become("rejected", frame.message);
    }
    if (frame.type === "welcome") {
      pageVersion.hear(frame.page);
    }
    if (frame.type === "view") {
      if (typeof frame.version !== "number" || (this._version !== null && frame.version < this._version)) {
        return;
      }
      this._version = frame.version;
      this._hasView = true;
      keepSeen(frame.version);
    }
    if (frame.type === "heartbeat") {
      if (this._version !== null && frame.version > this._version) {
        this._lose(); // a view was lost on its way; a new connection brings it
        return;
      }
      this._attempt = 0;
    }
    if (this._version !== null) {
      this._heardAt = seconds();
      this.isBlocked = false;
      this._become("live", null);
    }
    this._heard(frame);
  }

  // Whether the server answers although no socket opens.
  /** @param {number} now */
  _findBlock(now) {
    if (this._unopened < UNOPENED_MAX || now < this._askAt) {
      return;
    }
    this._askAt = now + ASK_AGAIN_SECONDS;
    fetch(atServer("/healthz"), { cache: "no-store" })
      .then((answer) => answer.json())
      .then(
        (said) => typeof said.position === "number",
        () => false,
      )
      .then((isThere) => {
        this.isBlocked = isThere && this._unopened >= UNOPENED_MAX;
        if (this.isBlocked && this.state !== "live") {
          this._become(this.state, BLOCKED);
        }
      });
  }

  _watch() {
    const now = seconds();
    this._findBlock(now);
    const silence = now - this._heardAt;
    if (this._hasView && silence > OLD_AFTER_SECONDS && this.state !== "rejected") {
      this._become("old", this.isBlocked ? BLOCKED : null);
    }
    if (this._socket === null) {
      return;
    }
    if (this._version === null ? now - this._begunAt > CONNECT_SECONDS_MAX : silence > SILENCE_SECONDS_MAX) {
      this._lose();
    }
  }

  /**
   * @param {State} state
   * @param {import("./wire").Sentence | null} reason
   */
  _become(state, reason) {
    if (state !== this.state || reason !== this.reason) {
      this.state = state;
      this.reason = reason;
      this._changed(state);
    }
  }
}

// Up to which version this tab was shown the office: a witness of what the server should have on record.
/** @param {number} version */
function keepSeen(version) {
  try {
    sessionStorage.setItem(SEEN_AS, String(version));
  } catch (_error) {
    return; // storage is shut off, and others are witnesses
  }
}

/** @param {FromScreen} hello */
function withSeen(hello) {
  try {
    return Object.assign(hello, { seen: Number(sessionStorage.getItem(SEEN_AS)) || 0 });
  } catch (_error) {
    return hello;
  }
}

export function seconds() {
  return performance.now() / 1000;
}
