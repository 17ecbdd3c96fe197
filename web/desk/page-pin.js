// Somebody's own PIN, changed: because they want another one, or because theirs is too short.

import { record, text } from "../view.js";
import { Component, html } from "../vendor/preact-htm.js";
import { ask } from "./session.js";

/** @typedef {import("../vendor/preact-htm").At<Event, HTMLInputElement>} Typing */
/**
 * @typedef {object} PinProps
 * @property {import("./words").Words} words
 * @property {import("./session").Session} session
 * @property {string} pin the present one, where it has just been typed; else it is asked for
 * @property {number} lengthMin of the digits of a PIN too short for its role; else 0
 * @property {() => void} changed
 * @property {() => void} dismiss
 */
/** @typedef {"pin" | "newPin" | "again"} FieldName */
/**
 * @typedef {object} PinState
 * @property {string} pin
 * @property {string} newPin
 * @property {string} again
 * @property {string} sentence
 * @property {boolean} isUnderWay
 */

/**
 * The form alone, for whichever page asks.
 * @extends {Component<PinProps, PinState>}
 */
export class PinForm extends Component {
  /** @param {PinProps} props */
  constructor(props) {
    super(props);
    /** @type {PinState} */
    this.state = { pin: props.pin, newPin: "", again: "", sentence: "", isUnderWay: false };
  }

  componentDidMount() {
    focusOn(this.props.pin ? "new-pin" : "present-pin");
  }

  /** @param {Event} event */
  submit(event) {
    event.preventDefault();
    const { words, session } = this.props;
    const { pin, newPin, again, isUnderWay } = this.state;
    if (isUnderWay) {
      return;
    }
    if (newPin !== again) {
      this.refuse(words.say("pinsDiffer"), "new-pin");
      return;
    }
    this.setState({ isUnderWay: true, sentence: "" });
    const body = { pin: pin, new_pin: newPin };
    const options = { token: session.token, language: words.language, body: body };
    ask("PUT", "/api/v1/session/pin", options).then((answer) => this.take(answer));
  }

  /** @param {import("./session").Answer} answer */
  take(answer) {
    if (answer.status === 204) {
      this.props.changed();
      return;
    }
    const { words, pin } = this.props;
    const told = record(answer.body);
    const sentence = text(told.message) || words.say(answer.status === 0 ? "noServer" : "oddAnswer");
    const isPresentWrong = text(told.error) === "pin-wrong" && !pin;
    if (isPresentWrong) {
      this.setState({ pin: "" });
    }
    this.refuse(sentence, isPresentWrong ? "present-pin" : "new-pin");
  }

  /**
   * @param {string} sentence
   * @param {string} field which is typed anew
   */
  refuse(sentence, field) {
    this.setState({ isUnderWay: false, sentence: sentence, newPin: "", again: "" }, () => focusOn(field));
  }

  /**
   * @param {FieldName} name
   * @param {string} id
   * @param {string} label
   * @param {string} complete
   */
  field(name, id, label, complete) {
    return html`<label for=${id}>${this.props.words.say(label)}</label>
      <input id=${id} type="password" inputmode="numeric" maxlength="32" autocomplete=${complete}
        value=${this.state[name]}
        onInput=${(/** @type {Typing} */ event) => this.setState({ [name]: event.target.value })} />`;
  }

  /** @param {PinProps} props */
  render(props) {
    const { words, session, lengthMin } = props;
    const { sentence } = this.state;
    const mistake = () => html`<p class="mistake" id="pin-mistake">${sentence}</p>`;
    const why = lengthMin ? words.say("pinShortWhy", { n: lengthMin }) : words.say("pinWhy");
    return html`<h1>${words.say(lengthMin ? "pinShort" : "changePin")}</h1>
      <form onSubmit=${(/** @type {Event} */ event) => this.submit(event)}>
        <p>${why}</p>
        <input class="unseen" type="text" autocomplete="username" value=${session.name} tabindex="-1"
          aria-hidden="true" readonly />
        ${props.pin ? null : this.field("pin", "present-pin", "presentPin", "current-password")}
        ${this.field("newPin", "new-pin", "newPin", "new-password")}
        ${this.field("again", "new-pin-again", "newPinAgain", "new-password")}
        <div aria-live="polite">${sentence ? mistake() : null}</div>
        <button type="submit" class="button strong">${words.say("changePin")}</button>
        <button type="button" class="link" onClick=${props.dismiss}>
          ${words.say(lengthMin ? "signOut" : "dismiss")}</button>
      </form>`;
  }
}

/** @param {string} id */
function focusOn(id) {
  const found = document.getElementById(id);
  if (found !== null) {
    found.focus();
  }
}
