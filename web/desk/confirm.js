// A question that one key answers: it takes the key that was meant for it, and no other.

import { seconds } from "../link.js";
import { Component, html } from "../vendor/preact-htm.js";
import { strokeOf } from "./keyboard.js";

const CONFIRMS = "next"; // the desk's key of this name, be it on the keypad

// Moments are seconds of a clock that never goes back. A key that is held down, that bounces, or that belongs
// to a text comes too soon after the one before.
export class Confirming {
  /**
   * @param {number} at the moment at which the question appears
   * @param {number} afterSeconds
   */
  constructor(at, afterSeconds) {
    this._quietSince = at;
    this._afterSeconds = afterSeconds;
  }

  /**
   * Whether a key at this moment is meant for the question; any key makes it wait anew.
   * @param {number} at
   */
  takes(at) {
    const isMeant = at - this._quietSince >= this._afterSeconds;
    this._quietSince = at;
    return isMeant;
  }
}

/** @typedef {import("./desk").Desk} Desk */
/** @typedef {{ desk: Desk, question: import("./questions").ConfirmQuestion }} ConfirmProps */

/**
 * @param {KeyboardEvent} event
 * @param {import("./model").Model} model
 */
function confirms(event, model) {
  const stroke = strokeOf(event, model, "letters");
  return stroke !== null && stroke.command === CONFIRMS;
}

/** @extends {Component<ConfirmProps>} */
export class Confirm extends Component {
  /** @param {ConfirmProps} props */
  constructor(props) {
    super(props);
    this.confirming = new Confirming(seconds(), props.desk.words.model.limits.confirm_after_seconds);
    /** @type {HTMLElement | null} */
    this.root = null;
    /** @param {HTMLElement | null} root */
    this.hold = (root) => {
      this.root = root;
    };
  }

  // No button has the keyboard, which a key that was meant for the desk would press.
  componentDidMount() {
    if (this.root !== null) {
      this.root.focus();
    }
  }

  answer() {
    const { desk, question } = this.props;
    if (this.confirming.takes(seconds()) && !desk.asked.isBusy) {
      desk.answer(question.key, question.command);
    }
  }

  /** @param {KeyboardEvent} event */
  keyDown(event) {
    const desk = this.props.desk;
    if (event.key === "Tab") {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") {
      desk.dismiss();
    } else if (!event.repeat && confirms(event, desk.words.model)) {
      this.answer();
    } else {
      this.confirming.takes(seconds());
    }
  }

  /** @param {ConfirmProps} props */
  render(props) {
    const { desk, question } = props;
    const [yes, no] = question.options;
    const { notDone } = desk.asked;
    return html`<div class="asking is-confirm" role="alertdialog" aria-labelledby="asking-title" tabindex="-1"
        aria-describedby="asking-keys" ref=${this.hold}
        onKeyDown=${(/** @type {KeyboardEvent} */ event) => this.keyDown(event)}>
      <h2 id="asking-title">${question.title}</h2>
      ${notDone !== null ? html`<p class="mistake" role="alert">${notDone.sentence}</p>` : null}
      <p class="asking-buttons" id="asking-keys">
        <button type="button" class="button" onClick=${() => this.answer()}>
          <kbd>${yes.detail}</kbd> ${yes.label}</button>
        <button type="button" class="button strong" onClick=${() => desk.dismiss()}>
          <kbd>${no.detail}</kbd> ${no.label}</button></p>
    </div>`;
  }
}
