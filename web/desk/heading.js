// The top of the desk: which counter this is, who sits there, and whether the connection to the server holds.

import { html } from "../vendor/preact-htm.js";
import { icon } from "./icons.js";
import { Marks } from "./marks.js";

/** @typedef {import("./desk").Desk} Desk */
/** @typedef {import("./reading").DeskView} DeskView */

/** @type {Record<import("../link").State, string>} */
const LINK_ICONS = { live: "dot", connecting: "dot", old: "warn", rejected: "cut" };

/** @param {Desk} desk */
function linkState(desk) {
  const state = desk.link.state;
  const says = desk.words.say("link." + state);
  return html`<p class=${"link-state is-" + state} title=${says}>
    ${icon(LINK_ICONS[state])} <span class="link-words">${says}</span></p>`;
}

/** @param {DeskView} view */
function counterState(view) {
  return !view.isOpen ? "closed" : view.isPaused ? "paused" : "open";
}

/**
 * The heading of a counter's desk.
 * @param {{ desk: Desk, view: DeskView | null }} props
 */
export function Heading(props) {
  const { desk, view } = props;
  const words = desk.words;
  const state = view === null ? "" : counterState(view);
  const fields = view === null ? "" : words.fields(view.fields);
  return html`<header class="heading">
    <h1><span class="counter-word">${words.say("counter", { counter: desk.counter })}</span></h1>
    <p class="clerk">${view === null ? "" : view.clerk || "–"}</p>
    ${view === null ? null : html`<p class=${"chip counter-" + state}>${words.say("counter." + state)}</p>`}
    <p class="heading-fields" title=${fields}>${fields}</p>
    ${view === null ? null : html`<${Marks} desk=${desk} view=${view} />`}
    <p class="time">${desk.clock(desk.now())}</p>
    ${linkState(desk)}
  </header>`;
}

/**
 * The heading of the overview; a manager has the list of boards behind it.
 * @param {{ desk: Desk, showScreens: Act }} props
 */
export function StaffHeading(props) {
  const desk = props.desk;
  const words = desk.words;
  const office =
    desk.card !== null && desk.card.names.length
      ? words.name(desk.card.names[desk.card.names.length - 1])
      : "";
  return html`<header class="heading">
    <h1>${words.say(desk.role === "guidance" ? "overviewGuidance" : "overviewManager")}</h1>
    <p class="clerk">${desk.session.name}</p>
    <p class="heading-fields">${office}</p>
    ${
      props.showScreens === null
        ? null
        : html`<button type="button" class="tool" data-open="screens"
          onClick=${props.showScreens}>${words.say("screens")}</button>`
    }
    <p class="time">${desk.clock(desk.now())}</p>
    ${linkState(desk)}
  </header>`;
}

/**
 * Stands above everything while what is shown is not what is.
 * @param {{ desk: Desk }} props
 */
export function OldData(props) {
  const desk = props.desk;
  if (desk.link.state === "live" || desk.view === null) {
    return null;
  }
  const reason = desk.words.said(desk.link.reason);
  return html`<p class="old-data" role="alert">${icon("warn")}
    <span>${reason || desk.words.say("oldSince", { time: desk.clock(desk.trustedAt) })}</span></p>`;
}

/** @typedef {(() => void) | null} Act what a button does; it is left out where there is nothing to do */

/**
 * What belongs to this page rather than to the counter.
 * @param {object} props
 * @param {import("./words").Words} props.words
 * @param {() => void} props.turnLanguage
 * @param {Act} props.openBar
 * @param {Act} props.leave
 * @param {Act} props.signOut
 * @param {Act} props.turnKeys
 * @param {string} props.keys which of them somebody works with
 */
export function Tools(props) {
  const words = props.words;
  /**
   * @param {string} name
   * @param {Act} act
   * @param {string} [kind]
   */
  const tool = (name, act, kind) =>
    act === null
      ? null
      : html`<button type="button" class=${"tool" + (kind || "")} onClick=${act}>${words.say(name)}</button>`;
  return html`<nav class="tools" aria-label=${words.say("title")}>
    ${tool("asBar", props.openBar, " as-bar")}
    ${tool("keys." + props.keys, props.turnKeys, " keys-tool")}
    <button type="button" class="tool" lang=${words.language === "vi" ? "en" : "vi"}
      onClick=${props.turnLanguage}>${words.say("language")}</button>
    ${tool("another", props.leave)}
    ${tool("signOut", props.signOut)}
  </nav>`;
}
