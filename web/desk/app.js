// The desk's page: who is here, where they work, and which of the pages is shown; the keyboard's one
// listener.

import { html, render } from "../vendor/preact-htm.js";
import { Desk, NOT_IN_THIS_PLACE } from "./desk.js";
import { Tools } from "./heading.js";
import { isModel, keyOf } from "./model.js";
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
const BAR_SIZE = "width=400,height=240";
const TYPES_TEXT = /^(INPUT|TEXTAREA|SELECT)$/;
const TAKES_ENTER = /^(BUTTON|A|SUMMARY)$/;
const OVERVIEW_ROLES = ["manager", "guidance"];

class App {
  constructor(root) {
    this.root = root;
    this.models = null; // what the desk's keys mean, by language; nothing is shown before it is here
    this.sessions = new Sessions();
    /** @type {Desk | null} */
    this.desk = null;
    this.card = null;
    this.counterStates = new Map();
    this.sentence = "";
    this.language = keptLanguage();
    this._untriedRoles = [];
    this._turn = 0; // rises with every whole painting
    this._isDue = false;
  }

  run() {
    this.sessions.takeFromAddress();
    window.addEventListener("hashchange", () => {
      this.sessions.takeFromAddress();
      if (this.models !== null) {
        this.goOn(false);
      }
    });
    document.addEventListener("keydown", (event) => this.keyDown(event));
    document.addEventListener("mousedown", (event) => this.mouseDown(event));
    this.loadModel();
  }

  // Fetches what the desk's keys mean, before anything is asked of the server; again and again until it is there.
  loadModel() {
    ask("GET", MODEL_ADDRESS, { cache: "no-cache" }).then((answer) => {
      if (answer.status === 200 && isModel(answer.body)) {
        this.models = answer.body;
        this.goOn(false);
      } else {
        render(html`<p class="card in-place" role="alert">${NO_MODEL}</p>`, this.root);
        setTimeout(() => this.loadModel(), LOOK_AGAIN_MILLISECONDS);
      }
    });
  }

  // Shows the page that this session has come to.
  goOn(hasChosen) {
    if (this.desk !== null) {
      this.desk.stop();
      this.desk = null;
    }
    const session = this.sessions.current;
    if (session !== null && session.place !== null) {
      this._untriedRoles = session.role === null ? OVERVIEW_ROLES.slice() : [session.role];
      this.sitDown(session, hasChosen);
    } else if (session !== null) {
      this.lookAround();
    }
    this.paint();
  }

  sitDown(session, hasChosen) {
    const isStaff = session.place === "staff";
    const role = isStaff ? this._untriedRoles.shift() : "counter";
    const words = new Words(this.language, this.card, this.models);
    this.desk = new Desk(session, role, isStaff ? null : session.place, words, {
      changed: (isUrgent) => (isUrgent ? this.paintNumber() : this.paintSoon()),
      ended: (sentence, error) => this.end(sentence, error),
    });
    this.desk.run(hasChosen);
  }

  // The server does not want this session, or not in this place.
  end(sentence, error) {
    const session = this.sessions.current;
    if (this.desk !== null) {
      this.desk.stop();
      this.desk = null;
    }
    if (
      error === "not-allowed" &&
      session !== null &&
      session.place === "staff" &&
      this._untriedRoles.length
    ) {
      this.sitDown(session, false);
      return;
    }
    this.sentence = sentence;
    if (NOT_IN_THIS_PLACE.test(error)) {
      this.sessions.keep(Object.assign({}, session, { place: null }));
    } else {
      this.sessions.forget();
    }
    this.goOn(false);
  }

  // Reads which counters there are, and which of them are open; neither needs a token.
  lookAround() {
    ask("GET", "/api/v1/office", { language: this.language }).then((answer) => {
      this.card = (answer.status === 200 && readCard(answer.body)) || this.card;
      if (this.card === null && this.desk === null && this.sessions.current !== null) {
        setTimeout(() => this.lookAround(), LOOK_AGAIN_MILLISECONDS);
      }
      this.paint();
    });
    ask("GET", "/api/v1/board", { language: this.language }).then((answer) => {
      const counters = answer.body && Array.isArray(answer.body.counters) ? answer.body.counters : [];
      this.counterStates = new Map(counters.map((one) => [one.number, one.state]));
      this.paint();
    });
  }

  get words() {
    return this.desk === null ? new Words(this.language, this.card, this.models) : this.desk.words;
  }

  signedIn(session) {
    this.sentence = "";
    this.sessions.keep(session);
    this.goOn(false);
  }

  choose(place) {
    this.sentence = "";
    this.sessions.keep(Object.assign({}, this.sessions.current, { place: place }));
    this.goOn(true);
  }

  leave() {
    this.sentence = "";
    this.sessions.keep(Object.assign({}, this.sessions.current, { place: null }));
    this.goOn(false);
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

  keyDown(event) {
    const desk = this.desk;
    const target = event.target;
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
    const key = keyOf(event, desk.words.model);
    const isOwnEnter = TAKES_ENTER.test(target.tagName) && (event.key === "Enter" || event.key === " ");
    if (key === null || desk.asking !== null || TYPES_TEXT.test(target.tagName) || isOwnEnter) {
      return;
    }
    event.preventDefault();
    if (!event.repeat) {
      desk.press(key);
    }
  }

  // A click leaves the keyboard where it is: a key pressed afterwards is the desk's and not that button's
  // again.
  mouseDown(event) {
    if (this.desk !== null && event.target.closest("button")) {
      event.preventDefault();
    }
  }

  // Paints everything.
  paint() {
    this._turn += 1;
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

  // Paints everything after the frame that is due.
  paintSoon() {
    if (!this._isDue) {
      this._isDue = true;
      afterFrame(() => {
        this._isDue = false;
        if (this.desk === null || !this.desk.isAnswerDue) {
          this.paint();
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
    const waiting = desk.view === null ? "" : " (" + desk.view.waitingCount + ")";
    return (
      (desk.atDesk ? desk.atDesk + " · " : "") +
      this.words.say("counter", { counter: desk.counter }) +
      waiting
    );
  }

  page() {
    const desk = this.desk;
    const session = this.sessions.current;
    const words = this.words;
    const leave = desk !== null ? () => this.leave() : null;
    const tools = html`<${Tools} words=${words} turnLanguage=${() => this.turnLanguage()} leave=${leave}
      openBar=${desk !== null && !desk.isStaff ? openBar : null} signOut=${session !== null ? () => this.signOut() : null} />`;
    if (desk !== null) {
      return desk.isStaff
        ? html`<${StaffPage} desk=${desk} tools=${tools} />`
        : html`<${DeskPage} desk=${desk} tools=${tools} leave=${leave} turn=${this._turn} />`;
    }
    if (session !== null) {
      return html`<${PlacesPage} words=${words} session=${session} card=${this.card} counterStates=${this.counterStates} sentence=${this.sentence} tools=${tools}
        choose=${(place) => this.choose(place)} />`;
    }
    return html`<${SignInPage} words=${words} sentence=${this.sentence} tools=${tools} signedIn=${(one) => this.signedIn(one)} />`;
  }
}

// Browsers rest the frames of a window that nobody sees; then a moment is as good.
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

function keepLanguage(language) {
  try {
    localStorage.setItem(LANGUAGE_KEPT_AS, language);
  } catch (_error) {
    console.warn("This browser keeps no language.");
  }
}

const app = new App(document.getElementById("desk"));
// The page's own door for tests: how many presses wait for their answers.
window.motcua = { underWay: () => (app.desk === null ? 0 : app.desk.presses.count) };
app.run();
