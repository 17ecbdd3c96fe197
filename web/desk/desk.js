// One desk and its connection to the server: keys become commands, answers and views become what is shown.

import { Link, PROTOCOL_VERSION, seconds } from "../link.js";
import { pageVersion } from "../page-version.js";
import { officeTime, readMoment } from "../view.js";
import { commandOf, doneSentence, takesDesk } from "./model.js";
import { ANSWER_DUE_SECONDS, Presses } from "./presses.js";
import { questionOf } from "./questions.js";
import { readCard, readCounterView, readProcedures, readStaffView, readWhy } from "./reading.js";
import { Words } from "./words.js";

const TICK_MILLISECONDS = 500;
const UNDER_WAY_MILLISECONDS = ANSWER_DUE_SECONDS * 1000;
const ANSWERS = ["answered", "refused"];
const SESSION_ENDED = /^(token-wrong|token-missing|session-over)$/;
export const NOT_IN_THIS_PLACE = /^(not-allowed|unknown-counter)$/;

export class Desk {
  // `session` as in session.js, `words` with the desk's model, `counter` is null for the overview.
  // `tell.changed(isUrgent)` is told of every change, `tell.ended(sentence, error)` when the server does not
  // want this session.
  constructor(session, role, counter, words, tell) {
    this.session = session;
    this.role = role;
    this.counter = counter;
    this.clerk = session.name;
    this.view = null;
    this.card = null;
    this.procedures = [];
    this.words = words;
    this.asking = null;
    this.said = { sentence: "", isTrouble: false, key: 0 };
    this.trustedAt = null;
    this._tell = tell;
    this._ahead = 0; // milliseconds that the office's time is ahead of this page's clock
    this._offsetMinutes = 0;
    this._stepsIn = false;
    const scheme = location.protocol === "https:" ? "wss://" : "ws://";
    this.link = new Link(
      scheme + location.host + "/ws",
      () => this._hello(),
      (frame) => this._hear(frame),
      (state) => this._takeLinkState(state),
    );
    this.presses = new Presses((frame) => this.link.send(frame), words.model.limits.slow_seconds);
  }

  // `stepsIn`: somebody has just chosen this counter, so that it is opened in their name if it is closed.
  run(stepsIn) {
    this._stepsIn = stepsIn && this.clerk !== "";
    this.link.run();
    this._ticking = setInterval(() => this._tick(), TICK_MILLISECONDS);
  }

  stop() {
    clearInterval(this._ticking);
    this.presses.clear();
    this.link.stop();
  }

  get isStaff() {
    return this.counter === null;
  }

  // Milliseconds since 1970 by the office's clock.
  now() {
    return seconds() * 1000 + this._ahead;
  }

  // Hours and minutes of a moment at the office.
  clock(moment) {
    return moment === null ? "" : officeTime(moment, this._offsetMinutes).clock;
  }

  // Whose desk it is: "empty", "ours", "other" (somebody else has opened it), "taken" (from this clerk).
  get occupancy() {
    const view = this.view;
    if (!view.isOpen) {
      return "empty";
    }
    if (this.clerk === "" || view.clerk === this.clerk) {
      return "ours";
    }
    return view.takenFrom === this.clerk ? "taken" : "other";
  }

  // The number that the clerk sees at the counter.
  get atDesk() {
    return this.view !== null && this.view.ticket ? this.view.ticket.number : "";
  }

  // Does what a key says: asks the clerk, or sends its command.
  press(key) {
    const view = this.view;
    if (view === null || this.asking !== null) {
      return;
    }
    if (this.isStaff) {
      if (this.words.model.staff_keys.indexOf(key) >= 0) {
        this.ask(key);
      }
      return;
    }
    if (this.occupancy !== "ours") {
      if (key === "finish" && this.occupancy === "empty" && this.clerk) {
        this.open(this.clerk, false);
      }
      return;
    }
    const command = commandOf(this.words.model, key, view);
    if (command !== null) {
      this.send(key, command);
    } else {
      this.ask(key);
    }
  }

  open(clerk, takesOver) {
    const command = { name: "open-counter", counter: this.counter, clerk: clerk };
    this.clerk = clerk;
    this.send("open", takesOver ? Object.assign(command, { take_over: true }) : command);
  }

  // Asks what the key asks; `about` is the dossier that is re-appointed.
  ask(key, about) {
    const model = this.words.model;
    const question = about
      ? model.reappoint
      : (this.isStaff && model.staff_questions[key]) || model.questions[key];
    if (!question) {
      return; // a key that no question stands behind here
    }
    if (question.needs_ticket && this.atDesk === "") {
      this.say("nothingAtDesk");
      return;
    }
    this.asking = questionOf(question, this, about);
    if (this.asking === null) {
      this.say("", false, question.nothing);
      return;
    }
    this._tell.changed(true); // what is typed next is typed into the question
  }

  dismiss() {
    this.asking = null;
    this._tell.changed(true);
  }

  // The clerk has answered a question.
  answer(key, command) {
    this.asking = null;
    this.send(key, command);
    this._tell.changed(true);
  }

  // Sends the command of a key, unless the same key still waits for its answer.
  send(key, command) {
    const seesDesk = !this.isStaff && takesDesk(this.words.model, command.name);
    const asSeen = seesDesk ? Object.assign({ at_desk: this.atDesk }, command) : command;
    if (!this.presses.begin(key, asSeen, seconds())) {
      return;
    }
    if (this.link.state !== "live") {
      this.say("noConnection");
    } else {
      if (this.said.isTrouble) {
        this.say("", false);
        this._tell.changed(true); // what was refused before is not this press
      }
      // Most answers come sooner; painting before them would only make them late.
      setTimeout(() => this._showUnderWay(key), UNDER_WAY_MILLISECONDS);
    }
  }

  // Whether what is painted now would only make an answer late, which then paints everything.
  get isAnswerDue() {
    return this.link.state === "live" && this.presses.isAnswerDue(seconds());
  }

  _showUnderWay(key) {
    if (this.presses.isUnderWay(key) && this.link.state === "live") {
      this.say("", false);
    }
  }

  // Shows a sentence, or the model's of this name; trouble stands out, and the model's own problems always do.
  say(name, isTrouble, sentence) {
    this._put(sentence || this.words.say(name), isTrouble === true);
    this._tell.changed();
  }

  // Puts a sentence where the next painting shows it.
  _put(sentence, isTrouble) {
    this.said = {
      sentence: sentence,
      isTrouble: isTrouble || this.words.isProblem(sentence),
      key: this.said.key + 1,
    };
  }

  useLanguage(language) {
    this.words = new Words(language, this.card, this.words.models);
    this._tell.changed();
  }

  /** @returns {import("../wire").Hello} */
  _hello() {
    /** @type {import("../wire").Hello} */
    const hello = {
      type: "hello",
      protocol: PROTOCOL_VERSION,
      role: this.role,
      token: this.session.token,
      name: this.session.name,
      page: pageVersion.known,
    };
    return this.isStaff ? hello : Object.assign(hello, { counter: this.counter });
  }

  _hear(frame) {
    const before = this.atDesk;
    this._tellTime(frame.now);
    if (frame.type === "welcome") {
      this.card = readCard(frame.office) || this.card;
      this.procedures = readProcedures(frame.procedures);
      this.words = new Words(this.words.language, this.card, this.words.models);
      this.presses.sendAgain(seconds());
      pageVersion.hear(frame.page);
    } else if (frame.type === "view") {
      this._take(frame.view);
    } else if (frame.type === "answered" && frame.answer) {
      this._takeAnswer(frame);
    } else if (frame.type === "refused") {
      this._takeRefusal(frame);
    } else if (frame.type === "fault") {
      this._takeFault(frame);
    }
    if (frame.type !== "heartbeat") {
      this._tell.changed(this.atDesk !== before || ANSWERS.indexOf(frame.type) >= 0);
    }
  }

  _takeRefusal(frame) {
    if (this.presses.settle(frame.id, false) === null) {
      return;
    }
    if (SESSION_ENDED.test(frame.error)) {
      this._tell.ended(this.words.said(frame.message), frame.error);
    } else {
      this._put(this.words.said(frame.message), true);
    }
  }

  _takeFault(frame) {
    const sentence = this.words.said(frame.message);
    if (frame.closing === true && (SESSION_ENDED.test(frame.error) || NOT_IN_THIS_PLACE.test(frame.error))) {
      this._tell.ended(sentence, frame.error);
    } else {
      this._put(sentence, true);
    }
  }

  _take(value) {
    const view = this.isStaff ? readStaffView(value) : readCounterView(value);
    if (view === null) {
      return;
    }
    this.view = view;
    if (!this.isStaff) {
      const about = this.asking === null ? null : this.asking.about;
      if (this._stepsIn) {
        this._stepsIn = false;
        if (!view.isOpen) {
          this.open(this.clerk, false);
        }
      }
      if (about !== null && about !== this.atDesk) {
        this.asking = null;
        this._put(this.words.say("numberChanged"), false);
      }
    }
  }

  _takeAnswer(frame) {
    const press = this.presses.settle(frame.id, true);
    if (press === null) {
      return;
    }
    const answer = frame.answer;
    this._anticipate(press.command.name, frame.kind, answer);
    this._put(doneSentence(press.command.name, frame.kind, answer, this.words), false);
  }

  // Shows at once what the answer says of the desk; the next view, which is never older, shows the rest.
  _anticipate(name, kind, answer) {
    const view = this.view;
    if (this.isStaff || view === null) {
      return;
    }
    if (kind === "call" && answer.state === "called" && answer.counter === this.counter) {
      if (this.atDesk !== answer.number) {
        this.view = Object.assign({}, view, {
          ticket: calledTicket(view, answer, this.now()),
          why: readWhy(answer.why),
        });
      }
    } else if (this._leavesDesk(name) || (kind === "call" && answer.state === "no-show")) {
      if (this.atDesk === answer.number) {
        this.view = Object.assign({}, view, { ticket: null, why: null });
      }
    }
  }

  _leavesDesk(name) {
    const verb = this.words.model.verbs[name];
    return verb !== undefined && verb.leaves_desk;
  }

  _tellTime(moment) {
    const told = readMoment(moment);
    if (told !== null) {
      this._ahead = told.epoch - seconds() * 1000;
      this._offsetMinutes = told.offsetMinutes;
    }
  }

  _takeLinkState(state) {
    if (state === "live") {
      this.trustedAt = null;
    } else if (this.trustedAt === null && this.view !== null) {
      this.trustedAt = this.now();
    }
    if (state !== "live" && this.presses.count) {
      this.say("noConnection");
    }
    this._tell.changed();
  }

  _tick() {
    const overdue = this.presses.look(seconds());
    if (overdue.lost.length) {
      this.say("unanswered");
    } else if (overdue.slow.length) {
      this.say(this.link.state === "live" ? "slow" : "noConnection");
    }
    const isIdle = this.asking === null && this.presses.isSettled;
    pageVersion.renew(isIdle && this.link.state === "live");
    this._tell.changed();
  }
}

function calledTicket(view, answer, now) {
  const known = view.waiting
    .concat(view.parked, view.missed)
    .filter((one) => one.number === answer.number)[0];
  const bare = {
    priority: null,
    isConfirmed: false,
    issuedAt: null,
    reservedFor: null,
    note: "",
    printState: "",
    printReason: "",
    copies: 0,
  };
  return Object.assign(bare, known, {
    number: answer.number,
    field: answer.field,
    state: "called",
    calledAt: now,
    startedAt: null,
    parkedAt: null,
    recalls: answer.recall || 0,
    counter: answer.counter,
  });
}
