// The overview of the guidance desk and the manager: every counter, everybody who waits, and what wants an
// answer.

import { Component, html } from "../vendor/preact-htm.js";
import { StatusLine } from "./at-desk.js";
import { OldData, StaffHeading } from "./heading.js";
import { StaffKeys } from "./key-caps.js";
import { NoticeList, NoticeSpoken } from "./notices.js";
import { ByField, Counters, Today } from "./overview.js";
import { Asking, Connecting } from "./page-desk.js";
import { LockedNames } from "./locked-names.js";
import { Screens } from "./page-screens.js";
import { asideCard, DossierSums, Troubles } from "./sidebar.js";
import { Waiting } from "./waiting.js";

/** @typedef {import("./desk").Desk} Desk */
/** @typedef {import("./reading").Overview} Overview */

/**
 * @param {Desk} desk
 * @param {Overview} view
 */
function notices(desk, view) {
  const words = desk.words;
  const title = words.say("notices");
  return html`<section class="card notices" aria-label=${title}><h2 class="card-title">${title}</h2>
    <${NoticeSpoken} desk=${desk} view=${view} />
    ${
      view.notices.length
        ? html`<${NoticeList} desk=${desk} view=${view} />`
        : html`<p class="nothing">${words.model.questions.messages.nothing}</p>`
    }</section>`;
}

/**
 * @param {Desk} desk
 * @param {Overview} view
 */
function floor(desk, view) {
  const words = desk.words;
  return html`<main class="floor staff-floor">
    <div class="staff-top"><${StaffKeys} desk=${desk} view=${view} /><${StatusLine} desk=${desk} />
      <${Today} desk=${desk} view=${view} /></div>
    <div class="own-column"><${Asking} desk=${desk} view=${view} />
      <${Counters} desk=${desk} view=${view} /></div>
    <div class="middle-column"><${ByField} desk=${desk} view=${view} />
      <${Waiting} desk=${desk} view=${view} /></div>
    <div class="sidebar">${notices(desk, view)}<${Troubles} words=${words} view=${view} />
      ${desk.role === "manager" ? html`<${LockedNames} desk=${desk} />` : null}
      ${asideCard(desk, view, "parked")}${asideCard(desk, view, "missed")}
      <${DossierSums} desk=${desk} view=${view} /></div>
  </main>`;
}

/** @typedef {{ desk: Desk, tools: import("../vendor/preact-htm").Child }} Props */

/** @extends {Component<Props, { areScreensShown: boolean }>} */
export class StaffPage extends Component {
  /** @param {Props} props */
  constructor(props) {
    super(props);
    this.state = { areScreensShown: false };
  }

  /**
   * @param {Desk} desk
   * @param {Overview | null} view
   */
  floor(desk, view) {
    if (this.state.areScreensShown) {
      return html`<${Screens} desk=${desk} close=${() => this.setState({ areScreensShown: false })} />`;
    }
    return view === null ? html`<${Connecting} desk=${desk} />` : floor(desk, view);
  }

  /** @param {Props} props */
  render(props) {
    const desk = props.desk;
    const classes =
      "page staff-page" +
      (desk.link.state === "live" ? "" : " is-old") +
      (desk.asking === null ? "" : " is-asking");
    const showScreens = desk.role === "manager" ? () => this.setState({ areScreensShown: true }) : null;
    return html`<div class=${classes}>
      <${StaffHeading} desk=${desk} showScreens=${showScreens} /><${OldData} desk=${desk} />
      ${this.floor(desk, desk.overview)}${props.tools}</div>`;
  }
}
