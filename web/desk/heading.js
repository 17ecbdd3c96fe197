// The top of the desk: which counter this is, who sits there, and whether the connection to the server holds.

import { html } from "../vendor/preact-htm.js";
import { icon } from "./icons.js";

const LINK_ICONS = { live: "dot", connecting: "dot", old: "warn", rejected: "cut" };

function linkState(desk) {
  const state = desk.link.state;
  return html`<p class=${"link-state is-" + state} title=${desk.words.say("link." + state)}>
    ${icon(LINK_ICONS[state])} <span class="link-words">${desk.words.say("link." + state)}</span></p>`;
}

function counterState(view) {
  return !view.isOpen ? "closed" : view.isPaused ? "paused" : "open";
}

// The heading of a counter's desk.
export function Heading(props) {
  const desk = props.desk;
  const words = desk.words;
  const view = desk.view;
  const state = view === null ? "" : counterState(view);
  const fields = view === null ? "" : words.fields(view.fields);
  return html`<header class="heading">
    <h1><span class="counter-word">${words.say("counter", { counter: desk.counter })}</span></h1>
    <p class="clerk">${view === null ? "" : view.clerk || "–"}</p>
    ${view === null ? null : html`<p class=${"chip counter-" + state}>${words.say("counter." + state)}</p>`}
    <p class="heading-fields" title=${fields}>${fields}</p>
    <p class="time">${desk.clock(desk.now())}</p>
    ${linkState(desk)}
  </header>`;
}

// The heading of the overview.
export function StaffHeading(props) {
  const desk = props.desk;
  const words = desk.words;
  const office =
    desk.card !== null && desk.card.names.length
      ? desk.card.names[desk.card.names.length - 1][words.language]
      : "";
  return html`<header class="heading">
    <h1>${words.say(desk.role === "guidance" ? "overviewGuidance" : "overviewManager")}</h1>
    <p class="clerk">${desk.session.name}</p>
    <p class="heading-fields">${office}</p>
    <p class="time">${desk.clock(desk.now())}</p>
    ${linkState(desk)}
  </header>`;
}

// Stands above everything while what is shown is not what is.
export function OldData(props) {
  const desk = props.desk;
  if (desk.link.state === "live" || desk.view === null) {
    return null;
  }
  const reason = desk.words.said(desk.link.reason);
  return html`<p class="old-data" role="alert">${icon("warn")}
    <span>${reason || desk.words.say("oldSince", { time: desk.clock(desk.trustedAt) })}</span></p>`;
}

// What belongs to this page rather than to the counter.
export function Tools(props) {
  const words = props.words;
  return html`<nav class="tools" aria-label=${words.say("title")}>
    ${props.openBar ? html`<button type="button" class="tool as-bar" onClick=${props.openBar}>${words.say("asBar")}</button>` : null}
    <button type="button" class="tool" lang=${words.language === "vi" ? "en" : "vi"} onClick=${props.turnLanguage}>${words.say("language")}</button>
    ${props.leave ? html`<button type="button" class="tool" onClick=${props.leave}>${words.say("another")}</button>` : null}
    ${props.signOut ? html`<button type="button" class="tool" onClick=${props.signOut}>${words.say("signOut")}</button>` : null}
  </nav>`;
}
