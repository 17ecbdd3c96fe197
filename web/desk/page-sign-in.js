// Who comes to the desk: a name and a PIN, or a token that the office has made for the counter.

import { record, text } from "../view.js";
import { Component, html } from "../vendor/preact-htm.js";
import { PinForm } from "./page-pin.js";
import { readSession, signIn, signOut } from "./session.js";

/** @typedef {import("../vendor/preact-htm").At<Event, HTMLInputElement>} Typing */
/**
 * @typedef {object} SignInProps
 * @property {import("./words").Words} words
 * @property {string} sentence
 * @property {import("../vendor/preact-htm").Child} tools
 * @property {(session: import("./session").Session) => void} signedIn
 */
/**
 * Who has signed in, and needs a longer PIN first.
 * @typedef {{ session: import("./session").Session, lengthMin: number }} Short
 */
/**
 * @typedef {object} SignInState
 * @property {boolean} byToken
 * @property {string} name
 * @property {string} pin
 * @property {string} token
 * @property {string} sentence
 * @property {boolean} isUnderWay
 * @property {Short | null} short
 */

/** @extends {Component<SignInProps, SignInState>} */
export class SignInPage extends Component {
  /** @param {SignInProps} props */
  constructor(props) {
    super(props);
    /** @type {SignInState} */
    this.state = {
      byToken: false,
      name: "",
      pin: "",
      token: "",
      sentence: props.sentence,
      isUnderWay: false,
      short: null,
    };
  }

  // There is nothing else to type into on this page, and whoever came to it wants to sign in.
  componentDidMount() {
    if (document.activeElement === null || document.activeElement === document.body) {
      focusOn("name");
    }
  }

  /** @param {Event} event */
  submit(event) {
    event.preventDefault();
    const state = this.state;
    if (state.isUnderWay) {
      return;
    }
    if (state.byToken) {
      if (state.token.trim()) {
        this.props.signedIn({ token: state.token.trim(), name: "", role: null, place: null });
      }
      return;
    }
    this.setState({ isUnderWay: true, sentence: "" });
    signIn(state.name.normalize("NFC").trim(), state.pin, this.props.words.language).then((answer) =>
      this.take(answer),
    );
  }

  /** @param {import("./session").Answer} answer */
  take(answer) {
    const session = answer.status === 201 ? readSession(answer.body) : null;
    if (session !== null) {
      const lengthMin = record(answer.body).pin_length_min;
      if (typeof lengthMin === "number") {
        this.setState({ isUnderWay: false, short: { session: session, lengthMin: lengthMin } });
      } else {
        this.props.signedIn(session);
      }
      return;
    }
    const words = this.props.words;
    const sentence =
      text(record(answer.body).message) || words.say(answer.status === 0 ? "noServer" : "oddAnswer");
    this.setState({ isUnderWay: false, sentence: sentence, pin: "" }, () => focusOn("pin"));
  }

  // Nothing else is offered to somebody who first needs a longer PIN.
  longerPin() {
    const { short, pin } = this.state;
    if (short === null) {
      return null;
    }
    const dismiss = () => {
      signOut(short.session.token);
      this.setState({ short: null, pin: "" }, () => focusOn("name"));
    };
    return html`<${PinForm} words=${this.props.words} session=${short.session} pin=${pin}
      lengthMin=${short.lengthMin} dismiss=${dismiss}
      changed=${() => this.props.signedIn(short.session)} />`;
  }

  byName() {
    const words = this.props.words;
    const { name, pin } = this.state;
    return html`<p>${words.say("signInWhy")}</p>
      <label for="name">${words.say("name")}</label>
      <input id="name" type="text" maxlength="80" autocomplete="username" value=${name}
        onInput=${(/** @type {Typing} */ event) => this.setState({ name: event.target.value })} />
      <label for="pin">${words.say("pin")}</label>
      <input id="pin" type="password" inputmode="numeric" maxlength="32" autocomplete="current-password"
        value=${pin}
        onInput=${(/** @type {Typing} */ event) => this.setState({ pin: event.target.value })} />`;
  }

  byToken() {
    const words = this.props.words;
    return html`<p>${words.say("tokenWhy")}</p>
      <label for="token">${words.say("token")}</label>
      <input id="token" type="password" maxlength="200" autocomplete="off" spellcheck=${false}
        value=${this.state.token}
        onInput=${(/** @type {Typing} */ event) => this.setState({ token: event.target.value })} />`;
  }

  /** @param {SignInProps} props */
  render(props) {
    const words = props.words;
    const { byToken, sentence, short } = this.state;
    if (short !== null) {
      return html`<div class="page entrance"><main class="entrance-card">${this.longerPin()}</main>
        ${props.tools}</div>`;
    }
    const mistake = () => html`<p class="mistake" id="sign-in-mistake">${sentence}</p>`;
    const first = byToken ? "name" : "token";
    const turn = () => this.setState({ byToken: !byToken, sentence: "" }, () => focusOn(first));
    return html`<div class="page entrance"><main class="entrance-card">
      <h1>${words.say("title")}</h1>
      <form onSubmit=${(/** @type {Event} */ event) => this.submit(event)}>
        ${byToken ? this.byToken() : this.byName()}
        <div aria-live="polite">${sentence ? mistake() : null}</div>
        <button type="submit" class="button strong">${words.say(byToken ? "goOn" : "signIn")}</button>
        <button type="button" class="link" onClick=${turn}>
          ${words.say(byToken ? "byName" : "byToken")}</button>
      </form></main>${props.tools}</div>`;
  }
}

/** @param {string} id */
function focusOn(id) {
  const found = document.getElementById(id);
  if (found !== null) {
    found.focus();
  }
}
