// Of which version this page is, and when it loads itself again: because the server's pages are of another
// one, or for the night. Never before the server has answered, so that it never lands on an error page.

export const LOOK_AGAIN_SECONDS = 10; // after the server did not answer
export const PAUSE_SECONDS_MIN = 60; // after a loading that brought no other page; doubled each time
export const PAUSE_SECONDS_MAX = 3600;
const WAIT_MILLISECONDS_MAX = 10000;
const KEPT_AS = "motcua.loadings";
const VERSION = /<meta name="motcua-page" content="([^"]*)">/;
const OF_VERSIONS = /^(protocol-unknown|page-outdated)$/;

/**
 * What a browser has for it.
 * @typedef {object} Means
 * @property {() => string} known of which version this page is; empty where it does not say
 * @property {() => Promise<string>} served of which version the server would give it now
 * @property {() => void} load
 * @property {() => number} loadings how often in a row the page was loaded for another version
 * @property {(count: number) => void} keepLoadings
 * @property {() => number} seconds since the page was loaded
 */

export class PageVersion {
  /** @param {Means} means */
  constructor(means) {
    this._means = means;
    /** @type {string | null} */
    this._known = null;
    this._isOutdated = false;
    this._isAsking = false;
    /** @type {number | null} */
    this._pauseSeconds = null;
    this._nextAt = 0;
  }

  // As the page itself says, or the first welcome where it does not.
  get known() {
    if (this._known === null) {
      this._known = this._means.known();
    }
    return this._known;
  }

  get isOutdated() {
    return this._isOutdated;
  }

  /**
   * A welcome says of which version the server's pages are; empty where it does not say.
   * @param {unknown} version
   */
  hear(version) {
    if (typeof version !== "string" || version === "") {
      return;
    }
    if (this.known === "") {
      this._known = version;
    }
    this._isOutdated = version !== this.known;
    if (!this._isOutdated) {
      this._means.keepLoadings(0);
      this._pauseSeconds = null;
    }
  }

  /**
   * The server may want another dialogue than this page speaks.
   * @param {import("./wire").Fault} fault
   */
  hearFault(fault) {
    this._isOutdated = this._isOutdated || OF_VERSIONS.test(fault.error);
  }

  /**
   * Loads the page again if it is outdated and nothing is under way that would be lost.
   * @param {boolean} isIdle
   */
  renew(isIdle) {
    if (!this._isOutdated || !isIdle) {
      return;
    }
    if (this._pauseSeconds === null) {
      const loadings = this._means.loadings();
      this._pauseSeconds = loadings === 0 ? 0 : pauseAfter(loadings);
      this._nextAt = this._pauseSeconds;
    }
    this._ask((served) => {
      if (served === this.known) {
        const doubled = (this._pauseSeconds || 0) * 2;
        this._pauseSeconds = Math.min(PAUSE_SECONDS_MAX, Math.max(PAUSE_SECONDS_MIN, doubled));
        this._nextAt = this._means.seconds() + this._pauseSeconds;
        return;
      }
      this._means.keepLoadings(this._means.loadings() + 1);
      this._load();
    });
  }

  // Loads the page again as soon as the server answers; to be called until it is.
  loadAnew() {
    this._ask(() => this._load());
  }

  _load() {
    this._nextAt = this._means.seconds() + LOOK_AGAIN_SECONDS; // a page that is left lives on for a moment
    this._means.load();
  }

  /**
   * Asks for this page, one time after the other.
   * @param {(served: string) => void} then
   */
  _ask(then) {
    if (this._isAsking || this._means.seconds() < this._nextAt) {
      return;
    }
    this._isAsking = true;
    this._means
      .served()
      .then(then)
      .catch(() => {
        this._nextAt = this._means.seconds() + LOOK_AGAIN_SECONDS;
      })
      .then(() => {
        this._isAsking = false;
      });
  }
}

/**
 * How long to wait after so many loadings in a row that were in vain.
 * @param {number} loadings
 */
export function pauseAfter(loadings) {
  return Math.min(PAUSE_SECONDS_MAX, PAUSE_SECONDS_MIN * Math.pow(2, Math.min(loadings, 10) - 1));
}

/** @type {Means} */
const BROWSER = {
  known: () => {
    const said = document.querySelector('meta[name="motcua-page"]');
    return (said === null ? null : said.getAttribute("content")) || "";
  },
  served: () => {
    const late = new Promise((_done, failed) => setTimeout(failed, WAIT_MILLISECONDS_MAX));
    const page = fetch(location.pathname + location.search, { cache: "no-store" })
      .then((answer) => answer.text())
      .then((text) => {
        const found = VERSION.exec(text);
        if (found === null) {
          throw new Error("this is another page"); // of a proxy whose server is down
        }
        return found[1];
      });
    return Promise.race([page, /** @type {Promise<string>} */ (late)]);
  },
  load: () => location.reload(),
  loadings: () => {
    try {
      return Number(sessionStorage.getItem(KEPT_AS)) || 0;
    } catch (_error) {
      return 10; // storage is shut off; the longest pause is the safe one
    }
  },
  keepLoadings: (count) => {
    try {
      sessionStorage.setItem(KEPT_AS, String(count));
    } catch (_error) {
      console.warn("This browser keeps nothing.");
    }
  },
  seconds: () => performance.now() / 1000,
};

export const pageVersion = new PageVersion(BROWSER);
