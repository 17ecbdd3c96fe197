// What stands on the wall, part by part, each brought up to date by itself: one that fails blanks no other.

import { element, fill, put, toggle } from "./elements.js";
import { say } from "./words.js";
import { calledNumbers, counterSign, officeTime, worded } from "./view.js";

/** @typedef {import("./view").Call} Call */
/** @typedef {import("./view").CounterRow} CounterRow */
/** @typedef {import("./view").Name} Name */
/** @typedef {import("./view").View} View */
/** @typedef {"_header" | "_stage" | "_called" | "_waiting" | "_caption" | "_sign"} Part */

export const CALLED_ON_FIRST_WIDE = 8;
export const CALLED_ON_FIRST_TALL = 6; // two of them give way to the line of paused counters
const PAUSED_LETTERS_ON_A_LINE = 22; // more of them take the room of one called number
export const CALLED_ON_FURTHER_WIDE = 20;
export const CALLED_ON_FURTHER_TALL = 12;
export const FIELDS_AT_ONCE_WIDE = 8;
export const FIELDS_AT_ONCE_TALL = 3;
export const TURN_SECONDS = 8;
const TICKER_HEIGHTS_PER_SECOND = 0.12;
const DIGIT_ROOM = 0.94;
const LONG_NAME_LENGTH = 50;

function isWide() {
  return innerWidth > innerHeight;
}

export class Wall {
  /**
   * @param {Document} page
   * @param {import("./board").Board} board
   */
  constructor(page, board) {
    this.trouble = "";
    this._board = board;
    this._body = page.body;
    /** @param {string} id */
    this._find = (id) => /** @type {HTMLElement} */ (page.getElementById(id));
    this.soundButton = this._find("sound");
    this._isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this._ticker = "";
    const query = board.query;
    /** @type {"main" | "sign" | "overflow"} */
    this._layout = query.counter !== null ? "sign" : query.page > 1 ? "overflow" : "main";
    this._body.classList.add(this._layout, "no-ticker");
    this._find("slide").hidden = true;
    this._pen = /** @type {CanvasRenderingContext2D} */ (page.createElement("canvas").getContext("2d"));
  }

  /**
   * Brings every part up to date; `hasSlide` says that a slide stands on the stage.
   * @param {number} at
   * @param {boolean} hasSlide
   */
  show(at, hasSlide) {
    this.trouble = "";
    /** @type {Part[]} */
    const parts =
      this._layout === "sign" ? ["_header", "_sign"] : ["_header", "_stage", "_called", "_waiting"];
    parts.concat("_caption").forEach((part) => {
      try {
        this[part](at, hasSlide);
      } catch (error) {
        this.trouble = part.slice(1) + ": " + error;
      }
    });
  }

  /** @param {boolean} isShown */
  showSoundButton(isShown) {
    put(this.soundButton, this._say("sound"));
    this.soundButton.hidden = !isShown;
    this._makeRoom();
    if (isShown) {
      this.soundButton.focus(); // so that OK on the remote control presses it
    }
  }

  // The ticker's row is there for its text, and for the button, which else would cover what is to be read.
  _makeRoom() {
    toggle(this._body, "no-ticker", !this._ticker && Boolean(this.soundButton.hidden));
  }

  /** @param {string} text */
  showTicker(text) {
    if (text === this._ticker) {
      return;
    }
    this._ticker = text;
    const line = this._find("ticker-text");
    this._makeRoom();
    line.className = this._isCalm ? "stands" : "runs";
    put(line, text);
    if (!this._isCalm) {
      const length = (innerWidth + line.scrollWidth) / innerHeight;
      line.style.animationDuration = length / TICKER_HEIGHTS_PER_SECOND + "s";
    }
  }

  /**
   * @param {string} name
   * @param {Record<string, unknown>} [values]
   */
  _say(name, values) {
    return say(this._board.language, name, values);
  }

  /** @param {number} at */
  _header(at) {
    const board = this._board;
    const language = board.language;
    if (document.documentElement.lang !== language) {
      document.documentElement.lang = language;
    }
    const names = board.office === null ? [] : board.office.names.map((name) => worded(name, language));
    put(this._find("name-above"), names.slice(0, -1).join(" – "));
    put(this._find("name"), names.slice(-1).join(""));
    const leader = board.view === null ? { name: "", phone: "" } : board.view.leader;
    put(this._find("leader-name"), leader.name ? this._say("leader", leader) : "");
    put(this._find("leader-phone"), leader.phone ? this._say("phone", leader) : "");
    const now = board.now();
    const time = officeTime(now.epoch, now.offsetMinutes);
    put(this._find("clock"), board.time.isKnown ? time.clock : "");
    const weekday = this._say("weekdays").split(",")[time.weekday];
    put(this._find("date"), board.time.isKnown ? weekday + ", " + time.date : "");
    toggle(this._body, "old", board.isOld && board.view !== null);
    if (this._isCalm && this._ticker) {
      const sentences = this._ticker.split(" • ");
      put(this._find("ticker-text"), sentences[Math.floor(at / TURN_SECONDS) % sentences.length]);
    }
  }

  /**
   * @param {number} at
   * @param {boolean} hasSlide
   */
  _stage(at, hasSlide) {
    const call = this._board.showing.current;
    this._flash(at);
    this._find("call").hidden = call === null || hasSlide;
    this._find("sentence").hidden = call !== null || hasSlide;
    put(this._find("sentence"), this._say(this._board.view === null ? "connecting" : "empty"));
    if (call === null) {
      return;
    }
    const sign = this._counter(call.counter);
    this._heading("call", call.recall);
    this._number(call.number);
    put(this._find("to-counter"), this._say(sign.isNumber ? "toCounterNumber" : "toCounter"));
    put(this._find("counter"), sign.sign);
    put(this._find("counter-label"), sign.label);
  }

  /**
   * What stands above the number; a recall says that it is one instead.
   * @param {string} name
   * @param {number} recall
   */
  _heading(name, recall) {
    put(this._find("heading"), this._say(name));
    this._find("heading").hidden = recall > 0;
    this._find("repeated").hidden = !recall;
    put(this._find("repeated"), recall ? this._say("repeated", { n: recall }) : "");
  }

  /**
   * The number as large as the stage has room for, measured by its letters.
   * @param {string} number
   */
  _number(number) {
    const stage = this._find("stage");
    const isBeside = this._layout === "overflow" && isWide();
    const width = (stage.clientWidth * DIGIT_ROOM * (isBeside ? 0.6 : 1)) / this._widthOf(number);
    const share = { main: isWide() ? 0.58 : 0.51, sign: 0.62, overflow: isBeside ? 0.95 : 0.66 }[
      this._layout
    ];
    const size = Math.floor(Math.min(width, stage.clientHeight * share)) + "px";
    const shown = this._find("number");
    if (shown.style.fontSize !== size) {
      shown.style.fontSize = size;
    }
    put(shown, number);
  }

  /**
   * The width of a number's letters, as a part of their size; measured anew, for the typeface comes late.
   * @param {string} number
   */
  _widthOf(number) {
    this._pen.font = "800 100px 'Be Vietnam Pro', sans-serif";
    return this._pen.measureText(number).width / 100;
  }

  /** @param {number} at */
  _flash(at) {
    const showing = this._board.showing;
    const isLit = this._isCalm ? showing.isFresh(at) : showing.isFlashing(at);
    toggle(this._body, "lit", isLit && !this._board.isOld);
  }

  /**
   * @param {number} _at
   * @param {boolean} hasSlide
   */
  _called(_at, hasSlide) {
    const board = this._board;
    put(this._find("called-heading"), this._say("called"));
    const view = board.view;
    const current = board.showing.current;
    /** @param {Call} call */
    const isOnStage = (call) => current !== null && !hasSlide && call.number === current.number;
    const numbers = view === null ? [] : calledNumbers(view.calls).filter((call) => !isOnStage(call));
    const paused = view === null ? [] : view.counters.filter((counter) => counter.state === "paused");
    const page = board.query.page;
    const signs = paused.map((counter) => this._counter(counter.number).sign);
    const note = signs.length ? this._say("paused") + ": " + signs.join(", ") : "";
    const isLong = note.length > PAUSED_LETTERS_ON_A_LINE;
    const onFirst = isWide()
      ? CALLED_ON_FIRST_WIDE - (isLong ? 1 : 0)
      : CALLED_ON_FIRST_TALL - (note ? 2 : 0);
    const onFurther = isWide() ? CALLED_ON_FURTHER_WIDE : CALLED_ON_FURTHER_TALL;
    // A further screen begins one earlier, with the number that the first one lacks while it has a slide.
    const first = page === 1 ? 0 : onFirst - 1 + (page - 2) * onFurther;
    fill(
      this._find("called"),
      numbers.slice(first, page === 1 ? onFirst : first + onFurther),
      () => element("div", "called", [element("b", ""), element("span", "")]),
      (row, call) => {
        put(row.children[0], call.number);
        put(row.children[1], this._say("counter") + " " + this._counter(call.counter).sign);
      },
    );
    this._find("paused").hidden = !note;
    put(this._find("paused"), note);
  }

  /** @param {number} at */
  _waiting(at) {
    const board = this._board;
    const zone = board.query.fields;
    const all = board.office === null || board.view === null ? [] : board.office.fields;
    const fields = all.filter((field) => !zone.length || zone.indexOf(field.code) >= 0);
    const room = isWide() ? FIELDS_AT_ONCE_WIDE : FIELDS_AT_ONCE_TALL;
    const turns = Math.max(1, Math.ceil(fields.length / room));
    const first = (Math.floor(at / TURN_SECONDS) % turns) * room;
    fill(
      this._find("waiting"),
      fields.slice(first, first + room),
      () =>
        element("div", "waiting", [
          element("div", "field"),
          element("div", "count", [element("b", ""), element("span", "")]),
        ]),
      (row, field) => board.view !== null && this._field(board.view, row, field),
    );
  }

  /**
   * @param {View} view
   * @param {HTMLElement} row
   * @param {{ code: string, name: Name }} field
   */
  _field(view, row, field) {
    const count = view.waiting.get(field.code);
    const minutes = view.expected.get(field.code);
    const name = worded(field.name, this._board.language);
    const [named, counted] = Array.from(row.children);
    put(named, name);
    toggle(named, "is-long", name.length > LONG_NAME_LENGTH);
    put(counted.children[0], count === undefined ? "" : count ? this._say("people", { n: count }) : "–");
    const wait =
      minutes !== undefined && minutes < 1 ? this._say("soon") : this._say("about", { n: minutes });
    put(counted.children[1], count && minutes !== undefined ? wait : "");
  }

  /** @param {number} at */
  _caption(at) {
    const board = this._board;
    const call = board.showing.current;
    let first = "";
    let second = "";
    if (board.reason !== null) {
      first = String(board.reason.vi || "");
      second = String(board.reason.en || "");
    } else if (board.view !== null && board.isOld) {
      first = this._reconnecting("vi");
      second = this._reconnecting("en");
    } else if (this._layout !== "sign" && board.said !== null && at < board.said.until) {
      first = board.said.caption.vi;
      second = board.said.caption.en;
    } else if (
      call !== null &&
      board.view !== null &&
      (this._layout !== "sign" || this._isCalledAtSign(board.view, call))
    ) {
      const caption = board.view.captions.get(String(call.call)) || { vi: "", en: "" };
      first = caption.vi;
      second = caption.en;
    }
    put(this._find("caption-first"), first);
    put(this._find("caption-second"), second);
  }

  /**
   * A counter's own sign has the caption of its own call, for as long as that stands there.
   * @param {View} view
   * @param {Call} call
   */
  _isCalledAtSign(view, call) {
    const state = view.counters[0];
    return state !== undefined && state.ticketState === "called" && state.ticket === call.number;
  }

  /** @param {string} language */
  _reconnecting(language) {
    const trusted = this._board.trustedAt;
    const warning = say(language, "reconnecting");
    if (this._board.link.state !== "old" || trusted === null) {
      return warning;
    }
    return (
      warning + " " + say(language, "old", { time: officeTime(trusted.epoch, trusted.offsetMinutes).clock })
    );
  }

  /**
   * The sign of one counter: what it serves, and whose turn it is there.
   * @param {number} at
   */
  _sign(at) {
    const board = this._board;
    const number = board.query.counter;
    if (number === null) {
      return;
    }
    const sign = this._counter(number);
    const plan =
      board.office === null ? null : board.office.counters.filter((one) => one.number === number)[0];
    put(this._find("called-heading"), this._say(sign.isNumber ? "counterNumber" : "counterSign"));
    const state = board.view === null ? null : board.view.counters[0] || null;
    const names =
      board.office === null || state === null
        ? []
        : board.office.fields
            .filter((field) => state.fields.indexOf(field.code) >= 0)
            .map((field) => worded(field.name, board.language));
    const lines = [sign.sign, sign.label, names.join(" · "), plan ? plan.operatedBy : ""].filter(Boolean);
    fill(
      this._find("called"),
      lines,
      () => element("div", ""),
      (row, line) => {
        row.className = row.previousSibling === null ? "sign-number" : "sign-field";
        put(row, line);
      },
    );
    this._find("paused").hidden = true;
    this._flash(at);
    this._ticketAt(state, board.office !== null && board.view !== null && !plan);
  }

  /**
   * @param {CounterRow | null} state
   * @param {boolean} isUnknown
   */
  _ticketAt(state, isUnknown) {
    const board = this._board;
    const ticket = state === null ? "" : state.ticket;
    const isServing = state !== null && ticket !== "" && state.ticketState === "serving";
    const isCalled = state !== null && ticket !== "" && state.ticketState === "called";
    const last = board.showing.current;
    this._find("call").hidden = !(isServing || isCalled);
    this._find("sentence").hidden = isServing || isCalled;
    this._find("to").hidden = true;
    put(this._find("counter-label"), "");
    if (isServing || isCalled) {
      const recall = isCalled && last !== null && last.number === ticket ? last.recall : 0;
      this._heading(isServing ? "serving" : "call", recall);
      this._number(ticket);
      return;
    }
    const sentence = isUnknown
      ? "unknownCounter"
      : state === null
        ? "connecting"
        : state.state === "paused"
          ? "paused"
          : state.state === "closed"
            ? "closed"
            : "next";
    put(this._find("sentence"), this._say(sentence, { n: board.query.counter }));
  }

  /** @param {number} number */
  _counter(number) {
    return counterSign(number, this._board.office === null ? [] : this._board.office.counters);
  }
}
