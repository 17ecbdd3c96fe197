// Who comes to the desk: a name and a PIN, or a token that the office has made for the counter.

import { Component, html } from "../vendor/preact-htm.js";
import { signIn } from "./session.js";

// props: words, sentence, signedIn(session)
export class SignInPage extends Component {
  constructor(props) {
    super(props);
    this.state = {
      byToken: false,
      name: "",
      pin: "",
      token: "",
      sentence: props.sentence,
      isUnderWay: false,
    };
  }

  // There is nothing else to type into on this page, and whoever came to it wants to sign in.
  componentDidMount() {
    if (document.activeElement === null || document.activeElement === document.body) {
      focusOn("name");
    }
  }

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

  take(answer) {
    const body = answer.body || {};
    if (answer.status === 201 && typeof body.token === "string") {
      this.props.signedIn({
        token: body.token,
        name: String(body.name || ""),
        role: body.role || null,
        place: null,
      });
      return;
    }
    const words = this.props.words;
    const sentence =
      typeof body.message === "string"
        ? body.message
        : words.say(answer.status === 0 ? "noServer" : "oddAnswer");
    this.setState({ isUnderWay: false, sentence: sentence, pin: "" }, () => focusOn("pin"));
  }

  render(props) {
    const words = props.words;
    const state = this.state;
    const set = (name) => (event) => this.setState({ [name]: event.target.value });
    const byName = html`<p>${words.say("signInWhy")}</p>
      <label for="name">${words.say("name")}</label>
      <input id="name" type="text" maxlength="80" autocomplete="username" value=${state.name} onInput=${set("name")} />
      <label for="pin">${words.say("pin")}</label>
      <input id="pin" type="password" inputmode="numeric" maxlength="32" autocomplete="current-password" value=${state.pin} onInput=${set("pin")} />`;
    const byToken = html`<p>${words.say("tokenWhy")}</p>
      <label for="token">${words.say("token")}</label>
      <input id="token" type="password" maxlength="200" autocomplete="off" spellcheck=${false} value=${state.token} onInput=${set("token")} />`;
    return html`<div class="page entrance"><main class="entrance-card">
      <h1>${words.say("title")}</h1>
      <form onSubmit=${(event) => this.submit(event)}>
        ${state.byToken ? byToken : byName}
        <div aria-live="polite">${state.sentence ? html`<p class="mistake" id="sign-in-mistake">${state.sentence}</p>` : null}</div>
        <button type="submit" class="button strong">${words.say(state.byToken ? "goOn" : "signIn")}</button>
        <button type="button" class="link" onClick=${() => this.setState({ byToken: !state.byToken, sentence: "" })}>
          ${words.say(state.byToken ? "byName" : "byToken")}</button>
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
