// What each board of the waiting room is there for: a manager reads how they are, and sets their duties.

import { list, record, text, worded } from "../view.js";
import { Component, html } from "../vendor/preact-htm.js";
import { ask } from "./session.js";

const LOOK_MILLISECONDS = 5000;

/** @typedef {import("./desk").Desk} Desk */
/** @typedef {{ speaks: boolean, slides: boolean, zone: string, layout: string }} Duty */
/**
 * @typedef {object} Screen
 * @property {string} name
 * @property {boolean} isConnected
 * @property {string} sound
 * @property {string} says what staff should see to; empty where all is well
 * @property {Duty} duty
 */
/** @typedef {{ code: string, name: import("../view").Name }} Zone */
/**
 * @typedef {object} State
 * @property {Screen[] | null} screens null until they are known
 * @property {Zone[]} zones
 * @property {string[]} layouts
 * @property {string} sentence
 */

/**
 * The boards in the server's list of screens.
 * @param {unknown} body
 * @returns {Screen[]}
 */
export function readScreens(body) {
  return list(/** @type {unknown[]} */ (record(body).screens))
    .map(record)
    .filter((one) => one.role === "display" && typeof one.name === "string")
    .map((one) => {
      const duty = record(one.duty);
      return {
        name: text(one.name),
        isConnected: one.connected === true,
        sound: text(one.sound),
        says: text(one.says),
        duty: {
          speaks: duty.speaks === true,
          slides: duty.slides === true,
          zone: text(duty.zone),
          layout: text(duty.layout),
        },
      };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/**
 * While it is there no key is the desk's.
 * @extends {Component<{ desk: Desk, close: () => void }, State>}
 */
export class Screens extends Component {
  /** @param {{ desk: Desk, close: () => void }} props */
  constructor(props) {
    super(props);
    /** @type {State} */
    this.state = { screens: null, zones: [], layouts: [], sentence: "" };
    /** @type {number | undefined} */
    this._looking = undefined;
    this._changes = 0;
    this._underWay = 0; // changes that the server has not answered
    /** @type {Promise<unknown>} */
    this._last = Promise.resolve(); // duties are set one after the other
    /** @param {KeyboardEvent} event */
    this._press = (event) => {
      event.stopPropagation();
      if (event.key === "Escape") {
        this.props.close();
      }
    };
  }

  componentDidMount() {
    window.addEventListener("keydown", this._press, true);
    this._looking = setInterval(() => this.look(), LOOK_MILLISECONDS);
    this.look();
  }

  componentWillUnmount() {
    window.removeEventListener("keydown", this._press, true);
    clearInterval(this._looking);
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   */
  _ask(method, path, body) {
    const { session, words } = this.props.desk;
    return ask(method, path, { token: session.token, language: words.language, body: body }).then(
      (answer) => {
        const refusal = answer.status === 200 ? "" : text(record(answer.body).message);
        this.setState({ sentence: answer.status === 200 ? "" : refusal || words.say("noServer") });
        return answer;
      },
    );
  }

  look() {
    const changes = this._changes;
    this._ask("GET", "/api/v1/screens").then((answer) => {
      if (answer.status === 200 && changes === this._changes && this._underWay === 0) {
        const body = record(answer.body);
        this.setState({
          screens: readScreens(body),
          zones: list(/** @type {Zone[]} */ (body.zones)),
          layouts: list(/** @type {string[]} */ (body.layouts)),
        });
      }
    });
  }

  /**
   * @param {Screen} screen
   * @param {Partial<Duty>} change
   */
  set(screen, change) {
    const duty = Object.assign({}, screen.duty, change);
    screen.duty = duty; // what is set next begins from here, whenever the answer comes
    this._changes += 1;
    this._underWay += 1;
    this.setState({});
    const told = Object.assign({ name: screen.name }, duty);
    this._last = this._last
      .then(() => this._ask("PUT", "/api/v1/screens/duty", told))
      .then(() => {
        this._underWay -= 1;
        this.look();
      });
  }

  /** @param {Screen} screen */
  row(screen) {
    const { words } = this.props.desk;
    const { duty } = screen;
    const { zones, layouts } = this.state;
    const isWell = screen.isConnected && !screen.says;
    const state = screen.says || words.say(screen.isConnected ? "screenWell" : "screenGone");
    /**
     * @param {"speaks" | "slides"} name
     */
    const flag = (name) => html`<label class="duty-flag"><input type="checkbox" name=${name}
      checked=${duty[name]} onChange=${() => this.set(screen, { [name]: !duty[name] })} />
      ${words.say("duty." + name)}</label>`;
    /**
     * @param {"zone" | "layout"} name
     * @param {{ value: string, says: string }[]} options
     */
    const choice = (name, options) => html`<select name=${name} aria-label=${words.say("duty." + name)}
      onChange=${(/** @type {{ target: HTMLSelectElement }} */ event) =>
        this.set(screen, { [name]: event.target.value })}>
      ${options.map(
        (one) => html`<option key=${one.value} value=${one.value}
        selected=${one.value === duty[name]}>${one.says}</option>`,
      )}</select>`;
    const places = zones.map((zone) => ({ value: zone.code, says: worded(zone.name, words.language) }));
    const usual = { value: "", says: words.say("zoneUsual") };
    const isAgain = screen.sound === "declined";
    return html`<tr key=${screen.name} data-screen=${screen.name}>
      <th scope="row">${screen.name || "–"}</th>
      <td class=${isWell ? "" : "is-late"}>${state}
        <span class="screen-sound">${words.say("sound." + screen.sound)}
        ${
          isAgain
            ? html`<button type="button" class="small" onClick=${() => this.set(screen, { speaks: true })}>
          ${words.say("soundAgain")}</button>`
            : null
        }</span></td>
      <td>${flag("speaks")}</td><td>${flag("slides")}</td>
      <td>${choice("zone", [usual].concat(places))}</td>
      <td>${choice(
        "layout",
        layouts.map((one) => ({ value: one, says: words.say("layout." + (one || "usual")) })),
      )}</td></tr>`;
  }

  render() {
    const { desk, close } = this.props;
    const { words } = desk;
    const { screens, sentence } = this.state;
    const heads = ["screen", "screenState", "duty.speaks", "duty.slides", "duty.zone", "duty.layout"];
    const rows = screens || [];
    const empty = words.say(screens === null ? "connectingServer" : "noScreens");
    const title = words.say("screens");
    return html`<main class="floor screens-floor"><section class="card screens" aria-label=${title}>
      <h2 class="card-title">${title} <button type="button" class="small" data-close="screens"
        onClick=${close}>${words.say("dismiss")}</button></h2>
      <p>${words.say("screensWhy")}</p>
      <div aria-live="polite">${sentence ? html`<p class="mistake">${sentence}</p>` : null}</div>
      ${
        rows.length
          ? html`<div class="scroll"><table><thead><tr>
            ${heads.map((name) => html`<th key=${name} scope="col">${words.say(name)}</th>`)}</tr></thead>
            <tbody>${rows.map((one) => this.row(one))}</tbody></table></div>`
          : html`<p class="nothing">${empty}</p>`
      }
    </section></main>`;
  }
}
