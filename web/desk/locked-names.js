// Whom wrong PINs keep from signing in, for a manager to see and to let in again.

import { list, officeTime, readMoment, record, text } from "../view.js";
import { Component, html } from "../vendor/preact-htm.js";
import { ask } from "./session.js";

const LOOK_MILLISECONDS = 5000;

/** @typedef {import("./desk").Desk} Desk */
/** @typedef {ReturnType<typeof readMoment>} Moment */
/**
 * @typedef {object} Lock
 * @property {string} name empty for all names at this address
 * @property {string} address empty for all where this person has never signed in
 * @property {number} wrong
 * @property {Moment} since
 * @property {Moment} until
 */

/**
 * The locks in the server's list.
 * @param {unknown} body
 * @returns {Lock[]}
 */
export function readLocks(body) {
  return list(/** @type {unknown[]} */ (record(body).locks))
    .map(record)
    .map((one) => ({
      name: text(one.name),
      address: text(one.address),
      wrong: typeof one.wrong === "number" ? one.wrong : 0,
      since: readMoment(one.since),
      until: readMoment(one.until),
    }));
}

/**
 * Those of one name together, since they are unlocked together; each address that is locked for all alone.
 * @param {Lock[]} locks
 */
function byName(locks) {
  /** @type {Lock[][]} */
  const rows = [];
  locks.forEach((lock) => {
    const row = rows.filter((one) => lock.name !== "" && one[0].name === lock.name)[0];
    if (row === undefined) {
      rows.push([lock]);
    } else {
      row.push(lock);
    }
  });
  return rows;
}

/**
 * A card of its own; nothing where nobody is locked.
 * @extends {Component<{ desk: Desk }, { locks: Lock[], sentence: string }>}
 */
export class LockedNames extends Component {
  /** @param {{ desk: Desk }} props */
  constructor(props) {
    super(props);
    /** @type {{ locks: Lock[], sentence: string }} */
    this.state = { locks: [], sentence: "" };
    /** @type {number | undefined} */
    this._looking = undefined;
  }

  componentDidMount() {
    this._looking = setInterval(() => this.look(), LOOK_MILLISECONDS);
    this.look();
  }

  componentWillUnmount() {
    clearInterval(this._looking);
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   */
  _ask(method, path, body) {
    const { session, words } = this.props.desk;
    return ask(method, path, { token: session.token, language: words.language, body: body });
  }

  look() {
    this._ask("GET", "/api/v1/sign-ins/locks").then((answer) => {
      if (answer.status === 200) {
        this.setState({ locks: readLocks(answer.body) });
      }
    });
  }

  /** @param {Lock} lock */
  unlock(lock) {
    const told = lock.name ? { name: lock.name } : { address: lock.address };
    this._ask("POST", "/api/v1/sign-ins/unlock", told).then((answer) => {
      const { words } = this.props.desk;
      const refusal = text(record(answer.body).message) || words.say("noServer");
      this.setState({ sentence: answer.status === 204 ? "" : refusal });
      this.look();
    });
  }

  /**
   * Hours and minutes of a moment, with the day where it is not today's.
   * @param {Moment} moment
   */
  clock(moment) {
    if (moment === null) {
      return "";
    }
    const there = officeTime(moment.epoch, moment.offsetMinutes);
    const today = officeTime(this.props.desk.now(), moment.offsetMinutes).date;
    return there.clock + (there.date === today ? "" : " " + there.date.slice(0, 5));
  }

  /** @param {Lock} lock */
  line(lock) {
    const { words } = this.props.desk;
    const where = lock.address
      ? words.say("lockedAt", { address: lock.address })
      : words.say("lockedElsewhere");
    const values = { n: lock.wrong, since: this.clock(lock.since), until: this.clock(lock.until) };
    return html`<p key=${lock.address}>${where}: ${words.say("lockedTries", values)}</p>`;
  }

  /**
   * Whoever is unlocked at once: a name with all its places, or everybody at an address.
   * @param {Lock[]} locks of one name, or one of an address
   */
  row(locks) {
    const { words } = this.props.desk;
    const first = locks[0];
    const name = first.name || words.say("lockedEverybody");
    const unlock = words.say("unlock");
    return html`<li key=${first.name + " " + first.address} data-locked=${first.name || first.address}>
      <div class="locked-name"><b>${name}</b>${locks.map((lock) => this.line(lock))}</div>
      <button type="button" class="small" onClick=${() => this.unlock(first)}
        aria-label=${unlock + " " + name}>${unlock}</button></li>`;
  }

  render() {
    const { locks, sentence } = this.state;
    const rows = byName(locks);
    const title = this.props.desk.words.say("locked", { n: rows.length });
    return locks.length === 0
      ? null
      : html`<section class="card locked-names" aria-label=${title} role="alert">
          <h2 class="card-title">${title}</h2>
          ${sentence ? html`<p class="mistake">${sentence}</p>` : null}
          <ul class="rows">${rows.map((row) => this.row(row))}</ul></section>`;
  }
}
