// The board of a waiting room: follows the link and shows who goes where, on whatever part of the room it is for.

import { Link, PROTOCOL_VERSION, seconds } from "./link.js";
import { pageVersion } from "./page-version.js";
import { Parts } from "./parts.js";
import { Showing } from "./showing.js";
import { Slides } from "./slides.js";
import { readMoment, readName, readOffice, readQuery, readView, zoneOf } from "./view.js";

const TICK_MILLISECONDS = 200;
const PROOF_SECONDS = 10;
const SLIDES_AFTER_SECONDS = 20;
const AT_ONCE_SECONDS = 0.02;

class Board {
  constructor(query) {
    this.query = query;
    this.office = null;
    /** @type {import("./view").View | null} */
    this.view = null;
    /** @type {import("./view").View | null} */
    this._whole = null; // the view before the zone's part was taken from it
    this.isOld = false;
    this.reason = null;
    this.isTimeKnown = false;
    this.trustedAt = null;
    this.said = null;
    this._offsetMinutes = 0;
    this._ahead = 0; // milliseconds that the office's time is ahead of this page's clock
    this._version = null;
    this._painted = null;
    this._provedAt = -Infinity;
    /** @type {"live" | "refused" | "none"} */
    this._sound = "none";
    this._isDue = false;
    this._renderedAt = -Infinity;
    this._callListeners = [];
    this._frameListeners = [];
    this._unlockListeners = [];
    this.showing = new Showing((call) => this._tell(this._callListeners, this._announced(call)));
    this.parts = new Parts(document, this);
    const find = (id) => document.getElementById(id);
    this.slides = new Slides(find("slide"), find("picture"), find("video"), (text) =>
      this.parts.showTicker(text),
    );
    const scheme = location.protocol === "https:" ? "wss://" : "ws://";
    this.link = new Link(
      scheme + location.host + "/ws",
      () => this._hello(),
      (frame) => this._hear(frame),
      (state) => this._standing(state),
    );
  }

  run() {
    this.link.run();
    this.slides.run();
    setInterval(() => this._tick(), TICK_MILLISECONDS);
    window.addEventListener("resize", () => this.paintSoon());
    this.parts.soundButton.addEventListener("click", () => this._tell(this._unlockListeners));
    this.paintSoon();
  }

  _tick() {
    const isBusy = this.showing.following > 0 || this.showing.isFresh(seconds());
    pageVersion.renew(this.link.state === "live" && !isBusy);
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
      onCall: (listener) => this._callListeners.push(listener),
      onFrame: (listener) => this._frameListeners.push(listener),
      onUnlock: (listener) => this._unlockListeners.push(listener),
      send: (frame) => this.link.send(frame),
      painted: () => this._painted,
      trouble: () => this.slides.trouble || this.parts.trouble,
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

  // The office's time now: milliseconds since 1970 and its minutes ahead of UTC.
  now() {
    return { epoch: seconds() * 1000 + this._ahead, offsetMinutes: this._offsetMinutes };
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
    this.showing.advance(at);
    const isQuiet = this.showing.current !== null && at - this.showing.since > SLIDES_AFTER_SECONDS;
    const hasRoom = this.query.counter === null && this.query.page === 1;
    const isSlideWanted = hasRoom && isQuiet && !this.showing.following && !this.isOld;
    this.parts.show(at, this.slides.look(isSlideWanted, at));
    this.showing.appear(seconds());
  }

  _prove(at) {
    const isFirst = this._provedAt === -Infinity;
    if (this._painted === null || (!isFirst && at - this._provedAt < PROOF_SECONDS)) {
      return;
    }
    const trouble = this.slides.trouble || this.parts.trouble;
    if (this.link.send({ type: "proof", version: this._painted, sound: this._sound, trouble: trouble })) {
      this._provedAt = at;
    }
  }

  _hear(frame) {
    this._tellTime(frame.now);
    if (frame.type === "welcome") {
      pageVersion.hear(frame.page);
      this.office = readOffice(frame.office) || this.office;
      this._version = this._painted = null;
      this._provedAt = -Infinity;
    } else if (frame.type === "view") {
      this._take(frame);
    }
    this._tell(this._frameListeners, frame);
    if (frame.type === "view" && seconds() - this._renderedAt > AT_ONCE_SECONDS) {
      this._render(); // a call is a frame sooner on the glass; in a burst the next paint is soon enough
    }
    this.paintSoon();
  }

  _take(frame) {
    const view = readView(frame.view, this._whole);
    this._version = frame.version;
    if (view !== null) {
      this._whole = view;
      this.view = zoneOf(view, this.query);
      this.showing.see(this.view.calls, seconds(), this.now().epoch, view.calls);
    }
  }

  _tellTime(moment) {
    const told = readMoment(moment);
    if (told !== null) {
      this._ahead = told.epoch - seconds() * 1000;
      this._offsetMinutes = told.offsetMinutes;
      this.isTimeKnown = true;
    }
  }

  _standing(state) {
    this.isOld = state !== "live";
    this.reason = this.link.reason;
    if (state === "live") {
      this.showing.mendLine();
    } else {
      this.showing.loseLine(seconds());
      if (this.trustedAt === null) {
        this.trustedAt = this.now();
      }
    }
    if (state === "live") {
      this.trustedAt = null;
    }
    this.paintSoon();
  }

  _announced(call) {
    const captions = this.view === null ? null : this.view.captions;
    return { call: call, caption: (captions !== null && captions.get(String(call.call))) || null };
  }

  _takeSound(state) {
    if (["live", "refused", "none"].indexOf(state) >= 0 && state !== this._sound) {
      this._sound = state;
      this._provedAt = -Infinity;
      this.parts.showSoundButton(state === "refused");
      this.paintSoon();
    }
  }

  // While an announcement is said, its caption stands on the board, whichever call stands there.
  hearSaid(said) {
    const isSaid = said !== null && typeof said.seconds === "number" && said.caption !== null;
    this.said = isSaid ? { caption: readName(said.caption), until: seconds() + said.seconds } : null;
    this.paintSoon();
  }

  // A listener that fails keeps nothing from the others and nothing from the screen.
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

// What staff know this screen by: the address says it, or the television keeps a name of its own.
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
import("./sound.js")
  .then((sound) => sound.startSound(window.motcua).onAnnouncement((said) => board.hearSaid(said)))
  .catch((error) => console.error(error)); // a board without a voice is still a board
