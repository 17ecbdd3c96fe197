// The desk's page: who is here, where they work, and which of the pages is shown; the keyboard's one
// listener.

import { seconds } from "../link.js";
import { list, record, text } from "../view.js";
import { html, render } from "../vendor/preact-htm.js";
import { Desk, NOT_IN_THIS_PLACE } from "./desk.js";
import { Tools } from "./heading.js";
import { Keyboard, ownStroke, pressAt, strokeOf, TYPES_TEXT } from "./keyboard.js";
import { KeyModes } from "./key-mode.js";
import { readModels } from "./model.js";
import { DeskPage } from "./page-desk.js";
import { PlacesPage } from "./page-places.js";
import { SignInPage } from "./page-sign-in.js";
import { StaffPage } from "./page-staff.js";
import { readCard } from "./reading.js";
import { ask, Sessions, signOut } from "./session.js";
import { Words } from "./words.js";

const LANGUAGE_KEPT_AS = "motcua.language";
const LOOK_AGAIN_MILLISECONDS = 2000;
const MODEL_ADDRESS = "/web/desk.json";
// StatusLine before there is a model to say anything.
const NO_MODEL = "Chưa tải được bàn làm việc. Đang thử lại… · The desk can't be loaded yet. Trying again…";
const HIDDEN_MILLISECONDS = 100;
const LISTS_SECONDS = 5; // how old the minutes in the lists may grow while nothing happens
const BAR_SIZE = "width=400,height=240";
const TAKES_ENTER = /^(BUTTON|A|SUMMARY)$/;
/** @typedef {import("./desk").DeskRole} DeskRole */
/** @typedef {import("./session").Session} Session */
/** @typedef {import("./session").Place} Place */

/** @type {DeskRole[]} */
const OVERVIEW_ROLES = ["manager", "guidance"];

class App {
  /**
   * @param {Element} root
   * @param {import("./words").Models} models what the desk's keys mean, by language
   * @param {Sessions} sessions
   * @param {Partial<import("../wire").GuardTimes>} guardTimes that are not the model's
   */
  constructor(root, models, sessions, guardTimes) {
    this.root = root;
    const times = Object.assign({}, models.vi.guard.times, guardTimes);
    this.keyboard = new Keyboard(times, () => this.desk !== null && this.desk.say("typing"));
    this.keyModes = new KeyModes(() => this.paintSoon());
    this.models = models;
    this.sessions = sessions;
    /** @type {Desk | null} */
    this.desk = null;
    /** @type {import("./reading").Card | null} */
    this.card = null;
    /** @type {Map<number, string>} */
    this.counterStates = new Map();
    this.sentence = "";
    this.language = keptLanguage();
    /** @type {DeskRole[]} */
    this._untriedRoles = [];
    this._turns = { desk: 0, lists: 0 }; // each rises when its part of the page is painted
    this._listsPaintedAt = 0;
    this._isDue = false;
    this._areListsDue = false;
  }

  run() {
    this.sessions.takeFromAddress();
    window.addEventListener("hashchange", () => {
      this.sessions.takeFromAddress();
      this.goOn(false);
    });
    document.addEventListener("keydown", (event) => this.keyboard.heed(event), true);
    document.addEventListener("keydown", (event) => this.keyDown(event));
    document.addEventListener("mousedown", (event) => this.mouseDown(event));
    this.goOn(false);
  }

  /**
   * Shows the page that this session has come to.
   * @param {boolean} hasChosen whether somebody has just chosen the place
   */
  goOn(hasChosen) {
    this.stopDesk();
    const session = this.sessions.current;
    if (session !== null && session.place !== null) {
      const role = session.role;
      this._untriedRoles = role === "manager" || role === "guidance" ? [role] : OVERVIEW_ROLES.slice();
      this.sitDown(session, session.place, hasChosen);
    } else if (session !== null) {
      this.lookAround();
    }
    this.paint();
  }

  /**
   * @param {Session} session
   * @param {Place} place
   * @param {boolean} hasChosen
   */
  sitDown(session, place, hasChosen) {
    const role = place === "staff" ? this._untriedRoles.shift() : "counter";
    const counter = place === "staff" ? null : place;
    this.keyModes.begin(session);
    this.desk = new Desk(session, role || "manager", counter, this.words, {
      keyModes: this.keyModes,
      changed: (isUrgent) => (isUrgent ? this.paintNumber() : this.paintSoon()),
      ticked: () => this.paintSoon(seconds() - this._listsPaintedAt >= LISTS_SECONDS),
      ended: (sentence, error) => this.end(sentence, error),
    });
    this.desk.run(hasChosen);
  }

  stopDesk() {
    if (this.desk !== null) {
      this.desk.stop();
      this.desk = null;
    }
  }

  /**
   * The server does not want this session, or not in this place.
   * @param {string} sentence
   * @param {string} error
   */
  end(sentence, error) {
    const session = this.sessions.current;
    this.stopDesk();
    const isAtOverview = session !== null && session.place === "staff";
    if (error === "not-allowed" && isAtOverview && this._untriedRoles.length) {
      this.sitDown(session, "staff", false);
      return;
    }
    this.sentence = sentence;
    if (session !== null && NOT_IN_THIS_PLACE.test(error)) {
      this.sessions.keep(Object.assign({}, session, { place: null }));
    } else {
      this.sessions.forget();
    }
    this.goOn(false);
  }

  // Reads which counters there are, and which of them are open; neither needs a token.
  lookAround() {
    ask("GET", "/api/v1/office", { language: this.language }).then((answer) => {
      if (answer.status === 200) {
        this.card = readCard(/** @type {import("../wire").OfficeCard} */ (answer.body)) || this.card;
      }
      if (this.card === null && this.desk === null && this.sessions.current !== null) {
        setTimeout(() => this.lookAround(), LOOK_AGAIN_MILLISECONDS);
      }
      this.paint();
    });
    ask("GET", "/api/v1/board", { language: this.language }).then((answer) => {
      const board = /** @type {Partial<import("../wire").BoardView>} */ (record(answer.body));
      this.counterStates = new Map();
      list(board.counters).forEach((one) => {
        this.counterStates.set(one.number, text(one.state));
      });
      this.paint();
    });
  }

  get words() {
    return this.desk === null ? new Words(this.language, this.card, this.models) : this.desk.words;
  }

  /** @param {Session} session */
  signedIn(session) {
    this.sentence = "";
    const hasOnePlace = session.role === "guidance" && session.place === null;
    this.sessions.keep(hasOnePlace ? Object.assign({}, session, { place: "staff" }) : session);
    this.goOn(false);
  }

  /**
   * Goes to a place, or to the choice of one.
   * @param {Place | null} place
   */
  choose(place) {
    const session = this.sessions.current;
    this.sentence = "";
    if (session !== null) {
      this.sessions.keep(Object.assign({}, session, { place: place }));
    }
    this.goOn(place !== null);
  }

  signOut() {
    const session = this.sessions.current;
    if (session !== null && session.role !== null) {
      signOut(session.token);
    }
    this.sentence = "";
    this.sessions.forget();
    this.goOn(false);
  }

  turnLanguage() {
    this.language = this.language === "vi" ? "en" : "vi";
    keepLanguage(this.language);
    if (this.desk !== null) {
      this.desk.useLanguage(this.language);
    }
    this.paint();
  }

  /** @param {KeyboardEvent} event */
  keyDown(event) {
    const desk = this.desk;
    const target = event.target instanceof HTMLElement ? event.target : document.body;
    if (desk === null || event.defaultPrevented) {
      return;
    }
    if (event.key === "Escape") {
      if (desk.asking !== null) {
        desk.dismiss();
      } else if (target !== document.body) {
        target.blur(); // gives the keyboard back to the desk's keys
      }
      return;
    }
    if (desk.asking === null && !TYPES_TEXT.test(target.tagName) && desk.asked.swallows(seconds())) {
      event.preventDefault();
      desk.say("questionGone");
      return;
    }
    const isOwn = TAKES_ENTER.test(target.tagName) && (event.key === "Enter" || event.key === " ");
    if (isOwn) {
      this.keyboard.press(event, ownStroke(event), () => target.click());
    } else if (desk.asking === null && !TYPES_TEXT.test(target.tagName)) {
      const stroke = strokeOf(event, desk.words.model, this.keyModes.mode);
      const seen = desk.atDesk;
      this.keyboard.press(event, stroke, (key) => desk === this.desk && pressAt(desk, key, seen));
    }
  }

  /**
   * A click leaves the keyboard where it is: a key pressed afterwards is the desk's and not that button's
   * again. It is meant, so that it takes the place of a key that waits.
   * @param {MouseEvent} event
   */
  mouseDown(event) {
    if (this.desk !== null && event.target instanceof Element && event.target.closest("button")) {
      this.keyboard.calm();
      event.preventDefault();
    }
  }

  // Paints everything, or all but the lists, of which a key that comes meanwhile would have to wait.
  paint(withLists = true) {
    this._turns.desk += 1;
    if (withLists) {
      this._turns.lists += 1;
      this._listsPaintedAt = seconds();
      this._areListsDue = false;
    }
    this.paintTitle();
    render(this.page(), this.root);
  }

  // Engines look for styles and tabs anew even where the same is set again.
  paintTitle() {
    const title = this.title();
    if (document.title !== title) {
      document.title = title;
    }
    if (document.documentElement.lang !== this.language) {
      document.documentElement.lang = this.language;
    }
  }

  // Paints everything, or all but the lists, after the frame that is due.
  paintSoon(withLists = true) {
    this._areListsDue = this._areListsDue || withLists;
    if (!this._isDue) {
      this._isDue = true;
      afterFrame(() => {
        this._isDue = false;
        if (this.desk === null || !this.desk.isAnswerDue) {
          this.paint(this._areListsDue);
        }
      });
    }
  }

  // Paints what a clerk looks at after a key at once, and everything else after that frame.
  paintNumber() {
    render(this.page(), this.root);
    Promise.resolve().then(() => this.paintSoon()); // a frame is asked for once the number is there
  }

  title() {
    const desk = this.desk;
    if (desk === null || desk.isStaff) {
      return this.words.say("title");
    }
    const view = desk.counterView;
    const waiting = view === null ? "" : " (" + view.waitingCount + ")";
    const number = desk.atDesk ? desk.atDesk + " · " : "";
    const came = desk.arrivals.isShown && !number ? this.words.say("arrived") + " · " : "";
    return came + number + this.words.say("counter", { counter: desk.counter }) + waiting;
  }

  page() {
    const { desk, words, sentence } = this;
    const session = this.sessions.current;
    const leave = () => this.choose(null);
    const tools = html`<${Tools} words=${words} turnLanguage=${() => this.turnLanguage()}
      leave=${desk !== null ? leave : null} openBar=${desk !== null && !desk.isStaff ? openBar : null}
      keys=${this.keyModes.mode} turnKeys=${desk !== null ? () => this.keyModes.turn() : null}
      signOut=${session !== null ? () => this.signOut() : null} />`;
    if (desk !== null) {
      return desk.isStaff
        ? html`<${StaffPage} desk=${desk} tools=${tools} />`
        : html`<${DeskPage} desk=${desk} tools=${tools} leave=${leave}
          turns=${Object.assign({}, this._turns)} />`;
    }
    if (session !== null) {
      return html`<${PlacesPage} words=${words} session=${session} card=${this.card}
        counterStates=${this.counterStates} sentence=${sentence} tools=${tools} keyboard=${this.keyboard}
        choose=${(/** @type {Place} */ place) => this.choose(place)} />`;
    }
    return html`<${SignInPage} words=${words} sentence=${sentence} tools=${tools}
      signedIn=${(/** @type {Session} */ one) => this.signedIn(one)} />`;
  }
}

/**
 * Fetches what the desk's keys mean, before anything else is asked of the server; again and again until it is
 * there. Nothing is shown before it is.
 * @param {Element} root
 * @param {(models: import("./words").Models) => void} begin
 */
function loadModels(root, begin) {
  ask("GET", MODEL_ADDRESS, { cache: "no-cache" }).then((answer) => {
    const models = answer.status === 200 ? readModels(answer.body) : null;
    if (models !== null) {
      begin(models);
      return;
    }
    render(html`<p class="card in-place" role="alert">${NO_MODEL}</p>`, root);
    setTimeout(() => loadModels(root, begin), LOOK_AGAIN_MILLISECONDS);
  });
}

/**
 * Browsers rest the frames of a window that nobody sees; then a moment is as good.
 * @param {() => void} act
 */
function afterFrame(act) {
  if (document.hidden) {
    setTimeout(act, HIDDEN_MILLISECONDS);
  } else {
    requestAnimationFrame(() => setTimeout(act, 0));
  }
}

// A small window of its own; the browser gives it a copy of this tab's session.
function openBar() {
  window.open(location.pathname, "motcua-bar", "popup," + BAR_SIZE);
}

function keptLanguage() {
  try {
    return localStorage.getItem(LANGUAGE_KEPT_AS) === "en" ? "en" : "vi";
  } catch (_error) {
    return "vi"; // storage is shut off
  }
}

/** @param {string} language */
function keepLanguage(language) {
  try {
    localStorage.setItem(LANGUAGE_KEPT_AS, language);
  } catch (_error) {
    console.warn("This browser keeps no language.");
  }
}

/** @param {Element} root */
function start(root) {
  // The page's own door for tests: how many presses wait for their answers, and other times of the guard.
  let underWay = () => 0;
  const guardTimes = window.motcuaGuard || {};
  window.motcua = { underWay: () => underWay() };
  const sessions = new Sessions();
  sessions.takeFromAddress(); // at once, since it may be a secret
  loadModels(root, (models) => {
    const app = new App(root, models, sessions, guardTimes);
    underWay = () => (app.desk === null ? 0 : app.desk.presses.count);
    app.run();
  });
}

const root = document.getElementById("desk");
if (root !== null) {
  start(root);
}
