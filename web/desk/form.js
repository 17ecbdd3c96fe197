// A question to the clerk as a form: the keyboard goes through it with Enter, and out of it with Escape.

import { Component, html } from "../vendor/preact-htm.js";
import { Choice, Marks, Search } from "./choice.js";
import { dayOf } from "./times.js";
import { commandOf, meaningOf, mistakeIn, shownFields } from "./questions.js";
import { ask } from "./session.js";

// props: question, desk
export class Form extends Component {
  constructor(props) {
    super(props);
    this.hold = (root) => {
      this.root = root;
    };
    /** @type {{ values: Record<string, any>, mistake: { name: string, sentence: string } | null, calendar: string }} */
    this.state = { values: props.question.values, mistake: null, calendar: "" };
  }

  // The clerk has asked for this form, so that it may take the keyboard.
  componentDidMount() {
    this.focusOn(0);
  }

  focusOn(place) {
    const fields = this.root.querySelectorAll("[data-field]");
    if (fields[place]) {
      fields[place].focus();
      if (fields[place].select) {
        fields[place].select();
      }
    }
  }

  set(field, value) {
    const values = Object.assign({}, this.state.values, { [field.name]: value });
    this.props.question.fields.forEach((other) => {
      if (other.before && other.name !== field.name && value !== this.state.values[field.name]) {
        values[other.name] = other.before(values);
      }
      if (other.by === field.name && value) {
        this.askCalendar(value);
      }
    });
    this.setState({ values: values, mistake: null });
  }

  // What the office's calendar makes of a procedure, said beside the due date.
  askCalendar(procedure) {
    const desk = this.props.desk;
    const path = "/api/v1/due-date?procedure=" + encodeURIComponent(procedure);
    ask("GET", path, { token: desk.session.token, language: desk.words.language }).then((answer) => {
      const body = answer.body || {};
      const isDay = answer.status === 200 && typeof body.due === "string";
      this.setState({
        calendar: isDay ? desk.words.say("dueByCalendar", { day: dayOf(body.due) }) : body.message || "",
      });
    });
  }

  keyDown(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.props.desk.dismiss();
    } else if (
      event.key === "Enter" &&
      (event.ctrlKey || event.target.hasAttribute("data-field")) &&
      !event.isComposing
    ) {
      event.preventDefault();
      if (event.repeat) {
        return; // the key that opened this question is still held down
      }
      const fields = Array.from(this.root.querySelectorAll("[data-field]"));
      const next = fields.indexOf(event.target) + 1;
      if (event.ctrlKey || next === fields.length) {
        this.submit();
      } else {
        this.focusOn(next);
      }
    }
  }

  submit() {
    const question = this.props.question;
    const values = {};
    question.fields.forEach((field) => {
      const value = this.state.values[field.name];
      const written = typeof value === "string" ? value.normalize("NFC").trim() : value;
      values[field.name] = field.kind === "number" ? written.toUpperCase() : written;
    });
    const desk = this.props.desk;
    const mistake = mistakeIn(question, values, desk);
    if (mistake === null) {
      desk.answer(question.key, commandOf(question, values, desk));
      return;
    }
    this.setState({ mistake: mistake });
    const fields = Array.from(this.root.querySelectorAll("[data-field]"));
    this.focusOn(fields.map((one) => one.getAttribute("data-field")).indexOf(mistake.name));
  }

  render(props) {
    const question = props.question;
    const words = props.desk.words;
    const values = this.state.values;
    const shown = shownFields(question, values, props.desk.view);
    const hasList = shown.some((field) => field.kind === "choice");
    const hints = (hasList ? [words.say("choiceHint")] : []).concat([words.say("formHint")]);
    const meaning = meaningOf(question, { number: String(values.number || "").trim() }, props.desk);
    return html`<form class="asking" ref=${this.hold} role="dialog" aria-labelledby="asking-title" autocomplete="off" novalidate
        onKeyDown=${(event) => this.keyDown(event)}
        onSubmit=${(event) => {
          event.preventDefault();
          this.submit();
        }}>
      <h2 id="asking-title">${question.title}</h2>
      <div class="asking-fields">${shown.map((field) => this.field(field, values[field.name]))}
        ${meaning ? html`<p class="meaning" aria-live="polite">${meaning}</p>` : null}</div>
      ${this.state.mistake ? html`<p class="mistake" role="alert">${this.state.mistake.sentence}</p>` : null}
      <div class="asking-buttons">
        <button type="submit" class="button strong">${words.say("confirm")}</button>
        <button type="button" class="button" onClick=${() => props.desk.dismiss()}>${words.say("dismiss")}</button>
      </div>
      <p class="hint">${hints.join(" · ")}</p>
    </form>`;
  }

  field(field, value) {
    const words = this.props.desk.words;
    const id = "ask-" + field.name;
    const choose = (chosen) => this.set(field, chosen);
    const title = html`<span>${field.label}</span>${field.is_needed ? null : html` <span class="optional">(${words.say("optional")})</span>`}`;
    if (field.kind === "marks") {
      return html`<${Marks} key=${id} hint=${field.hint} name=${field.name} label=${field.label} options=${field.options} value=${value} choose=${choose} />`;
    }
    if (field.kind === "choice") {
      return html`<div class="field" key=${id}><div class="label" aria-hidden="true">${title}</div>
        <${Choice} id=${id} name=${field.name} label=${field.label} options=${field.options} value=${value} choose=${choose} /></div>`;
    }
    const isDay = field.kind === "day";
    const note = isDay && field.by ? this.state.calendar : "";
    return html`<div class="field" key=${id}><label class="label" for=${id}>${title}</label>
      ${
        field.kind === "search"
          ? html`<${Search} id=${id} name=${field.name} label=${field.label} options=${field.options} value=${value} choose=${choose}
            hint=${field.hint} />`
          : html`<input type="text" id=${id} data-field=${field.name} value=${value} maxlength=${field.length_max} spellcheck=${false}
            placeholder=${isDay ? "dd/mm/yyyy" : null} inputmode=${isDay ? "numeric" : null}
            autocomplete="off" aria-describedby=${note ? id + "-note" : null} onInput=${(event) => choose(event.target.value)} />`
      }
      ${note ? html`<p class="field-note" id=${id + "-note"}>${note}</p>` : null}</div>`;
  }
}
