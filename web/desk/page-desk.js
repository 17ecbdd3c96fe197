// The whole desk of one counter, and what stands in its place while it is closed or somebody else's.

import { Component, html } from "../vendor/preact-htm.js";
import { AtDesk, StatusLine } from "./at-desk.js";
import { Sidebar } from "./sidebar.js";
import { Form } from "./form.js";
import { Waiting } from "./waiting.js";
import { Heading, OldData } from "./heading.js";
import { KeyCaps } from "./key-caps.js";
import { PutOff } from "./put-off.js";
import { Panel } from "./panels.js";

export function Asking(props) {
  const question = props.desk.asking;
  if (question === null) {
    return null;
  }
  const name = question.key + "-" + (question.about || "");
  return question.kind === "panel"
    ? html`<${Panel} key=${name} desk=${props.desk} question=${question} />`
    : html`<${Form} key=${name} desk=${props.desk} question=${question} />`;
}

// Opens a closed counter; the name is asked where no session says it.
class OpenCounter extends Component {
  constructor(props) {
    super(props);
    this.state = { clerk: props.desk.clerk };
  }

  render(props) {
    const desk = props.desk;
    const words = desk.words;
    const field = words.model.open.fields[0];
    const submit = (event) => {
      event.preventDefault();
      const clerk = (desk.session.name || this.state.clerk).normalize("NFC").trim();
      if (clerk) {
        desk.open(clerk, false);
      }
    };
    return html`<form class="card in-place" onSubmit=${submit} autocomplete="off">
      <h2>${words.say("closed", { counter: desk.counter })}</h2>
      ${
        desk.session.name
          ? html`<p>${words.say("openPress", { clerk: desk.session.name })}</p>`
          : html`<label for="clerk">${field.label}</label>
          <input id="clerk" type="text" maxlength=${field.length_max} value=${this.state.clerk} onInput=${(event) => this.setState({ clerk: event.target.value })} />`
      }
      <p class="asking-buttons"><button type="submit" class="button strong">${words.say("open")}</button></p>
    </form>`;
  }
}

function Elsewhere(props) {
  const desk = props.desk;
  const words = desk.words;
  const values = { counter: desk.counter, clerk: desk.view.clerk, former: desk.clerk };
  const isTaken = desk.occupancy === "taken";
  return html`<div class="card in-place" role="alert">
    <h2>${words.say(isTaken ? "takenOver" : "occupied", values)}</h2>
    <p>${words.say(isTaken ? "takenOverWhy" : "occupiedWhy", values)}</p>
    <p class="asking-buttons">
      <button type="button" class="button" onClick=${() => desk.open(desk.clerk, true)}>${words.say("takeOver")}</button>
      <button type="button" class="button strong" onClick=${props.leave}>${words.say("another")}</button></p>
  </div>`;
}

function floor(desk, leave, turn) {
  if (desk.view === null) {
    const reason = desk.words.said(desk.link.reason);
    return html`<main class="floor is-waiting"><p class="card in-place" role="status">${reason || desk.words.say("connectingServer")}</p></main>`;
  }
  const occupancy = desk.occupancy;
  const own =
    occupancy === "empty"
      ? html`<${OpenCounter} desk=${desk} />`
      : occupancy === "ours"
        ? null
        : html`<${Elsewhere} desk=${desk} leave=${leave} />`;
  return html`<main class="floor">
    <div class="own-column">
      ${own === null ? html`<${AtDesk} desk=${desk} />` : own}
      <${StatusLine} desk=${desk} />
      ${desk.asking !== null ? html`<${Asking} desk=${desk} />` : own === null ? html`<${PutOff} turn=${turn}><${KeyCaps} desk=${desk} /></${PutOff}>` : null}
    </div>
    <${PutOff} turn=${turn}><${Waiting} desk=${desk} /></${PutOff}>
    <${PutOff} turn=${turn}><${Sidebar} desk=${desk} /></${PutOff}>
  </main>`;
}

// props: desk, tools, leave, turn
export function DeskPage(props) {
  const desk = props.desk;
  const classes =
    "page desk-page" +
    (desk.link.state === "live" ? "" : " is-old") +
    (desk.asking === null ? "" : " is-asking");
  return html`<div class=${classes}>
    <${PutOff} turn=${props.turn}><${Heading} desk=${desk} /></${PutOff}>
    <${OldData} desk=${desk} />
    ${floor(desk, props.leave, props.turn)}
    <${PutOff} turn=${props.turn}>${props.tools}</${PutOff}>
  </div>`;
}
