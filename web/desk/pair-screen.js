// How a manager pairs a board: the code that stands on its glass, the board that it was found on, and a yes.

import { record, text } from "../view.js";
import { Component, html } from "../vendor/preact-htm.js";

/** @typedef {import("./words").Words} Words */
/** @typedef {(path: string, body: object) => Promise<unknown>} Post its answer; null where it was refused */
/** @typedef {{ name: string, address: string }} Found */
/** @typedef {{ code: string, found: Found | null, done: string }} State */

/** @extends {Component<{ words: Words, post: Post, changed: () => void }, State>} */
export class PairScreen extends Component {
  /** @param {{ words: Words, post: Post, changed: () => void }} props */
  constructor(props) {
    super(props);
    /** @type {State} */
    this.state = { code: "", found: null, done: "" };
  }

  /** @param {Event} event */
  find(event) {
    event.preventDefault();
    this.setState({ found: null, done: "" });
    this.props.post("/api/v1/screens/pairings/shown", { code: this.state.code }).then((body) => {
      if (body !== null) {
        const { name, address } = record(body);
        this.setState({ found: { name: text(name), address: text(address) } });
      }
    });
  }

  /** @param {Found} found */
  pair(found) {
    const asked = { code: this.state.code, name: found.name };
    this.props.post("/api/v1/screens/pairings", asked).then((body) => {
      if (body !== null) {
        this.setState({ code: "", found: null, done: found.name });
        this.props.changed();
      }
    });
  }

  render() {
    const { words } = this.props;
    const { code, found, done } = this.state;
    /** @param {{ target: HTMLInputElement }} event */
    const type = (event) => this.setState({ code: event.target.value, found: null, done: "" });
    const values = found === null ? {} : { name: found.name || "–", address: found.address };
    return html`<form class="pair-screen" onSubmit=${(/** @type {Event} */ event) => this.find(event)}>
      <label for="pairing-code-typed">${words.say("pairingCode")}</label>
      <input id="pairing-code-typed" inputmode="numeric" autocomplete="off" maxlength="11" size="8"
        value=${code} onInput=${type} />
      <button type="submit" class="small" disabled=${code.trim() === ""}>${words.say("find")}</button>
      <span aria-live="polite">
        ${found === null ? null : words.say("pairingFound", values)}
        ${done ? words.say("paired", { name: done }) : null}</span>
      ${
        found === null
          ? null
          : html`<button type="button" class="small" data-pair onClick=${() => this.pair(found)}>
            ${words.say("pair")}</button>`
      }</form>`;
  }
}
