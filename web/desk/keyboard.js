// The keyboard of the desk: what a key of it is, and when it acts.

import { seconds } from "../link.js";
import { KeyGuard } from "./guard.js";
import { keysOf } from "./model.js";

/** @typedef {import("./guard").Stroke} Stroke */
/** @typedef {import("./model").Model} Model */
/** @typedef {import("../wire").GuardTimes} GuardTimes */
/** @typedef {"letters" | "keypad" | "alt" | "none"} KeyMode which keys a person works with */

const LETTER = /^Key([A-Z])$/;
const NAMELESS = /^(process|unidentified|dead)$/;
const NAMED = /^(enter|delete)$/;
const MARKED = /[^\u0000-\u007f]/;
export const TYPES_TEXT = /^(INPUT|TEXTAREA|SELECT)$/;
const WRITES = /^(process|unidentified|dead|backspace|delete)$/;

/**
 * The key of a button that has the keyboard, which is held back as any other: text has blanks and lines too.
 * @param {KeyboardEvent} event
 * @returns {Stroke}
 */
export function ownStroke(event) {
  return { kind: "main", sign: event.code || event.key, command: "button" };
}

/**
 * Whether a key writes into a field, or takes away from it.
 * @param {KeyboardEvent} event
 */
function writes(event) {
  const hasOther = event.ctrlKey || event.metaKey;
  return !hasOther && (event.key.length === 1 || WRITES.test(event.key.toLowerCase()));
}

/**
 * What a keyboard event is to the desk's guard; null for none of its business. Ctrl, Alt and Meta belong to
 * the browser, but for Alt where the person works with it.
 * @param {KeyboardEvent} event
 * @param {Model} model
 * @param {KeyMode} mode
 * @returns {Stroke | null}
 */
export function strokeOf(event, model, mode) {
  const code = String(event.code);
  if (event.ctrlKey || event.metaKey || mode === "none") {
    return null;
  }
  if (event.altKey) {
    return mode === "alt" ? altStroke(String(event.key), code, model) : null;
  }
  const stroke = String(event.key).toLowerCase();
  const keypad = keysOf(model).filter((key) => key.keypad !== "" && key.keypad === code)[0];
  if (keypad) {
    return { kind: "keypad", sign: code, command: keypad.name };
  }
  if (/^Numpad[0-9]$/.test(code) || /^[0-9]$/.test(stroke)) {
    return { kind: "digit", sign: code || stroke, command: "" };
  }
  if (stroke === "backspace") {
    return { kind: "erase", sign: stroke, command: "" };
  }
  const found = signStroke(stroke, code, event.isComposing, model);
  return found === null || mode === "letters" ? found : { kind: "text", sign: found.sign, command: "" };
}

/**
 * A key with Alt is its letter, whatever sign the system makes of it.
 * @param {string} sign
 * @param {string} code
 * @param {Model} model
 * @returns {Stroke | null}
 */
function altStroke(sign, code, model) {
  const placed = LETTER.exec(code);
  const letter = placed ? placed[1].toLowerCase() : sign.toLowerCase();
  const found = keysOf(model).filter((key) => key.alt === letter)[0];
  return found ? { kind: "alt", sign: "Alt+" + letter, command: found.name } : null;
}

/**
 * A key of the main block. One that an input method has changed is known by its place; where it has no place
 * either, by the tone that Telex has put on the letter before.
 * @param {string} stroke
 * @param {string} code
 * @param {boolean} isComposing
 * @param {Model} model
 * @returns {Stroke | null}
 */
function signStroke(stroke, code, isComposing, model) {
  /** @param {string} letter */
  const commandOf = (letter) => {
    const found = keysOf(model).filter((key) => letter !== "" && key.browser_key === letter)[0];
    return found ? found.name : "";
  };
  const isMarked = Array.from(stroke).length === 1 && MARKED.test(stroke);
  const isNameless = NAMELESS.test(stroke);
  if (!isMarked && !isNameless && !isComposing) {
    const isSign = Array.from(stroke).length === 1 || NAMED.test(stroke);
    const command = commandOf(stroke);
    return isSign ? { kind: command ? "main" : "text", sign: code || stroke, command: command } : null;
  }
  const placed = LETTER.exec(code);
  const letter = placed ? placed[1].toLowerCase() : "";
  const tone = isMarked ? toneKey(stroke, model.guard.tones) : "";
  const isPlaced = letter !== "" && (tone === "" || tone === letter);
  const isLost = letter === "" && !isNameless;
  return {
    kind: isPlaced ? "coded" : isMarked ? "composed" : "text",
    sign: code || stroke,
    command: isPlaced ? commandOf(letter) : isLost ? commandOf(tone) : "",
  };
}

/**
 * The key of Telex that a letter's tone mark was typed with; empty where it has none.
 * @param {string} letter
 * @param {Record<string, string>} tones
 */
function toneKey(letter, tones) {
  const mark = Array.from(letter.normalize("NFD")).filter((sign) => sign in tones)[0];
  return mark ? tones[mark] : "";
}

/**
 * Does what a key says, if the number is still at the desk that its clerk saw when it was pressed.
 * @param {import("./desk").Desk} desk
 * @param {string} key
 * @param {string} seen
 */
export function pressAt(desk, key, seen) {
  if (desk.atDesk === seen) {
    desk.press(key);
  } else {
    desk.say("numberChanged");
  }
}

// Lets a key act when its time has come.
export class Keyboard {
  /**
   * @param {GuardTimes} times
   * @param {() => void} tell somebody is typing, and nothing of it acts
   */
  constructor(times, tell) {
    this._guard = new KeyGuard(times);
    this._tell = tell;
    /** @type {number | undefined} */
    this._waiting = undefined;
    /** @type {number | null} */
    this._dueAt = null;
  }

  /**
   * Takes in a key and its stroke; `act` is what its command does once it is known to be meant.
   * @param {KeyboardEvent} event
   * @param {Stroke | null} stroke
   * @param {(command: string) => void} act
   */
  press(event, stroke, act) {
    if (stroke === null) {
      return;
    }
    if (stroke.command || event.key === " ") {
      event.preventDefault();
    }
    if (!event.repeat) {
      this._strike(stroke, () => act(stroke.command));
    }
  }

  /**
   * A key on its way to whatever has the keyboard: one that writes into a field, or confirms it or leaves it.
   * @param {KeyboardEvent} event
   */
  heed(event) {
    const isText = event.target instanceof Element && TYPES_TEXT.test(event.target.tagName);
    const isList = event.target instanceof Element && event.target.getAttribute("role") === "listbox";
    if (isList && event.key === "Enter" && this._guard.isTyping(now())) {
      event.preventDefault();
      event.stopPropagation();
      this._tell();
      return;
    }
    if (isList && writes(event) && !/^[0-9]$/.test(event.key)) {
      this._guard.typedElsewhere(now()); // a list is chosen from by digits and arrows
      return;
    }
    if (isText && writes(event)) {
      this._guard.typedElsewhere(now());
      this._wait(() => undefined);
    } else if (isText || event.key === "Escape") {
      this.calm();
    }
  }

  /**
   * @param {Stroke} stroke
   * @param {() => void} act
   */
  _strike(stroke, act) {
    const verdict = this._guard.press(stroke, now());
    this._wait(act);
    if (verdict.acts) {
      act();
    } else if (verdict.says) {
      this._tell();
    }
  }

  // Somebody has confirmed, dismissed or clicked something.
  calm() {
    this._guard.calm(now());
    this._wait(() => undefined);
  }

  /** @param {() => void} act of a key that is held back since just now */
  _wait(act) {
    const dueAt = this._guard.dueAt;
    if (dueAt === this._dueAt) {
      return;
    }
    this._dueAt = dueAt;
    clearTimeout(this._waiting);
    if (dueAt !== null) {
      this._waiting = setTimeout(() => {
        this._dueAt = null;
        if (this._guard.release()) {
          act();
        }
      }, dueAt - now());
    }
  }
}

// Milliseconds of a clock that never goes back.
function now() {
  return seconds() * 1000;
}
