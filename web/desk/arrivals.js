// When a clerk who has nobody waiting is told that the first one has come: by a mark, and by a soft tone.

import { seconds } from "../link.js";
import { record, text } from "../view.js";
import { occupancyOf } from "./counter-view.js";
import { ask } from "./session.js";

const ARRIVAL_GAP_SECONDS = 10;
const SETTINGS = ["off", "seen", "heard"]; // what is heard is seen too
const DEFAULT = "seen";
const PATH = "/api/v1/session/bell";
const KEPT_AS = "motcua.bell";
// A third upwards, as soft as a spoken word across a table.
const TONES = [587.33, 739.99];
const TONE_SECONDS = 0.22;
const LOUDNESS = 0.06;
const LATE_SECONDS = 1;

// What one desk has seen of its queue; the mark stands while the first one waits and the desk is free.
export class Arrivals {
  /**
   * @param {import("./session").Session} session without a person in it, the browser keeps the setting
   * @param {() => void} changed
   */
  constructor(session, changed) {
    this._session = session;
    this._changed = changed;
    this.setting = session.role === null ? keptSetting() : DEFAULT;
    this.stands = false;
    /** @type {number | null} */
    this._waiting = null;
    /** @type {number | null} */
    this._soundedAt = null;
  }

  // Asks for the person's own setting.
  ask() {
    if (this._session.role !== null) {
      ask("GET", PATH, { token: this._session.token }).then((answer) => {
        const kept = text(record(answer.body).bell);
        this.setting = SETTINGS.indexOf(kept) < 0 ? this.setting : kept;
        this._changed();
      });
    }
  }

  get isShown() {
    return this.stands && this.setting !== "off";
  }

  // Takes the next setting, and lets it be heard what is heard from now on.
  turn() {
    this.setting = SETTINGS[(SETTINGS.indexOf(this.setting) + 1) % SETTINGS.length];
    if (this._session.role === null) {
      keepSetting(this.setting);
    } else {
      ask("PUT", PATH, { token: this._session.token, body: { bell: this.setting } });
    }
    if (this.setting === "heard") {
      soundArrival();
    }
  }

  // Another connection: who waits in its first view has not come just now.
  begin() {
    this._waiting = null;
  }

  /**
   * Takes in a view, and sounds where somebody is to hear it.
   * @param {import("./reading").DeskView} view
   * @param {string} clerk
   */
  see(view, clerk) {
    const isFree = occupancyOf(view, clerk) === "ours" && !view.isPaused && view.ticket === null;
    if (this.look(isFree, view.waitingCount, seconds()) && this.setting === "heard") {
      soundArrival();
    }
  }

  /**
   * Takes in a view; whether it is to be heard.
   * @param {boolean} isFree open, this clerk's, not paused, and nobody at it
   * @param {number} waiting
   * @param {number} now in seconds of a clock that does not jump
   */
  look(isFree, waiting, now) {
    const hasCome = isFree && this._waiting === 0 && waiting > 0;
    this._waiting = waiting;
    this.stands = isFree && waiting > 0 && (hasCome || this.stands);
    const isSoon = this._soundedAt !== null && now - this._soundedAt < ARRIVAL_GAP_SECONDS;
    if (!hasCome || isSoon) {
      return false;
    }
    this._soundedAt = now;
    return true;
  }
}

function keptSetting() {
  try {
    const kept = localStorage.getItem(KEPT_AS) || "";
    return SETTINGS.indexOf(kept) < 0 ? DEFAULT : kept;
  } catch (_error) {
    return DEFAULT; // storage is shut off
  }
}

/** @param {string} setting */
function keepSetting(setting) {
  try {
    localStorage.setItem(KEPT_AS, setting);
  } catch (_error) {
    console.warn("This browser keeps no setting.");
  }
}

/** @type {AudioContext | null} */
let audio = null;

// Two soft tones, one after the other. A browser that lets nothing be heard before a touch stays silent after
// it too: a sound that comes late would tell of nobody.
function soundArrival() {
  if (typeof AudioContext === "undefined") {
    return;
  }
  audio = audio || new AudioContext();
  const context = audio;
  const wanted = seconds();
  const isInTime = () => seconds() - wanted < LATE_SECONDS;
  context.resume().then(
    () => isInTime() && TONES.forEach((pitch, place) => tone(context, pitch, place)),
    () => undefined,
  );
}

/**
 * @param {AudioContext} context
 * @param {number} pitch in hertz
 * @param {number} place among the tones
 */
function tone(context, pitch, place) {
  const begins = context.currentTime + place * TONE_SECONDS;
  const source = context.createOscillator();
  const volume = context.createGain();
  source.frequency.value = pitch;
  volume.gain.setValueAtTime(0, begins);
  volume.gain.linearRampToValueAtTime(LOUDNESS, begins + 0.03);
  volume.gain.linearRampToValueAtTime(0, begins + TONE_SECONDS);
  source.connect(volume);
  volume.connect(context.destination);
  source.start(begins);
  source.stop(begins + TONE_SECONDS);
}
