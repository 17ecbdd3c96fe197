// What each board of the waiting room is there for: a manager reads how they are, and sets their duties.

import { list, record, text, worded } from "../view.js";
import { Component, html } from "../vendor/preact-htm.js";
import { PairScreen } from "./pair-screen.js";
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
 * @property {string} trust
 * @property {string | null} pairedAs
 * @property {string} address
 */
/** @typedef {{ code: string, name: import("../view").Name }} Zone */
/**
 * @typedef {object} State
 * @property {Screen[] | null} screens null until they are known
 * @property {Zone[]} zones
 * @property {string[]} layouts
 * @property {string[]} absent what other boards were paired as
 * @property {string} sentence
 * @property {string} note
 */

/**
 * What boards are paired as that are not on the list.
 * @param {unknown} body
 */
export function readAbsent(body) {
  const { paired, screens } = record(body);
  const there = list(/** @type {unknown[]} */ (screens)).map((one) => record(one).paired_as);
  return list(/** @type {unknown[]} */ (paired))
    .map((one) => text(record(one).name))
    .filter((name) => name && there.indexOf(name) < 0);
}

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
        trust: text(one.trust),
        pairedAs: typeof one.paired_as === "string" ? one.paired_as : null,
        address: text(one.address),
      };
    })
    .sort((one, other) => rank(one) - rank(other) || (one.name < other.name ? -1 : 1));
}

// Boards that anybody may have opened come after the office's own.
/** @param {Screen} screen */
function rank(screen) {
  return screen.trust === "none" ? 1 : 0;
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
    this.state = { screens: null, zones: [], layouts: [], absent: [], sentence: "", note: "" };
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
          absent: readAbsent(body),
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

  /**
   * @param {string} path
   * @param {object} body
   * @returns {Promise<unknown>}
   */
  post(path, body) {
    return this._ask("POST", path, body).then((answer) => (answer.status === 200 ? answer.body : null));
  }

  /** @param {string} name */
  unpair(name) {
    this.post("/api/v1/screens/pairings/undo", { name: name }).then(() => this.look());
  }

  /** @param {Screen} screen */
  giveStartPage(screen) {
    const query = new URLSearchParams({ name: screen.name });
    const asked = { name: screen.name, query: query.toString() };
    this.post("/api/v1/screens/start-page", asked).then((body) => {
      const { file, address, page } = record(body);
      if (typeof page === "string" && typeof file === "string") {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(new Blob([page], { type: "text/html" }));
        link.download = file;
        link.click();
        URL.revokeObjectURL(link.href);
        const { words } = this.props.desk;
        this.setState({ note: words.say("startPageWhy", { name: screen.name, address: text(address) }) });
        this.look();
      }
    });
  }

  /** @param {Screen} screen */
  pairing(screen) {
    const { words } = this.props.desk;
    const { pairedAs, trust, address } = screen;
    const where = trust === "none" && address ? " · " + address : "";
    return html`<td class="pairing">${words.say("trust." + trust) + where}
      ${
        pairedAs === null
          ? null
          : html`<button type="button" class="small" data-unpair=${pairedAs}
            onClick=${() => this.unpair(pairedAs)}>${words.say("unpair")}</button>`
      }
      ${
        screen.name
          ? html`<button type="button" class="small" data-start-page=${screen.name}
            onClick=${() => this.giveStartPage(screen)}>${words.say("startPage")}</button>`
          : null
      }</td>`;
  }

  // Boards that are paired and have not been there since the server was started.
  absent() {
    const { words } = this.props.desk;
    return this.state.absent.map(
      (name) => html`<tr key=${"absent " + name} data-absent=${name}><th scope="row">${name}</th>
        <td>${words.say("screenGone")}</td><td colspan="4"></td>
        <td class="pairing">${words.say("trust.paired")}
          <button type="button" class="small" data-unpair=${name} onClick=${() => this.unpair(name)}>
            ${words.say("unpair")}</button></td></tr>`,
    );
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
    return html`<tr key=${screen.trust + screen.name} data-screen=${screen.name}>
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
      )}</td>${this.pairing(screen)}</tr>`;
  }

  render() {
    const { desk, close } = this.props;
    const { words } = desk;
    const { screens, absent, sentence, note } = this.state;
    const heads = [
      "screen",
      "screenState",
      "duty.speaks",
      "duty.slides",
      "duty.zone",
      "duty.layout",
      "pairing",
    ];
    const rows = screens || [];
    const empty = words.say(screens === null ? "connectingServer" : "noScreens");
    const title = words.say("screens");
    return html`<main class="floor screens-floor"><section class="card screens" aria-label=${title}>
      <h2 class="card-title">${title} <button type="button" class="small" data-close="screens"
        onClick=${close}>${words.say("dismiss")}</button></h2>
      <p>${words.say("screensWhy")}</p>
      <p>${words.say("pairingWhy")}</p>
      <${PairScreen} words=${words} changed=${() => this.look()}
        post=${(/** @type {string} */ path, /** @type {object} */ body) => this.post(path, body)} />
      <div aria-live="polite">${note ? html`<p>${note}</p>` : null}</div>
      <div aria-live="polite">${sentence ? html`<p class="mistake">${sentence}</p>` : null}</div>
      ${
        rows.length || absent.length
          ? html`<div class="scroll"><table><thead><tr>
            ${heads.map((name) => html`<th key=${name} scope="col">${words.say(name)}</th>`)}</tr></thead>
            <tbody>${rows.map((one) => this.row(one))}${this.absent()}</tbody></table></div>`
          : html`<p class="nothing">${empty}</p>`
      }
    </section></main>`;
  }
}
