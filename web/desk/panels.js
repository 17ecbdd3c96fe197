// The panels that a key opens: the open notices, and the dossiers that want something today.

import { record, text } from "../view.js";
import { Component, html } from "../vendor/preact-htm.js";
import { NoticeList } from "./notices.js";
import { readDossier } from "./reading.js";
import { ask } from "./session.js";
import { dayOf } from "./times.js";
import { plainCode } from "./typed.js";

/** @typedef {import("./desk").Desk} Desk */
/** @typedef {import("./reading").DossierRow} DossierRow */
/** @typedef {import("./reading").DeskView | import("./reading").Overview} View */
/** @typedef {{ desk: Desk, view: View }} PanelProps */
/** @typedef {{ code: string, found: DossierRow | null, sentence: string }} DossierState */
/** @typedef {import("../vendor/preact-htm").At<Event, HTMLInputElement>} Typing */

/** @type {{ name: "dueToday" | "late" | "ready" | "apologyDue", title: string }[]} */
const LISTS = [
  { name: "dueToday", title: "dueToday" },
  { name: "late", title: "lateDossiers" },
  { name: "ready", title: "ready" },
  { name: "apologyDue", title: "apology" },
];

/**
 * @param {Desk} desk
 * @param {DossierRow} dossier
 */
function actions(desk, dossier) {
  if (dossier.isReturned) {
    return null;
  }
  const code = dossier.code;
  const handBack = () => desk.send("return:" + code, { name: "return-dossier", dossier: code });
  const markReady = () => desk.send("ready:" + code, { name: "mark-ready", dossier: code });
  /**
   * @param {string} name
   * @param {() => void} act
   */
  const button = (name, act) => html`<button type="button" class="small" onClick=${act}
    aria-label=${desk.words.say(name) + " " + code}>${desk.words.say(name)}</button>`;
  const canReappoint = !dossier.isReady && !dossier.isReappointed;
  return html`<span class="row-buttons">
    ${dossier.isReady ? button("returnDossier", handBack) : button("markReady", markReady)}
    ${canReappoint ? button("reappoint", () => desk.ask("reappoint", code)) : null}</span>`;
}

/**
 * @param {Desk} desk
 * @param {DossierRow} dossier
 */
function dossierRow(desk, dossier) {
  const words = desk.words;
  const procedure = desk.procedures.filter((one) => one.code === dossier.procedure)[0];
  const states = [dossier.due ? words.say("dossierDue", { day: dayOf(dossier.due) }) : ""]
    .concat(dossier.isLate ? [words.say("dossierLate")] : [])
    .concat(dossier.isReady && !dossier.isReturned ? [words.say("dossierReady")] : [])
    .concat(dossier.isReturned ? [words.say("dossierReturned")] : [])
    .concat(dossier.isReappointed ? [words.say("dossierAgain")] : []);
  return html`<li key=${dossier.code} data-dossier=${dossier.code}><div class="dossier">
    <b>${dossier.code}</b> <span class="dossier-state">${states.filter(Boolean).join(" · ")}</span>
    <span class="dossier-what">${procedure ? procedure.name : dossier.procedure}</span></div>
    ${actions(desk, dossier)}</li>`;
}

/** @extends {Component<PanelProps, DossierState>} */
class DossierPanel extends Component {
  /** @param {PanelProps} props */
  constructor(props) {
    super(props);
    /** @type {HTMLInputElement | null} */
    this.input = null;
    /** @param {HTMLInputElement | null} input */
    this.hold = (input) => {
      this.input = input;
    };
    /** @type {DossierState} */
    this.state = { code: "", found: null, sentence: "" };
  }

  componentDidMount() {
    if (this.input !== null) {
      this.input.focus();
    }
  }

  find() {
    const desk = this.props.desk;
    const code = plainCode(this.state.code);
    if (!code) {
      return;
    }
    ask("GET", "/api/v1/dossiers/" + encodeURIComponent(code), {
      token: desk.session.token,
      language: desk.words.language,
    }).then((answer) => {
      const found =
        answer.status === 200 ? readDossier(/** @type {import("../wire").Dossier} */ (answer.body)) : null;
      const sentence = text(record(answer.body).message) || desk.words.say("noServer");
      this.setState({ found: found, sentence: found ? "" : sentence });
    });
  }

  /** @param {PanelProps} props */
  render(props) {
    const { desk, view } = props;
    const words = desk.words;
    const { found, sentence } = this.state;
    const lists = LISTS.filter((one) => view.dossiers[one.name].length);
    /** @param {Event} event */
    const submit = (event) => {
      event.preventDefault();
      this.find();
    };
    return html`<div>
      <form class="find" role="search" onSubmit=${submit}>
        <label for="find-dossier">${words.say("findDossier")}</label>
        <input id="find-dossier" type="text" autocomplete="off" spellcheck=${false} ref=${this.hold}
          value=${this.state.code}
          onInput=${(/** @type {Typing} */ event) => this.setState({ code: event.target.value })} />
        <button type="submit" class="button">${words.say("find")}</button></form>
      <div aria-live="polite">${sentence ? html`<p class="mistake">${sentence}</p>` : null}
        ${found ? html`<ul class="rows">${dossierRow(desk, found)}</ul>` : null}</div>
      ${lists.map((one) => this.list(one.title, view.dossiers[one.name]))}
      ${lists.length ? null : html`<p class="nothing">${words.say("noDossiers")}</p>`}</div>`;
  }

  /**
   * @param {string} title
   * @param {DossierRow[]} dossiers
   */
  list(title, dossiers) {
    const desk = this.props.desk;
    return html`<h3 key=${title}>${desk.words.say(title)} <b class="count">${dossiers.length}</b></h3>
      <ul class="rows">${dossiers.map((dossier) => dossierRow(desk, dossier))}</ul>`;
  }
}

/** @extends {Component<PanelProps>} */
class NoticePanel extends Component {
  /** @param {PanelProps} props */
  constructor(props) {
    super(props);
    /** @type {Element | null} */
    this.root = null;
    /** @param {Element | null} root */
    this.hold = (root) => {
      this.root = root;
    };
  }

  componentDidMount() {
    if (this.root !== null) {
      /** @type {HTMLElement | null} */
      const first = this.root.querySelector("button") || this.root.closest(".asking");
      if (first !== null) {
        first.focus();
      }
    }
  }

  /** @param {PanelProps} props */
  render(props) {
    const { desk, view } = props;
    const list = () => html`<${NoticeList} desk=${desk} view=${view} />`;
    const nothing = () => html`<p class="nothing">${desk.words.model.questions.messages.nothing}</p>`;
    return html`<div ref=${this.hold}>${view.notices.length ? list() : nothing()}</div>`;
  }
}

/** @param {PanelProps & { question: import("./questions").PanelQuestion }} props */
export function Panel(props) {
  const { desk, view, question } = props;
  /** @param {KeyboardEvent} event */
  const keyDown = (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      desk.dismiss();
    }
  };
  const panel =
    question.key === "dossiers"
      ? html`<${DossierPanel} desk=${desk} view=${view} />`
      : html`<${NoticePanel} desk=${desk} view=${view} />`;
  return html`<div class="asking is-panel" role="dialog" aria-labelledby="asking-title" tabindex="-1"
      onKeyDown=${keyDown}>
    <h2 id="asking-title">${question.title}</h2>
    <div class="asking-fields">${panel}</div>
    <div class="asking-buttons"><button type="button" class="button"
      onClick=${() => desk.dismiss()}>${desk.words.say("dismiss")} <kbd>Esc</kbd></button></div>
  </div>`;
}
