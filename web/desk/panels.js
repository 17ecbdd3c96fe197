// The panels that a key opens: the open notices, and the dossiers that want something today.

import { Component, html } from "../vendor/preact-htm.js";
import { dayOf } from "./times.js";
import { NoticeList } from "./notices.js";
import { readDossier } from "./reading.js";
import { ask } from "./session.js";

const LISTS = [
  ["dueToday", "dueToday"],
  ["late", "lateDossiers"],
  ["ready", "ready"],
  ["apologyDue", "apology"],
];

// How long a dossier's code may be, as the question for it says.
function codeLengthMax(model) {
  return model.questions.dossiers.fields.filter((field) => field.name === "code")[0].length_max;
}

function actions(desk, dossier) {
  const send = (key, name) => desk.send(key + ":" + dossier.code, { name: name, dossier: dossier.code });
  const button = (words, act) => html`<button type="button" class="small" onClick=${act}
    aria-label=${desk.words.say(words) + " " + dossier.code}>${desk.words.say(words)}</button>`;
  return dossier.isReturned
    ? null
    : html`<span class="row-buttons">
    ${dossier.isReady ? button("returnDossier", () => send("return", "return-dossier")) : button("markReady", () => send("ready", "mark-ready"))}
    ${dossier.isReady || dossier.isReappointed ? null : button("reappoint", () => desk.ask("reappoint", dossier.code))}</span>`;
}

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

// props: desk
export class DossierPanel extends Component {
  constructor(props) {
    super(props);
    this.hold = (root) => {
      this.root = root;
    };
    this.state = { code: "", found: null, sentence: "" };
  }

  componentDidMount() {
    this.root.querySelector("input").focus();
  }

  find() {
    const desk = this.props.desk;
    const code = this.state.code.trim();
    if (!code) {
      return;
    }
    ask("GET", "/api/v1/dossiers/" + encodeURIComponent(code), {
      token: desk.session.token,
      language: desk.words.language,
    }).then((answer) => {
      const found = answer.status === 200 ? readDossier(answer.body) : null;
      const sentence =
        answer.body && typeof answer.body.message === "string"
          ? answer.body.message
          : desk.words.say("noServer");
      this.setState({ found: found, sentence: found ? "" : sentence });
    });
  }

  render(props) {
    const desk = props.desk;
    const words = desk.words;
    const lists = LISTS.filter((one) => desk.view.dossiers[one[0]].length);
    const submit = (event) => {
      event.preventDefault();
      this.find();
    };
    return html`<div ref=${this.hold}>
      <form class="find" role="search" onSubmit=${submit}><label for="find-dossier">${words.say("findDossier")}</label>
        <input id="find-dossier" type="text" autocomplete="off" spellcheck=${false} maxlength=${codeLengthMax(words.model)} value=${this.state.code}
          onInput=${(event) => this.setState({ code: event.target.value })} />
        <button type="submit" class="button">${words.say("find")}</button></form>
      <div aria-live="polite">${this.state.sentence ? html`<p class="mistake">${this.state.sentence}</p>` : null}
        ${this.state.found ? html`<ul class="rows">${dossierRow(desk, this.state.found)}</ul>` : null}</div>
      ${lists.map(
        (
          one,
        ) => html`<h3 key=${one[0]}>${words.say(one[1])} <b class="count">${desk.view.dossiers[one[0]].length}</b></h3>
        <ul class="rows">${desk.view.dossiers[one[0]].map((dossier) => dossierRow(desk, dossier))}</ul>`,
      )}
      ${lists.length ? null : html`<p class="nothing">${words.say("noDossiers")}</p>`}</div>`;
  }
}

class NoticePanel extends Component {
  constructor(props) {
    super(props);
    this.hold = (root) => {
      this.root = root;
    };
  }

  componentDidMount() {
    const first = this.root.querySelector("button") || this.root.closest(".asking");
    first.focus();
  }

  render(props) {
    const desk = props.desk;
    const nothing = html`<p class="nothing">${desk.words.model.questions.messages.nothing}</p>`;
    const isAny = desk.view.notices.length > 0;
    return html`<div ref=${this.hold}>${isAny ? html`<${NoticeList} desk=${desk} />` : nothing}</div>`;
  }
}

// props: question, desk
export function Panel(props) {
  const desk = props.desk;
  const keyDown = (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      desk.dismiss();
    }
  };
  return html`<div class="asking is-panel" role="dialog" aria-labelledby="asking-title" tabindex="-1" onKeyDown=${keyDown}>
    <h2 id="asking-title">${props.question.title}</h2>
    <div class="asking-fields">${props.question.key === "dossiers" ? html`<${DossierPanel} desk=${desk} />` : html`<${NoticePanel} desk=${desk} />`}</div>
    <div class="asking-buttons"><button type="button" class="button" onClick=${() => desk.dismiss()}>${desk.words.say("dismiss")} <kbd>Esc</kbd></button></div>
  </div>`;
}
