// What stands beside the number and who waits: notices, who is on hold or missed, the day's figures, trouble,
// dossiers, other counters.

import { html } from "../vendor/preact-htm.js";
import { icon } from "./icons.js";
import { answersShown, NoticeList } from "./notices.js";
import { span, stopwatch } from "./times.js";

/** @typedef {import("./desk").Desk} Desk */
/** @typedef {import("./reading").DeskView} DeskView */
/** @typedef {import("./reading").Overview} Overview */
/** @typedef {import("./reading").Ticket} Ticket */
/** @typedef {import("./words").Words} Words */
/** @typedef {import("../vendor/preact-htm").Child} Child */

/**
 * @param {string} name
 * @param {string} title
 * @param {Child} body
 */
function card(name, title, body) {
  return html`<section class=${"card " + name} aria-label=${title}>
    <h2 class="card-title">${title}</h2>${body}</section>`;
}

/**
 * @param {Desk} desk
 * @param {Ticket} ticket
 */
function asideRow(desk, ticket) {
  const words = desk.words;
  const since = ticket.state === "parked" ? ticket.parkedAt : ticket.calledAt;
  const says = ticket.note || words.field(ticket.field);
  const bringBack = words.say("bringBack");
  const back = () =>
    desk.send("back:" + ticket.number, {
      name: "bring-back",
      number: ticket.number,
      counter: desk.counter === null ? undefined : desk.counter,
    });
  return html`<li key=${ticket.number} data-number=${ticket.number}>
      <b>${ticket.number}</b> <span class="row-words" title=${says}>${says}</span>
      ${since === null ? null : html`<span class="timer">${stopwatch(since, desk.now())}</span>`}
      <button type="button" class="small" onClick=${back}
        aria-label=${bringBack + " " + ticket.number}>${bringBack}</button></li>`;
}

/**
 * Numbers on hold or missed, each with how long, and a button where somebody may bring it back.
 * @param {{ desk: Desk, tickets: Ticket[] }} props
 */
export function AsideList(props) {
  return html`<ul class="rows">${props.tickets.map((ticket) => asideRow(props.desk, ticket))}</ul>`;
}

/**
 * The numbers on hold, or those missed, as a card; none where there is none.
 * @param {Desk} desk
 * @param {DeskView | Overview} view
 * @param {"parked" | "missed"} name
 */
export function asideCard(desk, view, name) {
  const tickets = view[name];
  const title = desk.words.say(name, { n: tickets.length });
  return tickets.length ? card(name, title, html`<${AsideList} desk=${desk} tickets=${tickets} />`) : null;
}

/** @param {{ words: Words, view: DeskView }} props */
function Figures(props) {
  const words = props.words;
  const figures = props.view.figures;
  /**
   * @param {string} name
   * @param {string | number} value
   */
  const figure = (name, value) => html`<div><dt>${words.say(name)}</dt><dd>${value}</dd></div>`;
  return card(
    "figures",
    words.say("figures"),
    html`<dl>
    ${figure("served", figures.served)}
    ${figures.unstarted ? figure("unstarted", figures.unstarted) : null}
    ${figure("missedToday", figures.missed)}
    ${figure("meanWait", span(figures.meanWaitSeconds))}
    ${figure("meanService", span(figures.meanServiceSeconds))}</dl>`,
  );
}

/**
 * @param {string[]} kiosks
 * @param {Words} words
 */
function paperLow(kiosks, words) {
  if (kiosks.length > 1) {
    const names = kiosks.map((name) => name || "?").join(", ");
    return words.say("paperLowAtSeveral", { n: kiosks.length, names: names });
  }
  return kiosks[0] ? words.say("paperLowAt", { name: kiosks[0] }) : words.say("paperLow");
}

/**
 * A kiosk by its name, which may say by itself that it is one.
 * @param {string} name
 * @param {Words} words
 */
function kioskCalled(name, words) {
  const called = words.say("kioskAt", { name: name });
  const kind = called
    .slice(0, called.length - name.length)
    .trim()
    .toLowerCase();
  return !name ? words.say("kioskUnnamed") : name.toLowerCase().indexOf(kind) === 0 ? name : called;
}

/**
 * @param {DeskView["printers"][number]} row
 * @param {Words} words
 */
function printerSentence(row, words) {
  const printer = kioskCalled(row.kiosk, words);
  const reason = words.say("reason." + row.reason) || row.reason;
  if (!row.since) {
    return printer + ": " + reason;
  }
  const values = { printer: printer, time: row.since, n: row.failed, reason: reason };
  const said = words.say(row.reason ? "slipsFailed" : "slipsLacking", values);
  const more = row.numbers.length && row.failed > row.numbers.length ? ", …" : "";
  return row.numbers.length ? said + ": " + row.numbers.join(", ") + more : said;
}

/**
 * What is wrong with printers and screens, in sentences; empty where all is well.
 * @param {DeskView | Overview} view
 * @param {Words} words
 */
export function troubles(view, words) {
  const paper = view.paperLow.length ? [paperLow(view.paperLow, words)] : [];
  const printers = view.printers.map((row) => printerSentence(row, words));
  const screens = view.screens.map((screen) =>
    words.say("screenTrouble", {
      screen: (words.say("role." + screen.role, screen) || words.say("role.unknown", screen)).trim(),
      trouble: words.say("trouble." + screen.trouble) || screen.trouble,
    }),
  );
  return printers.concat(paper, screens);
}

/**
 * Sentences that warn; nothing where there are none.
 * @param {string} title
 * @param {string[]} found
 */
function warnings(title, found) {
  /** @param {string} sentence */
  const row = (sentence) => html`<li key=${sentence}>${icon("warn")} <span>${sentence}</span></li>`;
  return found.length ? card("troubles", title, html`<ul class="rows">${found.map(row)}</ul>`) : null;
}

/** @param {{ words: Words, view: DeskView | Overview }} props */
export function Troubles(props) {
  const { words, view } = props;
  const ofFile = view.warnings.map((warning) => words.name(warning));
  const ofServer = view.serverWarnings.map((warning) => words.name(warning));
  return html`${warnings(words.say("theServer"), ofServer)}
    ${warnings(words.say("officeFile"), ofFile)}
    ${warnings(words.say("trouble"), troubles(view, words))}`;
}

/** @param {{ desk: Desk, view: DeskView | Overview }} props */
export function DossierSums(props) {
  const desk = props.desk;
  const words = desk.words;
  const all = props.view.dossiers;
  /**
   * @param {string} name
   * @param {number} count
   * @param {boolean} isLate
   */
  const sum = (name, count, isLate) => {
    const stands = isLate && count > 0;
    return html`<div class=${stands ? "is-late" : ""}>
      <dt>${stands ? icon("warn") : null}${words.say(name)}</dt><dd>${count}</dd></div>`;
  };
  const title = words.say("dossiers");
  return html`<section class="card dossier-sums" aria-label=${title}><h2 class="card-title">${title}
      <button type="button" class="small" data-open="dossiers"
        onClick=${() => desk.press("dossiers")}><kbd>D</kbd></button></h2>
    <dl>${sum("dueToday", all.dueTodayCount, false)}${sum("lateDossiers", all.lateCount, true)}
      ${sum("ready", all.ready.length, false)}${sum("apology", all.apologyDue.length, true)}</dl></section>`;
}

/**
 * @param {Words} words
 * @param {import("./reading").CounterState} other
 */
function doing(words, other) {
  if (other.ticket) {
    return html`<b>${other.ticket}</b> ${words.say("state." + other.ticketState).toLowerCase()}`;
  }
  return words.say(other.state === "paused" ? "pausedThere" : "nobodyThere");
}

/** @param {{ words: Words, view: DeskView }} props */
function Others(props) {
  const { words, view } = props;
  const others = view.counters.filter((one) => one.number !== view.counter && one.state !== "closed");
  /** @param {import("./reading").CounterState} one */
  const row = (one) => html`<li key=${one.number}>
    <b class="counter-number">${words.counterInBrief(one.number)}</b> <span>${doing(words, one)}</span></li>`;
  return card(
    "others",
    words.say("others"),
    others.length
      ? html`<ul class="rows">${others.map(row)}</ul>`
      : html`<p class="nothing">${words.say("noOther")}</p>`,
  );
}

/** @param {{ desk: Desk, view: DeskView }} props */
export function Sidebar(props) {
  const { desk, view } = props;
  const words = desk.words;
  const notices = () => html`<${NoticeList} desk=${desk} view=${view} />`;
  return html`<aside class="sidebar" aria-label=${words.say("figures")}>
    ${
      view.notices.length + answersShown(desk, view).length
        ? card("notices", words.say("notices"), notices())
        : null
    }
    <${Troubles} words=${words} view=${view} />
    ${asideCard(desk, view, "parked")}
    ${asideCard(desk, view, "missed")}
    <${Figures} words=${words} view=${view} />
    <${DossierSums} desk=${desk} view=${view} />
    <${Others} words=${words} view=${view} />
  </aside>`;
}
