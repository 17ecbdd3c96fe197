// Where somebody works today: at one of the counters, or at the overview.

import { Component, html } from "../vendor/preact-htm.js";
import { PinForm } from "./page-pin.js";

/** @typedef {import("./session").Place} Place */
/** @typedef {import("../vendor/preact-htm").Child} Child */
/**
 * @typedef {object} PlacesProps
 * @property {import("./words").Words} words
 * @property {import("./session").Session} session
 * @property {import("./reading").Card | null} card
 * @property {Map<number, string>} counterStates by number
 * @property {string} sentence
 * @property {import("./keyboard").Keyboard} keyboard
 * @property {Child} tools
 * @property {(place: Place) => void} choose
 */

/**
 * @param {Place} name
 * @param {string} title
 * @param {string} detail
 * @param {Child} state
 * @param {() => void} choose
 * @param {string} [key] what is pressed for it, where its title does not say so
 */
function place(name, title, detail, state, choose, key) {
  const says = html`<span class="place-detail">${detail}</span>`;
  return html`<li key=${name}><button type="button" class="place-button" data-place=${name} onClick=${choose}>
    <b>${title}</b> ${says} ${state} ${key ? html`<kbd>${key}</kbd>` : null}</button></li>`;
}

/** @extends {Component<PlacesProps, { isPinAsked: boolean, hasNewPin: boolean }>} */
export class PlacesPage extends Component {
  /** @param {PlacesProps} props */
  constructor(props) {
    super(props);
    this.state = { isPinAsked: false, hasNewPin: false };
    /** @param {KeyboardEvent} event */
    this.press = (event) => this.chooseByKey(event);
  }

  componentDidMount() {
    document.addEventListener("keydown", this.press);
  }

  componentWillUnmount() {
    document.removeEventListener("keydown", this.press);
  }

  /**
   * A counter's own digit goes there, unless it stands in a text; 0 goes to the overview of those who have
   * one.
   * @param {KeyboardEvent} event
   */
  chooseByKey(event) {
    const { keyboard, choose } = this.props;
    if (this.state.isPinAsked) {
      return; // a digit is the PIN's
    }
    if (event.ctrlKey || event.altKey || event.metaKey || event.key.length !== 1) {
      return;
    }
    const place = this.placeOf(event.key);
    /** @type {import("./guard").StrokeKind} */
    const kind = place === null ? "text" : "main";
    const stroke = { kind: kind, sign: event.key, command: place === null ? "" : String(place) };
    keyboard.press(event, stroke, () => place !== null && choose(place));
  }

  /**
   * @param {string} sign
   * @returns {Place | null}
   */
  placeOf(sign) {
    const { card, session } = this.props;
    if (card === null || !/^[0-9]$/.test(sign)) {
      return null;
    }
    const number = Number(sign);
    if (number === 0 && session.role !== "clerk") {
      return "staff";
    }
    return session.role !== "guidance" && this.hasCounter(number) ? number : null;
  }

  overview() {
    const { words, session, choose } = this.props;
    const names = { guidance: "overviewGuidance", manager: "overviewManager", clerk: "overview" };
    const title = words.say(names[session.role || "clerk"]);
    return place("staff", title, words.say("overviewWhy"), null, () => choose("staff"));
  }

  /** @param {import("./reading").Card["counters"][number]} counter */
  counter(counter) {
    const { words, counterStates, choose } = this.props;
    const number = counter.number;
    const state = counterStates.get(number) || "closed";
    return place(
      number,
      words.say("counter", { counter: number }),
      words.name(counter.label) + " · " + words.fieldsInBrief(counter.fields),
      html`<span class=${"chip counter-" + state}>${words.say("counter." + state)}</span>`,
      () => choose(number),
      this.showsKeys() && number <= 9 ? String(number) : "",
    );
  }

  // Whether the signs over the counters are others than the numbers that are pressed.
  showsKeys() {
    const { card } = this.props;
    return card !== null && card.counters.some((one) => one.place.sign !== String(one.number));
  }

  // Counters that the office file has no more, as long as they have somebody.
  lostCounters() {
    const { card, counterStates } = this.props;
    const has = card === null ? [] : card.counters.map((one) => one.number);
    return Array.from(counterStates.keys()).filter((number) => has.indexOf(number) < 0);
  }

  /** @param {number} number */
  lostCounter(number) {
    const { words, choose } = this.props;
    const title = words.say("counter", { counter: number });
    return place(number, title, words.say("counterLost"), null, () => choose(number));
  }

  /** @param {number} number */
  hasCounter(number) {
    const card = this.props.card;
    const isPlanned = card !== null && card.counters.some((one) => one.number === number);
    return isPlanned || this.lostCounters().indexOf(number) >= 0;
  }

  ownPin() {
    const { words, session } = this.props;
    const leave = (/** @type {boolean} */ hasNewPin) =>
      this.setState({ isPinAsked: false, hasNewPin: hasNewPin });
    return html`<${PinForm} words=${words} session=${session} pin="" lengthMin=${0}
      changed=${() => leave(true)} dismiss=${() => leave(false)} />`;
  }

  // A bare token is nobody's, and has no PIN.
  pinButton() {
    const { words, session } = this.props;
    const ask = () => this.setState({ isPinAsked: true, hasNewPin: false });
    return session.role === null
      ? null
      : html`<button type="button" class="link" data-open="pin"
        onClick=${ask}>${words.say("changePin")}</button>`;
  }

  /** @param {PlacesProps} props */
  render(props) {
    const { words, session, card, sentence } = props;
    if (this.state.isPinAsked) {
      return html`<div class="page entrance"><main class="entrance-card">${this.ownPin()}</main>
        ${props.tools}</div>`;
    }
    const news = this.state.hasNewPin ? words.say("hasNewPin", { clerk: session.name }) : "";
    const seesAll = session.role !== "clerk";
    const hasCounters = session.role !== "guidance";
    const byKey = words.say(seesAll ? "chooseByKeyOrZero" : "chooseByKey");
    return html`<div class="page entrance"><main class="entrance-card is-wide">
      <h1>${words.say("choose")}</h1>
      ${session.name ? html`<p>${words.say("chooseFor", { name: session.name })}</p>` : null}
      ${hasCounters ? html`<p>${byKey}</p>` : null}
      <div aria-live="polite">${sentence ? html`<p class="mistake">${sentence}</p>` : null}
        ${news ? html`<p class="news">${news}</p>` : null}</div>
      ${
        card === null
          ? html`<p role="status">${words.say("connectingServer")}</p>`
          : html`<ul class="places">
        ${seesAll ? this.overview() : null}
        ${hasCounters ? card.counters.map((one) => this.counter(one)) : null}
        ${hasCounters ? this.lostCounters().map((number) => this.lostCounter(number)) : null}</ul>`
      }
      ${this.pinButton()}
    </main>${props.tools}</div>`;
  }
}
