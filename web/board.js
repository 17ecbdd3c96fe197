// The board of a waiting room: follows the link and shows who goes where, on the part of the room it is for.

import { atServer, socketAddress } from "./addresses.js";
import { Link, PROTOCOL_VERSION, seconds } from "./link.js";
import { OfficeClock } from "./office-clock.js";
import { pageVersion } from "./page-version.js";
import { layoutOf, partOf, readQuery } from "./query.js";
import { Slides } from "./slides.js";
import { Turns } from "./turns.js";
import { officeTime, readOffice, readView } from "./view.js";
import { Wall } from "./wall.js";
import { isShut } from "./wall/closed.js";

const TICK_MILLISECONDS = 200;
const PROOF_SECONDS = 10;
const SLIDES_AFTER_SECONDS = 20;
const AT_ONCE_SECONDS = 0.02;

/** @typedef {import("./wire").FromServer} FromServer */
/** @typedef {import("./sound").SoundState} SoundState */

export class Board {
  /** @param {import("./query").Query} query */
  constructor(query) {
    this.query = query;
    /** @type {import("./view").Office | null} */
    this.office = null;
    /** @type {import("./view").View | null} */
    this.view = null;
    /** @type {import("./view").View | null} */
    this._whole = null; // the view before this page's part was taken from it
    this.turns = new Turns();
    /** @type {import("./turns").ShownTurn[]} */
    this.turnsShown = this.turns.shown(query, null, null);
    this.isOld = false;
    /** @type {import("./view").Name | null} */
    this.reason = null;
    /** @type {number | null} */
    this.trustedAt = null; // milliseconds since 1970, of the last moment at which all was known
    this.time = new OfficeClock();
    /** @type {number | null} */
    this._version = null;
    /** @type {number | null} */
    this._painted = null;
    this._provedAt = -Infinity;
    /** @type {SoundState} */
    this._sound = "none";
    this._isDue = false;
    this._renderedAt = -Infinity;
    this._quietSince = 0;
    /** @type {((frame: FromServer) => void)[]} */
    this._frameListeners = [];
    /** @type {((nothing: undefined) => void)[]} */
    this._unlockListeners = [];
    this.wall = new Wall(document, this);
    this.slides = new Slides(
      /** @type {HTMLElement} */ (document.getElementById("slide")),
      /** @type {HTMLImageElement} */ (document.getElementById("picture")),
      /** @type {HTMLVideoElement} */ (document.getElementById("video")),
      (text) => this.wall.showTicker(text),
    );
    this.link = new Link(
      socketAddress(),
      () => this._hello(),
      (frame) => this._hear(frame),
      (state) => this._takeLinkState(state),
    );
  }

  run() {
    this.link.run();
    this.slides.run();
    setInterval(() => this._tick(), TICK_MILLISECONDS);
    window.addEventListener("resize", () => this.paintSoon());
    this.wall.soundButton.addEventListener("click", () => this._tell(this._unlockListeners, undefined));
    this.paintSoon();
  }

  _tick() {
    pageVersion.renew(this.turns.isQuiet);
    this.paintSoon();
  }

  /** @returns {import("./wire").Hello} */
  _hello() {
    const query = this.query;
    const canSpeak = this._sound === "live";
    return {
      type: "hello",
      protocol: PROTOCOL_VERSION,
      role: "display",
      name: screenName(query),
      zone: query.zone,
      can_speak: canSpeak,
      page: pageVersion.known,
    };
  }

  // The page's own door for what speaks: see docs/operations.md.
  door() {
    return {
      zone: { fields: this.query.fields, counter: this.query.counter },
      /** @param {(frame: FromServer) => void} listener */
      onFrame: (listener) => this._frameListeners.push(listener),
      /** @param {() => void} listener */
      onUnlock: (listener) => this._unlockListeners.push(listener),
      /** @param {import("./wire").FromScreen} frame */
      send: (frame) => this.link.send(frame),
      painted: () => this._painted,
      trouble: () => this.slides.trouble || this.wall.trouble,
      /** @param {SoundState} state */
      reportSound: (state) => this._takeSound(state),
    };
  }

  get language() {
    const asked = this.query.language;
    if (asked === "vi" || asked === "en") {
      return asked;
    }
    return this.office === null ? "vi" : this.office.language;
  }

  // How this page is laid out.
  get layout() {
    return layoutOf(this.query, this.office);
  }

  // How many rows its table is to have; 0 for as many as it needs.
  get rowsAsked() {
    return this.query.rows || (this.office === null ? null : this.office.board.rows) || 0;
  }

  // Where the counters are.
  get places() {
    return this.office === null ? [] : this.office.counters;
  }

  // Whether it says that the office is shut, instead of whom it calls.
  get isShut() {
    if (this.view === null) {
      return false;
    }
    const waiting = Array.from(this.view.waiting.values()).reduce((sum, count) => sum + count, 0);
    return isShut(this.view.hall, this.turns.isQuiet, waiting);
  }

  /**
   * Hours and minutes at the office.
   * @param {number} epoch
   */
  clockAt(epoch) {
    return officeTime(epoch, this.time.offsetMinutes).clock;
  }

  /** @param {string} path */
  addressOf(path) {
    return atServer(path);
  }

  // The office's time now: milliseconds since 1970 and its minutes ahead of UTC.
  now() {
    return { epoch: this.time.now(), offsetMinutes: this.time.offsetMinutes };
  }

  paintSoon() {
    if (!this._isDue) {
      this._isDue = true;
      requestAnimationFrame(() => this._paint());
    }
  }

  _paint() {
    this._isDue = false;
    this._render();
    this._painted = this._version;
    this._prove(seconds());
  }

  _render() {
    const at = seconds();
    this._renderedAt = at;
    this.turnsShown = this.turns.shown(this.query, this.office, this.view, this._whole);
    if (!this.turns.isQuiet) {
      this._quietSince = at;
    }
    this.wall.show(at, this.slides.look(this._isSlideWanted(at), at));
  }

  /** @param {number} at */
  _isSlideWanted(at) {
    const hasRoom = this.layout === "stage" || this.layout === "raw" || this.layout === "table";
    const isQuiet = at - this._quietSince > SLIDES_AFTER_SECONDS;
    return hasRoom && isQuiet && !this.isOld && !this.isShut && this.view !== null;
  }

  /** @param {number} at */
  _prove(at) {
    const isFirst = this._provedAt === -Infinity;
    if (this._painted === null || (!isFirst && at - this._provedAt < PROOF_SECONDS)) {
      return;
    }
    const trouble = this.slides.trouble || this.wall.trouble;
    if (this.link.send({ type: "proof", version: this._painted, sound: this._sound, trouble: trouble })) {
      this._provedAt = at;
    }
  }

  /** @param {FromServer} frame */
  _hear(frame) {
    this.time.hear("now" in frame ? frame.now : null);
    if (frame.type === "welcome") {
      this.office = readOffice(frame.office) || this.office;
      this._version = this._painted = null;
      this._provedAt = -Infinity;
      this.turns.keep(this.office === null ? [] : this.office.zones);
    } else if (frame.type === "view") {
      this._take(frame);
    } else if (frame.type === "turn") {
      this.turns.hear(frame);
    }
    this._tell(this._frameListeners, frame);
    const isShown = frame.type === "view" || frame.type === "turn";
    if (isShown && seconds() - this._renderedAt > AT_ONCE_SECONDS) {
      this._render(); // a call is a frame sooner on the glass; in a burst the next paint is soon enough
    }
    this.paintSoon();
  }

  /** @param {import("./wire").ViewFrame} frame */
  _take(frame) {
    const view = readView(/** @type {import("./wire").BoardView} */ (frame.view), this._whole);
    this._version = frame.version;
    if (view !== null) {
      this._whole = view;
      this.view = partOf(view, this.query, this.office);
    }
  }

  /** @param {import("./link").State} state */
  _takeLinkState(state) {
    this.isOld = state !== "live";
    this.reason = pageVersion.isOutdated ? null : this.link.reason; // citizens have nothing to update
    if (state === "live") {
      this.trustedAt = null;
    } else if (this.trustedAt === null) {
      this.trustedAt = this.now().epoch;
    }
    this.paintSoon();
  }

  /** @param {SoundState} state */
  _takeSound(state) {
    if (["live", "refused", "none"].indexOf(state) >= 0 && state !== this._sound) {
      this._sound = state;
      this._provedAt = -Infinity;
      this.wall.showSoundButton(state === "refused");
      this.paintSoon();
    }
  }

  /**
   * A listener that fails keeps nothing from the others and nothing from the screen.
   * @template T
   * @param {((value: T) => void)[]} listeners
   * @param {T} value
   */
  _tell(listeners, value) {
    listeners.forEach((listener) => {
      try {
        listener(value);
      } catch (error) {
        console.error(error);
      }
    });
  }
}

/**
 * What staff know this screen by: the address says it, or the television keeps a name of its own.
 * @param {import("./query").Query} query
 */
function screenName(query) {
  if (query.name) {
    return query.name.slice(0, 40);
  }
  const fresh = "tv-" + Math.random().toString(36).slice(2, 6);
  try {
    const kept = localStorage.getItem("motcua.screen") || fresh;
    localStorage.setItem("motcua.screen", kept);
    return kept;
  } catch (_error) {
    window.motcuaName = window.motcuaName || fresh; // storage is shut off; the page still keeps one name
    return window.motcuaName;
  }
}

const board = new Board(readQuery(location.search));
window.motcua = board.door();
board.run();
// A board without a voice is still a board.
import("./sound.js").then((sound) => sound.startSound(window.motcua)).catch((error) => console.error(error));
