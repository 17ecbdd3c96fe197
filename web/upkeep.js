// How a board looks after itself: its duty, the question about its sound, its nightly loading, and what of
// all that staff should know.

import { byDuty, isToSpeak, readDuty, readLimits, USUAL } from "./duty.js";
import { element, put, toggle } from "./elements.js";
import { pageVersion } from "./page-version.js";
import { inGroups, Pairing } from "./pairing.js";
import { Polling } from "./polling.js";
import { seconds } from "./link.js";
import { officeTime, record, text } from "./view.js";
import { say } from "./words.js";

export const NIGHT_HOUR = 3;
export const NIGHT_AFTER_SECONDS = 2 * 3600; // a page that has just been loaded is not loaded for the night
const SPREAD_SECONDS = 600; // the boards of an office are not loaded all at once
const SETTLED_SECONDS = 3; // until then a browser may still let the sound go on
export const CODE_SHOWN_SECONDS = 60; // after somebody has touched a board that does not ask by itself
const CLOSED = /^(closed|holiday)$/;
const SOUND_KEPT_AS = "motcua.sound";
const DECLINED_KEPT_AS = "motcua.declined.";

/** @typedef {import("./sound").SoundState} SoundState */
/** @typedef {import("./board").Board} Board */

/**
 * Whether a page is to be loaded for the night now.
 * @param {{ hour: number, hall: string, upSeconds: number }} now
 */
export function isNightDue(now) {
  return now.hour === NIGHT_HOUR && CLOSED.test(now.hall) && now.upSeconds >= NIGHT_AFTER_SECONDS;
}

export class Upkeep {
  /**
   * @param {Board} board
   * @param {() => void} unlock the sound, by a touch
   */
  constructor(board, unlock) {
    this.trouble = "";
    this.duty = USUAL;
    /** @type {NonNullable<import("./wire").PaintedReport["sound"]>} */
    this.sound = "none";
    this.note = ""; // the name of a sentence for staff
    this._board = board;
    this._asked = board.query;
    this._limits = readLimits(location.search);
    /** @type {SoundState} */
    this._heardSound = "none";
    this._hall = "";
    this._isTouched = false;
    this._wantsTouch = false; // before it is loaded again
    this._isAllowed = false; // by such a touch
    this._isNight = false;
    this.pairing = new Pairing(board.name);
    this._touchedAt = -Infinity;
    this._spread = Math.random() * SPREAD_SECONDS;
    this._yes = button("sound-yes");
    this._no = button("sound-no");
    this._note = element("span", "", []);
    this._codeAsks = element("span", "", []);
    this._codeText = element("b", "", []);
    this._code = element("div", "", [this._codeAsks, this._codeText]);
    this._code.id = "pairing-code";
    this._bar = element("div", "", [this._note, this._code, this._yes, this._no]);
    this._bar.id = "upkeep";
    this._bar.hidden = true;
    /** @type {HTMLElement} */ (document.getElementById("band")).appendChild(this._bar);
    this.polling = new Polling(
      () => "/web/board.json?name=" + encodeURIComponent(board.name),
      (frame) => {
        if (frame.type === "welcome") {
          pageVersion.hear(frame.page);
        }
        board.hear(frame);
      },
      () => board.takeLinkState(),
      () => this.pairing.secrets,
    );
    this._yes.addEventListener("click", unlock);
    this._no.addEventListener("click", () => this._decline());
    ["pointerdown", "keydown"].forEach((name) => window.addEventListener(name, () => this._touch(), true));
    document.addEventListener("visibilitychange", () => this._see());
    this._see();
  }

  get hasSlides() {
    return this.duty.slides && !this._limits.hasNoSlides;
  }

  /** @param {import("./wire").FromServer} frame */
  hear(frame) {
    if (frame.type === "duty") {
      this.duty = readDuty(frame);
      this._board.useQuery(byDuty(this._asked, this.duty));
      this._judge();
    } else if (frame.type === "pairing") {
      this.pairing.hear(frame);
      this._paint();
    } else if (frame.type === "view") {
      this._hall = text(record(record(frame.view).hall).state);
    }
    if (document.hidden) {
      this._board.prove(); // nothing is painted while nobody sees the page
    }
  }

  /** @param {SoundState} state as the browser has it */
  takeSound(state) {
    this._heardSound = state;
    this._judge();
  }

  /**
   * @param {boolean} isIdle nothing is being said or shown that would be lost
   * @param {number} at seconds since the page was loaded
   */
  look(isIdle, at) {
    const { link } = this._board;
    this.polling.look(link.isBlocked && link.state !== "live", at);
    this.note = this.polling.isLive ? "noWebsocket" : "";
    this._rememberSound(at);
    const time = officeTime(this._board.now().epoch, this._board.now().offsetMinutes);
    const hour = this._board.time.isKnown ? Number(time.clock.slice(0, 2)) : NaN;
    const upSeconds = at - this._spread;
    this._isNight = this._isNight || isNightDue({ hour: hour, hall: this._hall, upSeconds: upSeconds });
    const isAway = link.state === "rejected"; // says nothing any more
    const isFree = this.sound !== "live" || isAway || goesOn() || this._isAllowed;
    this._wantsTouch = !isFree && (this._isNight || pageVersion.isOutdated);
    if (isIdle && isFree && this._isNight) {
      pageVersion.loadAnew();
    }
    pageVersion.renew(isIdle && isFree);
    const trouble = document.hidden ? "hidden" : this._wantsTouch ? "wants-touch" : "";
    if (trouble !== this.trouble) {
      this.trouble = trouble;
      this._board.proveSoon();
    }
    this._paint();
  }

  _touch() {
    this._isTouched = true;
    this._touchedAt = seconds();
    this._isAllowed = this._isAllowed || this._wantsTouch;
  }

  // Whether the sound goes on without a touch after this page was loaded again.
  /** @param {number} at */
  _rememberSound(at) {
    if (this._isTouched || this._heardSound === "none") {
      return;
    }
    const isAgain = performance.navigation && performance.navigation.type === 1;
    if (this._heardSound === "live") {
      keep(SOUND_KEPT_AS, "goes-on");
    } else if (isAgain && at > SETTLED_SECONDS) {
      keep(SOUND_KEPT_AS, "");
    }
  }

  _decline() {
    keep(DECLINED_KEPT_AS + this._board.name, String(this.duty.times));
    this._judge();
  }

  // What this screen can say of its sound, whatever the browser would let it do.
  _judge() {
    const isDeclined = kept(DECLINED_KEPT_AS + this._board.name) === String(this.duty.times);
    const speaks = isToSpeak(this._board.query, this.duty, this._limits);
    const silent = speaks && this._heardSound !== "none" ? "declined" : "none";
    this.sound = speaks && !isDeclined ? this._heardSound : silent;
    this._board.proveSoon();
    this._paint();
  }

  // Whether a board that may not speak asks to be paired: because it can speak, and is to; because something
  // troubles it, of which nobody is told; or because somebody has just touched it.
  get _asksToBePaired() {
    const { isKnown, isPaired, code } = this.pairing;
    const isWell = !this._board.slides.trouble && !this._board.wall.trouble;
    const isQuiet = !this._isSoundWanted && isWell && seconds() - this._touchedAt > CODE_SHOWN_SECONDS;
    return isKnown && !isPaired && code !== "" && !isQuiet && !this.note;
  }

  get _isSoundWanted() {
    return (this.sound === "refused" || this.sound === "live") && this.duty.asks_touch && !this.note;
  }

  _paint() {
    const isUnpaired = this.pairing.isKnown && !this.pairing.isPaired;
    const isAsked = this._isSoundWanted && !isUnpaired && this.sound === "refused";
    const showsCode = this._asksToBePaired;
    const language = this._board.language;
    put(this._yes, say(language, "sound"));
    put(this._no, say(language, "noSound"));
    put(this._note, this.note ? say(language, this.note) : "");
    put(this._codeAsks, showsCode ? say(language, "pairingCode") : "");
    put(this._codeText, showsCode ? inGroups(this.pairing.code) : "");
    const wasAsked = !this._yes.hidden;
    this._yes.hidden = !isAsked;
    this._no.hidden = !isAsked && !(showsCode && this._isSoundWanted);
    this._code.hidden = !showsCode;
    this._bar.hidden = !isAsked && !showsCode && !this.note;
    toggle(document.body, "has-upkeep", !this._bar.hidden);
    if (isAsked && !wasAsked) {
      this._yes.focus(); // so that OK on the remote control presses it
    }
  }

  // The screen is kept awake where the browser lets it: over https alone.
  _see() {
    if (!document.hidden && navigator.wakeLock) {
      navigator.wakeLock.request("screen").catch(() => {});
    }
    if (this._board.link) {
      this.trouble = document.hidden ? "hidden" : "";
      this._board.proveSoon();
    }
  }
}

/** @param {string} id */
function button(id) {
  const made = /** @type {HTMLButtonElement} */ (element("button", "", []));
  made.id = id;
  made.type = "button";
  made.hidden = true;
  return made;
}

function goesOn() {
  return kept(SOUND_KEPT_AS) === "goes-on";
}

/** @param {string} name */
function kept(name) {
  try {
    return localStorage.getItem(name);
  } catch (_error) {
    return null; // storage is shut off
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
function keep(name, value) {
  try {
    if (localStorage.getItem(name) !== value) {
      localStorage.setItem(name, value);
    }
  } catch (_error) {
    console.warn("This browser keeps nothing.");
  }
}
