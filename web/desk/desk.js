// One desk and its connection to the server: keys become commands, answers and views become what is shown.

import { socketAddress } from "../addresses.js";
import { Link, seconds } from "../link.js";
import { OfficeClock } from "../office-clock.js";
import { pageVersion } from "../page-version.js";
import { isObject, officeTime } from "../view.js";
import { Arrivals } from "./arrivals.js";
import { Asked } from "./asked.js";
import { occupancyOf, withAnswer } from "./counter-view.js";
import { commandOf, doneSentence, givenNumber, questionKey, takesDesk } from "./model.js";
import { ANSWER_DUE_SECONDS, Presses } from "./presses.js";
import { questionAfter, questionAsked } from "./confirmation.js";
import { readCard, readCounterView, readProcedures, readStaffView } from "./reading.js";
import { Saying } from "./saying.js";
import { helloOf } from "./session.js";
import { Words } from "./words.js";

const TICK_MILLISECONDS = 500;
const UNDER_WAY_MILLISECONDS = ANSWER_DUE_SECONDS * 1000;
const ANSWERS = ["answered", "refused"];
const CALLS_FOR_HELP = /^(help|leader)$/; // at any hour, also at a closed counter
const SESSION_ENDED = /^(token-wrong|token-missing|session-over|pin-too-short)$/;
export const NOT_IN_THIS_PLACE = /^(not-allowed|unknown-counter)$/;

/** @typedef {import("../wire").Command} Command */
/** @typedef {import("../wire").FromServer} FromServer */
/** @typedef {import("./reading").DeskView} DeskView */
/** @typedef {import("./reading").Overview} Overview */
/** @typedef {"counter" | "guidance" | "manager"} DeskRole */
export class Desk extends Saying {
  /**
   * @param {import("./session").Session} session
   * @param {DeskRole} role
   * @param {number | null} counter null for the overview
   * @param {Words} words with the desk's model
   * @param {import("./saying").Listener} listener
   */
  constructor(session, role, counter, words, listener) {
    super(words, listener);
    this.session = session;
    this.role = role;
    this.counter = counter;
    this.clerk = session.name;
    this.arrivals = new Arrivals(session, () => this._listener.changed());
    this.keyModes = listener.keyModes;
    /** @type {DeskView | null} */
    this.counterView = null;
    /** @type {Overview | null} */
    this.overview = null;
    /** @type {import("./reading").Card | null} */
    this.card = null;
    /** @type {import("./reading").ProcedureRow[]} */
    this.procedures = [];
    this.asked = new Asked(words.model.limits.question_gone_seconds);
    /** @type {number | null} */
    this.trustedAt = null;
    this._time = new OfficeClock();
    this._stepsIn = false;
    /** @type {number | undefined} */
    this._ticking = undefined;
    this.link = new Link(
      socketAddress(),
      () => helloOf(session, role, counter),
      (frame) => this._hear(frame),
      (state) => this._takeLinkState(state),
    );
    this.presses = new Presses((frame) => this.link.send(frame), words.model.limits.slow_seconds);
  }

  /** @param {boolean} stepsIn somebody has just chosen this counter: if closed it is opened in their name */
  run(stepsIn) {
    this._stepsIn = stepsIn && this.clerk !== "";
    this.arrivals.ask();
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
    return this._time.now();
  }

  /**
   * Hours and minutes of a moment at the office.
   * @param {number | null} moment
   */
  clock(moment) {
    return moment === null ? "" : officeTime(moment, this._time.offsetMinutes).clock;
  }

  // The question that is open, or null.
  get asking() {
    return this.asked.question;
  }

  // What is shown, of a counter or of all of them.
  get view() {
    return this.isStaff ? this.overview : this.counterView;
  }

  // The number that the clerk sees at the counter.
  get atDesk() {
    const view = this.counterView;
    return view !== null && view.ticket !== null ? view.ticket.number : "";
  }

  /**
   * Does what a key says: asks the clerk, or sends its command.
   * @param {string} key
   */
  press(key) {
    if (this.asking !== null) {
      return;
    }
    if (this.overview !== null && this.words.model.staff_keys.indexOf(key) >= 0) {
      this._askOfStaff(key);
    }
    const view = this.counterView;
    if (view === null) {
      return;
    }
    const occupancy = occupancyOf(view, this.clerk);
    if (occupancy !== "ours" && !(occupancy === "empty" && CALLS_FOR_HELP.test(key))) {
      if (key === "finish" && occupancy === "empty" && this.clerk) {
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

  /**
   * A button was pressed, which nobody does who types.
   * @param {string} key
   */
  click(key) {
    this.asked.endRest();
    this.press(key);
  }

  /** @param {string} key */
  _askOfStaff(key) {
    if (key === this.words.model.fields_key.name && this.role !== "manager") {
      this.say("fieldsByManager");
    } else {
      this.ask(key);
    }
  }

  /**
   * @param {string} clerk
   * @param {boolean} takesOver
   */
  open(clerk, takesOver) {
    if (this.counter === null) {
      return; // the overview is no counter
    }
    this.clerk = clerk;
    this.send("open", {
      name: "open-counter",
      counter: this.counter,
      clerk: clerk,
      take_over: takesOver || undefined,
    });
  }

  /**
   * Asks what the key asks; `about` is the dossier that is re-appointed.
   * @param {string} key
   * @param {string} [about]
   */
  ask(key, about) {
    const { model } = this.words;
    const view = this.view;
    const question = about
      ? model.reappoint
      : (this.isStaff && model.staff_questions[key]) || model.questions[questionKey(model, key)];
    if (!question || view === null) {
      return; // a key that no question stands behind here
    }
    if (question.needs_ticket && this.atDesk === "") {
      this.say("nothingAtDesk");
      return;
    }
    this.asked.open(questionAsked(question, this, view, about || ""));
    if (this.asking === null) {
      this.showSentence(question.nothing);
      return;
    }
    this._listener.changed(true); // what is typed next is typed into the question
  }

  dismiss() {
    this.asked.open(null);
    this._listener.changed(true);
  }

  /**
   * The clerk has answered a question, which stays open until that is done.
   * @param {string} key
   * @param {Command} command
   */
  answer(key, command) {
    this.asked.send();
    if (!this.send(key, command)) {
      this._notDone(key, this.words.say("slow"), "");
      this._listener.changed(true);
    }
  }

  /**
   * Shows why a press is not done: in the question that it came from, or beside the keys.
   * @param {string} key
   * @param {string} sentence
   * @param {string} error
   */
  _notDone(key, sentence, error) {
    const notDone = { sentence: sentence, error: error };
    if (!this.asked.takeIn(key, notDone, this.atDesk, seconds())) {
      this._put(sentence, true);
    }
  }

  /**
   * Sends the command of a key, unless the same key still waits for its answer.
   * @param {string} key
   * @param {Command} command
   */
  send(key, command) {
    const seesDesk = !this.isStaff && takesDesk(this.words.model, command.name);
    const asSeen = seesDesk ? Object.assign({ at_desk: this.atDesk }, command) : command;
    if (!this.presses.begin(key, asSeen, seconds())) {
      return false;
    }
    if (this.link.state !== "live") {
      this.say("noConnection");
    } else {
      if (this.said.isTrouble) {
        this._put("", false);
        this._listener.changed(true); // what was refused before is not this press
      }
      // Most answers come sooner; painting before them would only make them late.
      setTimeout(() => this._showUnderWay(key), UNDER_WAY_MILLISECONDS);
    }
    return true;
  }

  // Whether what is painted now would only make an answer late, which then paints everything.
  get isAnswerDue() {
    return this.link.state === "live" && this.presses.isAnswerDue(seconds());
  }

  /** @param {string} key */
  _showUnderWay(key) {
    if (this.presses.isUnderWay(key) && this.link.state === "live") {
      this.showSentence("");
    }
  }

  /** @param {string} language */
  useLanguage(language) {
    this.useWords(new Words(language, this.card, this.words.models));
    this._listener.changed();
  }

  /** @param {FromServer} frame */
  _hear(frame) {
    const before = this.atDesk;
    this._time.hear("now" in frame ? frame.now : null);
    if (frame.type === "welcome") {
      this.card = readCard(frame.office) || this.card;
      this.procedures = readProcedures(frame.procedures);
      this.useWords(new Words(this.words.language, this.card, this.words.models));
      this.presses.sendAgain(seconds());
      this.arrivals.begin();
    } else if (frame.type === "view") {
      this._take(frame.view);
    } else if (frame.type === "answered" && isObject(frame.answer)) {
      this._takeAnswer(frame);
    } else if (frame.type === "refused") {
      this._takeRefusal(frame);
    } else if (frame.type === "fault") {
      this._takeFault(frame);
    }
    if (frame.type !== "heartbeat") {
      this._listener.changed(this.atDesk !== before || ANSWERS.indexOf(frame.type) >= 0);
    }
  }

  /** @param {import("../wire").Refused} frame */
  _takeRefusal(frame) {
    const press = this.presses.settle(frame.id, false);
    if (press === null) {
      return;
    }
    const question = (this.words.model.after_refusal[frame.error] || {})[press.command.name];
    const isOwn = this.asking === null || this.asking.key === press.key;
    if (question && this.view !== null && isOwn && this.atDesk) {
      this.asked.open(questionAfter(question, this, this.view, press.command));
    } else if (SESSION_ENDED.test(frame.error)) {
      this._listener.ended(this.words.said(frame.message), frame.error);
    } else {
      this._notDone(press.key, this.words.said(frame.message), frame.error);
    }
  }

  /** @param {import("../wire").Fault} frame */
  _takeFault(frame) {
    const sentence = this.words.said(frame.message);
    if (frame.closing === true && (SESSION_ENDED.test(frame.error) || NOT_IN_THIS_PLACE.test(frame.error))) {
      this._listener.ended(sentence, frame.error);
    } else {
      this._put(sentence, true);
    }
  }

  /**
   * Takes in a view, which is one of the role that this desk has said hello with.
   * @param {unknown} value
   */
  _take(value) {
    if (this.isStaff) {
      this.overview = readStaffView(/** @type {import("../wire").StaffView} */ (value)) || this.overview;
      return;
    }
    const view = readCounterView(/** @type {import("../wire").CounterView} */ (value));
    if (view === null) {
      return;
    }
    this.counterView = view;
    this.arrivals.see(view, this.clerk);
    if (this._stepsIn) {
      this._stepsIn = false;
      if (!view.isOpen) {
        this.open(this.clerk, false);
      }
    }
    if (this.asked.isOfAnother(this.atDesk) && !this.asked.isBusy) {
      this.asked.closeByItself(seconds());
      this._put(this.words.say("numberChanged"), false);
    }
  }

  /** @param {import("../wire").Answered} frame */
  _takeAnswer(frame) {
    const press = this.presses.settle(frame.id, true);
    if (press === null) {
      return;
    }
    this.asked.takeIn(press.key, null, this.atDesk, seconds());
    if (this.counterView !== null) {
      const name = press.command.name;
      this.counterView = withAnswer(this.counterView, name, frame, this.now(), this.words.model);
    }
    this._put(doneSentence(press.command.name, frame, this.words), false, givenNumber(press.command, frame));
  }

  /** @param {import("../link").State} state */
  _takeLinkState(state) {
    if (state === "live") {
      this.trustedAt = null;
    } else if (this.trustedAt === null && this.view !== null) {
      this.trustedAt = this.now();
    }
    if (state !== "live" && this.presses.count) {
      this.say("noConnection");
    }
    this._listener.changed();
  }

  _tick() {
    const overdue = this.presses.look(seconds());
    if (overdue.lost.length) {
      overdue.lost.forEach((press) => this._notDone(press.key, this.words.say("unanswered"), ""));
      this._listener.changed();
    } else if (overdue.slow.length) {
      this.say(this.link.state === "live" ? "slow" : "noConnection");
    }
    const isOver = this.link.state === "rejected" && this.presses.count === 0; // nothing is answered any more
    const isIdle = this.link.state === "live" && this.presses.isSettled;
    pageVersion.renew(this.asking === null && (isIdle || isOver));
    this._listener.ticked();
  }
}
