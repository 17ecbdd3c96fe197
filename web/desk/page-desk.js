// The whole desk of one counter, and what stands in its place while it is closed or somebody else's.

import { Component, html } from "../vendor/preact-htm.js";
import { AtDesk, StatusLine } from "./at-desk.js";
import { Confirm } from "./confirm.js";
import { occupancyOf } from "./counter-view.js";
import { Form } from "./form.js";
import { Heading, OldData } from "./heading.js";
import { keyNamed } from "./model.js";
import { KeyCaps } from "./key-caps.js";
import { NoticeSpoken } from "./notices.js";
import { Panel } from "./panels.js";
import { PutOff } from "./put-off.js";
import { Sidebar } from "./sidebar.js";
import { Waiting } from "./waiting.js";

/** @typedef {import("./desk").Desk} Desk */
/** @typedef {import("./reading").DeskView} DeskView */
/** @typedef {import("../vendor/preact-htm").Child} Child */
/** @typedef {{ desk: number, lists: number }} Turns */

/** @param {{ desk: Desk, view: DeskView | import("./reading").Overview }} props */
export function Asking(props) {
  const { desk, view } = props;
  const question = desk.asking;
  if (question === null) {
    return null;
  }
  const name = question.key + "-" + (question.about || "");
  if (question.kind === "confirm") {
    return html`<${Confirm} key=${name} desk=${desk} question=${question} />`;
  }
  return question.kind === "panel"
    ? html`<${Panel} key=${name} desk=${desk} view=${view} question=${question} />`
    : html`<${Form} key=${name} desk=${desk} view=${view} question=${question} />`;
}

/**
 * Opens a closed counter; the name is asked where no session says it.
 * @extends {Component<{ desk: Desk }, { clerk: string }>}
 */
class OpenCounter extends Component {
  /** @param {{ desk: Desk }} props */
  constructor(props) {
    super(props);
    this.state = { clerk: props.desk.clerk };
  }

  /** @param {Event} event */
  submit(event) {
    event.preventDefault();
    const desk = this.props.desk;
    const clerk = (desk.session.name || this.state.clerk).normalize("NFC").trim();
    if (clerk) {
      desk.open(clerk, false);
    }
  }

  // Nothing else here takes what is typed.
  componentDidMount() {
    const input = document.getElementById("clerk");
    if (input !== null) {
      input.focus();
    }
  }

  askName() {
    const field = this.props.desk.words.model.open.fields[0];
    /** @param {import("../vendor/preact-htm").At<Event, HTMLInputElement>} event */
    const typed = (event) => this.setState({ clerk: event.target.value });
    return html`<label for="clerk">${field.label}</label>
      <input id="clerk" type="text" maxlength=${field.length_max} value=${this.state.clerk}
        onInput=${typed} />`;
  }

  /** @param {{ desk: Desk }} props */
  render(props) {
    const desk = props.desk;
    const words = desk.words;
    const name = desk.session.name;
    const hint = () =>
      desk.keyModes.mode === "letters" ? html`<p>${words.say("openPress", { clerk: name })}</p>` : null;
    return html`<form class="card in-place" onSubmit=${(/** @type {Event} */ event) => this.submit(event)}
        autocomplete="off">
      <h2>${words.say("closed", { counter: desk.counter })}</h2>
      ${name ? hint() : this.askName()}
      <p class="asking-buttons"><button type="submit" class="button strong">${words.say("open")}</button>
        ${["help", "leader"].map(
          (key) => html`<button type="button" class="button" key=${key} data-call=${key}
            onClick=${() => desk.click(key)}>${keyNamed(words.model, key).sentence}</button>`,
        )}</p>
    </form>`;
  }
}

/** @param {{ desk: Desk, view: DeskView, isTaken: boolean, leave: () => void }} props */
function Elsewhere(props) {
  const { desk, isTaken } = props;
  const words = desk.words;
  const values = { counter: desk.counter, clerk: props.view.clerk, former: desk.clerk };
  const takeOver = () => desk.open(desk.clerk, true);
  return html`<div class="card in-place" role="alert">
    <h2>${words.say(isTaken ? "takenOver" : "occupied", values)}</h2>
    <p>${words.say(isTaken ? "takenOverWhy" : "occupiedWhy", values)}</p>
    <p class="asking-buttons">
      <button type="button" class="button" onClick=${takeOver}>${words.say("takeOver")}</button>
      <button type="button" class="button strong" onClick=${props.leave}>${words.say("another")}</button></p>
  </div>`;
}

/**
 * What stands there before the first view.
 * @param {{ desk: Desk }} props
 */
export function Connecting(props) {
  const words = props.desk.words;
  const says = words.said(props.desk.link.reason) || words.say("connectingServer");
  return html`<main class="floor is-waiting"><p class="card in-place" role="status">${says}</p></main>`;
}

/**
 * The desk itself, or what stands in its place.
 * @param {Desk} desk
 * @param {DeskView} view
 * @param {() => void} leave
 */
function ownPlace(desk, view, leave) {
  switch (occupancyOf(view, desk.clerk)) {
    case "empty":
      return html`<${OpenCounter} desk=${desk} />`;
    case "ours":
      return html`<${AtDesk} desk=${desk} view=${view} />`;
    case "taken":
      return html`<${Elsewhere} desk=${desk} view=${view} isTaken=${true} leave=${leave} />`;
    default:
      return html`<${Elsewhere} desk=${desk} view=${view} isTaken=${false} leave=${leave} />`;
  }
}

/**
 * @param {Desk} desk
 * @param {DeskView} view
 * @param {() => void} leave
 * @param {Turns} turns
 */
function floor(desk, view, leave, turns) {
  const keys = () => html`<${PutOff} turn=${turns.desk}><${KeyCaps} desk=${desk} view=${view} /></${PutOff}>`;
  const asking = () => html`<${Asking} desk=${desk} view=${view} />`;
  return html`<main class="floor">
    <div class="own-column">
      <${NoticeSpoken} desk=${desk} view=${view} />
      ${ownPlace(desk, view, leave)}
      <${StatusLine} desk=${desk} />
      ${desk.asking !== null ? asking() : occupancyOf(view, desk.clerk) === "ours" ? keys() : null}
    </div>
    <${PutOff} turn=${turns.lists}><${Waiting} desk=${desk} view=${view} /></${PutOff}>
    <${PutOff} turn=${turns.lists}><${Sidebar} desk=${desk} view=${view} /></${PutOff}>
  </main>`;
}

/** @param {{ desk: Desk, tools: Child, leave: () => void, turns: Turns }} props */
export function DeskPage(props) {
  const { desk, turns } = props;
  const view = desk.counterView;
  const classes =
    "page desk-page" +
    (desk.link.state === "live" ? "" : " is-old") +
    (desk.asking === null ? "" : " is-asking");
  return html`<div class=${classes}>
    <${PutOff} turn=${turns.desk}><${Heading} desk=${desk} view=${view} /></${PutOff}>
    <${OldData} desk=${desk} />
    ${view === null ? html`<${Connecting} desk=${desk} />` : floor(desk, view, props.leave, turns)}
    <${PutOff} turn=${turns.desk}>${props.tools}</${PutOff}>
  </div>`;
}
