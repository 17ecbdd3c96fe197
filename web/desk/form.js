// A question to the clerk as a form: the keyboard goes through it with Enter, and out of it with Escape.

import { record, text } from "../view.js";
import { Component, html } from "../vendor/preact-htm.js";
import { Choice, Marks, Search } from "./choice.js";
import { ticketOf } from "./options.js";
import { commandOf, meaningOf, mistakeIn, refusedField, shownFields } from "./questions.js";
import { keyNamed } from "./model.js";
import { ask } from "./session.js";
import { dayOf } from "./times.js";
import { plainCode, plainNumber } from "./typed.js";

/** @typedef {import("./desk").Desk} Desk */
/** @typedef {import("./questions").FormField} FormField */
/** @typedef {import("./questions").Values} Values */
/** @typedef {import("../vendor/preact-htm").At<Event, HTMLInputElement>} Typing */
/** @typedef {import("../vendor/preact-htm").At<KeyboardEvent, Element>} KeyPress */
/** @typedef {string | string[]} Value of a field; of several marks a list */
/**
 * @typedef {object} FormProps
 * @property {import("./questions").FormQuestion} question
 * @property {Desk} desk
 * @property {import("./questions").View} view
 */
/** @typedef {{ name: string, sentence: string }} Mistake */

/** @param {Value} value */
const one = (value) => (typeof value === "string" ? value : "");
/** @param {Value} value */
const several = (value) => (typeof value === "string" ? [] : value);

/** @typedef {{ values: Values, mistake: Mistake | null, calendar: string }} FormState */

/** @extends {Component<FormProps, FormState>} */
export class Form extends Component {
  /** @param {FormProps} props */
  constructor(props) {
    super(props);
    /** @type {Element | null} */
    this.root = null;
    /** @param {Element | null} root */
    this.hold = (root) => {
      this.root = root;
    };
    /** @type {FormState} */
    this.state = { values: props.question.values, mistake: null, calendar: "" };
    /** @type {import("./asked").NotDone | null} */
    this.told = null;
  }

  // The clerk has asked for this form, so that it may take the keyboard.
  componentDidMount() {
    this.focusOn(0);
  }

  // The office has not done it: the sentence stands here, and what is wrong has the keyboard.
  componentDidUpdate() {
    const { question, desk, view } = this.props;
    const notDone = desk.asked.notDone;
    if (notDone !== null && notDone !== this.told) {
      const name = refusedField(question, notDone.error, this.state.values, desk, view);
      this.sayMistake({ name: name, sentence: notDone.sentence });
    }
    this.told = notDone;
  }

  // What of the page answers the fields, in their order.
  inputs() {
    /** @type {HTMLElement[]} */
    const found = this.root === null ? [] : Array.from(this.root.querySelectorAll("[data-field]"));
    return found;
  }

  /** @param {number} place */
  focusOn(place) {
    const input = this.inputs()[place];
    if (input) {
      input.focus();
      if (input instanceof HTMLInputElement) {
        input.select();
      }
    }
  }

  /**
   * Says what is wrong beside it, where it is seen, and gives the keyboard there.
   * @param {Mistake} mistake
   */
  sayMistake(mistake) {
    this.setState({ mistake: mistake }, () => {
      this.focusOn(this.inputs().findIndex((input) => input.getAttribute("data-field") === mistake.name));
      const said = this.root === null ? null : this.root.querySelector(".mistake");
      if (said !== null) {
        said.scrollIntoView({ block: "nearest" });
      }
    });
  }

  /**
   * @param {FormField} field
   * @param {Value} value
   */
  set(field, value) {
    const values = Object.assign({}, this.state.values, { [field.name]: value });
    this.props.question.fields.forEach((other) => {
      if (other.before && other.name !== field.name && value !== this.state.values[field.name]) {
        values[other.name] = other.before(values);
      }
      if (other.by === field.name && value.length) {
        this.askCalendar(one(value));
      }
    });
    this.setState({ values: values, mistake: null });
  }

  /**
   * What the office's calendar makes of a procedure, said beside the due date.
   * @param {string} procedure
   */
  askCalendar(procedure) {
    const desk = this.props.desk;
    const path = "/api/v1/due-date?procedure=" + encodeURIComponent(procedure);
    ask("GET", path, { token: desk.session.token, language: desk.words.language }).then((answer) => {
      const body = record(answer.body);
      const due = answer.status === 200 ? text(body.due) : "";
      this.setState({
        calendar: due ? desk.words.say("dueByCalendar", { day: dayOf(due) }) : text(body.message),
      });
    });
  }

  /**
   * The procedures that the server finds by people's own words, those of the field at the desk first.
   * @param {string} typed
   * @returns {Promise<string[]>} their codes
   */
  find(typed) {
    const { desk, view } = this.props;
    const ticket = ticketOf(view);
    const field = ticket === null ? "" : ticket.field;
    const path =
      "/api/v1/procedures?find=" + encodeURIComponent(typed) + "&field=" + encodeURIComponent(field);
    const how = { token: desk.session.token, language: desk.words.language };
    return ask("GET", path, how).then((answer) => {
      const found = record(answer.body).results;
      return Array.isArray(found) ? found.map((each) => text(record(each).code)) : [];
    });
  }

  /** @param {KeyPress} event */
  keyDown(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.props.desk.dismiss();
      return;
    }
    this.props.desk.asked.isTypedWhileBusy = this.props.desk.asked.isBusy;
    if (
      event.key === "Enter" &&
      (event.ctrlKey || event.target.hasAttribute("data-field")) &&
      !event.isComposing
    ) {
      event.preventDefault();
      if (event.repeat) {
        return; // the key that opened this question is still held down
      }
      const inputs = this.inputs();
      const next = inputs.findIndex((input) => input === event.target) + 1;
      if (event.ctrlKey || next === inputs.length) {
        this.submit();
      } else {
        this.focusOn(next);
      }
    }
  }

  submit() {
    const { question, desk, view } = this.props;
    if (desk.asked.isBusy) {
      return;
    }
    /** @type {Values} */
    const values = {};
    question.fields.forEach((field) => {
      const value = this.state.values[field.name];
      values[field.name] = typeof value === "string" ? this.plain(field, value) : value;
    });
    const mistake = mistakeIn(question, values, desk, view);
    if (mistake === null) {
      desk.answer(question.key, commandOf(question, values, desk, view));
      return;
    }
    this.sayMistake(mistake);
  }

  /**
   * What somebody has typed into a field, as it is meant.
   * @param {FormField} field
   * @param {string} typed
   */
  plain(field, typed) {
    if (field.kind === "number") {
      const key = keyNamed(this.props.desk.words.model, this.props.question.key);
      return plainNumber(typed, key ? key.cap : "");
    }
    return field.kind === "code" ? plainCode(typed) : typed.normalize("NFC").trim();
  }

  /** @param {FormProps} props */
  render(props) {
    const { question, desk, view } = props;
    const words = desk.words;
    const values = this.state.values;
    const shown = shownFields(question, values, view);
    const hasList = shown.some((field) => field.kind === "choice");
    const isBusy = desk.asked.isBusy;
    const hints = isBusy
      ? [words.say("sending")]
      : (hasList ? [words.say("choiceHint")] : []).concat([words.say("formHint")]);
    const number = shown.filter((field) => field.name === "number")[0];
    const typed = number && number.kind === "number" ? this.plain(number, one(values.number)) : "";
    const meaning = meaningOf(question, { number: typed }, desk, view);
    const mistake = this.state.mistake;
    const isBeside = mistake !== null && shown.some((field) => field.name === mistake.name);
    /** @param {Mistake} wrong */
    const said = (wrong) => html`<p class="mistake" role="alert" key="mistake">${wrong.sentence}</p>`;
    /** @param {Event} event */
    const submit = (event) => {
      event.preventDefault();
      this.submit();
    };
    return html`<div class="asking" ref=${this.hold} role="dialog" aria-labelledby="asking-title"
        aria-busy=${String(isBusy)} onKeyDown=${(/** @type {KeyPress} */ event) => this.keyDown(event)}>
      <form autocomplete="off" novalidate onSubmit=${submit}>
      <h2 id="asking-title">${question.title}</h2>
      <div class="asking-fields">${shown.map((field) => [
        this.field(field, values[field.name]),
        mistake !== null && mistake.name === field.name ? said(mistake) : null,
      ])}
        ${meaning ? html`<p class="meaning" aria-live="polite">${meaning}</p>` : null}</div>
      ${mistake !== null && !isBeside ? said(mistake) : null}
      <div class="asking-buttons">
        <button type="submit" class="button strong">${words.say("confirm")}</button>
        <button type="button" class="button" onClick=${() => desk.dismiss()}>${words.say("dismiss")}</button>
      </div>
      <p class="hint">${hints.join(" · ")}</p></form>
    </div>`;
  }

  /**
   * @param {FormField} field
   * @param {Value} value
   */
  field(field, value) {
    const words = this.props.desk.words;
    const id = "ask-" + field.name;
    /** @param {Value} chosen */
    const choose = (chosen) => this.set(field, chosen);
    const optional = html` <span class="optional">(${words.say("optional")})</span>`;
    const title = html`<span>${field.label}</span>${field.is_needed ? null : optional}`;
    if (field.kind === "marks") {
      return html`<${Marks} key=${id} hint=${field.hint} name=${field.name} label=${field.label}
        options=${field.options} value=${several(value)} choose=${choose} />`;
    }
    if (field.kind === "choice") {
      return html`<div class="field" key=${id}><div class="label" aria-hidden="true">${title}</div>
        <${Choice} id=${id} name=${field.name} label=${field.label} options=${field.options}
          value=${one(value)} choose=${choose} /></div>`;
    }
    const note = field.kind === "day" && field.by ? this.state.calendar : "";
    return html`<div class="field" key=${id}><label class="label" for=${id}>${title}</label>
      ${
        field.kind === "search"
          ? html`<${Search} id=${id} name=${field.name} label=${field.label} options=${field.options}
            value=${one(value)} choose=${choose} hint=${field.hint}
            find=${(/** @type {string} */ typed) => this.find(typed)} />`
          : this.input(field, value, note ? id + "-note" : null)
      }
      ${note ? html`<p class="field-note" id=${id + "-note"}>${note}</p>` : null}</div>`;
  }

  /**
   * What a text, a number or a day is typed into.
   * @param {FormField} field
   * @param {Value} value
   * @param {string | null} note the id of what is said beside it
   */
  input(field, value, note) {
    const isDay = field.kind === "day";
    return html`<input type="text" id=${"ask-" + field.name} data-field=${field.name} value=${value}
      spellcheck=${false} placeholder=${isDay ? "dd/mm/yyyy" : null}
      inputmode=${isDay ? "numeric" : null} autocomplete="off" aria-describedby=${note}
      onInput=${(/** @type {Typing} */ event) => this.set(field, event.target.value)} />`;
  }
}
