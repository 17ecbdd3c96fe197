// Who sits at this desk: kept for this tab alone, and gone with it. A token is never part of an address that
// is asked for.

import { atServer } from "../addresses.js";
import { PROTOCOL_VERSION } from "../link.js";
import { pageVersion } from "../page-version.js";
import { record, text } from "../view.js";

/** @typedef {"clerk" | "guidance" | "manager"} Role of whoever has signed in */
/** @typedef {number | "staff"} Place a counter's number, or the overview */
/** @typedef {{ token: string, name: string, role: Role | null, place: Place | null }} Session */
/** @typedef {{ status: number, body: unknown }} Answer status 0 where the server can't be reached */
/** @typedef {{ language?: string, token?: string, body?: object, cache?: RequestCache }} Asked */

const KEPT_AS = "motcua.desk";
const WAIT_MILLISECONDS_MAX = 10000;

const ROLES = ["clerk", "guidance", "manager"];

/**
 * @param {unknown} value
 * @returns {value is Role}
 */
function isRole(value) {
  return typeof value === "string" && ROLES.indexOf(value) >= 0;
}

/**
 * @param {unknown} value
 * @returns {value is Place}
 */
function isPlace(value) {
  return value === "staff" || (typeof value === "number" && value > 0);
}

/**
 * A session out of what was kept or answered; null for what has no token.
 * @param {unknown} value
 * @returns {Session | null}
 */
export function readSession(value) {
  const { token, name, role, place } = record(value);
  return text(token) === ""
    ? null
    : {
        token: text(token),
        name: text(name),
        role: isRole(role) ? role : null,
        place: isPlace(place) ? place : null,
      };
}

// The session of this tab, or null. Kept in sessionStorage; where that is shut off, in this page only.
export class Sessions {
  constructor() {
    /** @type {Session | null} */
    this._current = null;
    try {
      this._current = readSession(JSON.parse(sessionStorage.getItem(KEPT_AS) || "null"));
    } catch (_error) {
      this._current = null;
    }
  }

  /**
   * { token, name, role, place }: `name` is empty and `role` null for a token that was pasted; `place` is a
   * counter's number, "staff" for the overview, or null.
   * @returns {Session | null}
   */
  get current() {
    return this._current;
  }

  /** @param {Session} session */
  keep(session) {
    this._current = session;
    try {
      sessionStorage.setItem(KEPT_AS, JSON.stringify(session));
    } catch (_error) {
      console.warn("This browser keeps no session; a reload will ask for the name again.");
    }
  }

  forget() {
    this._current = null;
    try {
      sessionStorage.removeItem(KEPT_AS);
    } catch (_error) {
      console.warn("This browser keeps no session.");
    }
  }

  // Takes a token out of `#token=...&counter=3`, and takes that part off the address at once.
  takeFromAddress() {
    const given = new URLSearchParams(location.hash.slice(1));
    if (location.hash) {
      history.replaceState(null, "", location.pathname + location.search);
    }
    const token = given.get("token");
    const counter = Number(given.get("counter"));
    if (token) {
      this.keep({ token: token, name: "", role: null, place: counter > 0 ? counter : null });
    }
  }
}

/**
 * What the server answers to a request of its HTTP interface.
 * @param {string} method
 * @param {string} path
 * @param {Asked} [options]
 * @returns {Promise<Answer>}
 */
export function ask(method, path, options) {
  const given = options || {};
  /** @type {Record<string, string>} */
  const headers = { "Accept-Language": given.language || "vi" };
  if (given.token) {
    headers.Authorization = "Bearer " + given.token;
  }
  if (given.body) {
    headers["Content-Type"] = "application/json";
  }
  /** @type {Promise<Answer>} */
  const asked = fetch(atServer(path), {
    method: method,
    headers: headers,
    body: given.body ? JSON.stringify(given.body) : undefined,
    cache: given.cache || "no-store",
    credentials: "omit",
  }).then((answer) =>
    answer.json().then(
      (/** @type {unknown} */ body) => ({ status: answer.status, body: body }),
      () => ({ status: answer.status, body: null }),
    ),
  );
  /** @type {Promise<Answer>} */
  const late = new Promise((done) =>
    setTimeout(() => done({ status: 0, body: null }), WAIT_MILLISECONDS_MAX),
  );
  return Promise.race([asked.catch(() => ({ status: 0, body: null })), late]);
}

/**
 * @param {string} name
 * @param {string} pin
 * @param {string} language
 */
export function signIn(name, pin, language) {
  return ask("POST", "/api/v1/session", { body: { name: name, pin: pin }, language: language });
}

/** @param {string} token */
export function signOut(token) {
  return ask("DELETE", "/api/v1/session", { token: token });
}

/**
 * What a desk of this session says to the server first.
 * @param {Session} session
 * @param {import("./desk").DeskRole} role
 * @param {number | null} counter null for the overview
 * @returns {import("../wire").Hello}
 */
export function helloOf(session, role, counter) {
  /** @type {import("../wire").Hello} */
  const hello = {
    type: "hello",
    protocol: PROTOCOL_VERSION,
    role: role,
    token: session.token,
    name: session.name,
    page: pageVersion.known,
  };
  return counter === null ? hello : Object.assign(hello, { counter: counter });
}
