// The board of a waiting room: follows the link and shows who goes where, on the part of the room it is for.

import { atServer, socketAddress } from "./addresses.js";
import { Link, PROTOCOL_VERSION, seconds } from "./link.js";
import { OfficeClock } from "./office-clock.js";
import { pageVersion } from "./page-version.js";
import { layoutOf, partOf, readQuery } from "./query.js";
import { ScreenName } from "./screen-name.js";
import { Slides } from "./slides.js";
import { Turns } from "./turns.js";
import { Upkeep } from "./upkeep.js";
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
  /**
   * @param {import("./query").Query} query
   * @param {string} name what staff know this screen by
   */
  constructor(query, name) {
    this.query = query;
    this.name = name;
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
    this._isDue = false;
    this._shownAt = { view: -Infinity, turn: -Infinity }; // on the glass at once
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
      (frame) => this.hear(frame),
      () => this.takeLinkState(),
    );
    this.upkeep = new Upkeep(this, () => this._tell(this._unlockListeners, undefined));
  }

  run() {
    this.link.run();
    this.slides.run();
    setInterval(() => this._tick(), TICK_MILLISECONDS);
    window.addEventListener("resize", () => this.paintSoon());
    this.paintSoon();
  }

  _tick() {
    this.upkeep.look(this.turns.isQuiet, seconds());
    this.paintSoon();
  }

  /** @returns {import("./wire").Hello} */
  _hello() {
    return {
      type: "hello",
      protocol: PROTOCOL_VERSION,
      role: "display",
      name: this.name,
      zone: readQuery(location.search).zone, // the server knows that of its duty itself
      can_speak: this.upkeep.sound === "live",
      page: pageVersion.known,
      paired: this.upkeep.pairing.secrets,
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
      asked: () => ({
        zone: this.query.zone,
        layout: this.layout,
        slides: this.upkeep.hasSlides,
      }),
      trouble: () => this.slides.trouble || this.wall.trouble,
      /** @param {SoundState} state */
      reportSound: (state) => this.upkeep.takeSound(state),
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
    if (this.query.counter !== null && this.view.counters.some((row) => row.ticket !== "")) {
      return false; // its clerk still serves somebody
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
    return hasRoom && this.upkeep.hasSlides && isQuiet && !this.isOld && !this.isShut && this.view !== null;
  }

  /** @param {number} at */
  _prove(at) {
    const isFirst = this._provedAt === -Infinity;
    const painted = document.hidden ? this._painted || 0 : this._painted;
    if (painted === null || (!isFirst && at - this._provedAt < PROOF_SECONDS)) {
      return;
    }
    const trouble = this.upkeep.trouble || this.slides.trouble || this.wall.trouble;
    const { sound } = this.upkeep;
    if (this.link.send({ type: "proof", version: painted, sound: sound, trouble: trouble })) {
      this._provedAt = at;
    }
  }

  // What the page has painted, while nobody sees it and so nothing is painted anew.
  prove() {
    this._prove(seconds());
  }

  /** @param {FromServer} frame */
  hear(frame) {
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
    this.upkeep.hear(frame);
    this._tell(this._frameListeners, frame);
    if (frame.type === "view" || frame.type === "turn") {
      this._showAtOnce(frame.type);
    }
    this.paintSoon();
  }

  /**
   * A call is a frame sooner on the glass; in a burst the next paint is soon enough.
   * @param {"view" | "turn"} kind
   */
  _showAtOnce(kind) {
    const at = seconds();
    if (at - this._shownAt[kind] > AT_ONCE_SECONDS) {
      this._shownAt[kind] = at;
      this._render();
    }
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

  /** @param {import("./query").Query} query what this page is to show from now on */
  useQuery(query) {
    this.query = query;
    this.view = this._whole === null ? null : partOf(this._whole, query, this.office);
    this.paintSoon();
  }

  takeLinkState() {
    const state = this.upkeep.polling.isLive ? "live" : this.link.state;
    this.isOld = state !== "live";
    // Citizens have nothing to update, and where the board is up to date nothing is wrong for them.
    this.reason = pageVersion.isOutdated || !this.isOld ? null : this.link.reason;
    if (state === "live") {
      this.trustedAt = null;
    } else if (this.trustedAt === null) {
      this.trustedAt = this.now().epoch;
    }
    this.paintSoon();
  }

  // Something that a proof tells has changed, so that the next one is due.
  proveSoon() {
    this._provedAt = -Infinity;
    this.paintSoon();
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

const query = readQuery(location.search);
new ScreenName(query.name).settle().then((name) => {
  const board = new Board(query, name);
  window.motcua = board.door();
  board.run();
  // A board without a voice is still a board.
  import("./sound.js").then((sound) => sound.startSound(board.door())).catch((error) => console.error(error));
});
