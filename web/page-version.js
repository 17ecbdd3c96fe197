// Of which version this page is, and when it loads itself again because the server's pages are of another
// one.

export class PageVersion {
  /** @param {() => void} load */
  constructor(load) {
    this.known = ""; // as the first welcome said; empty before it
    this._isOutdated = false;
    this._load = load;
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
      this.known = version;
    }
    this._isOutdated = version !== this.known;
  }

  /**
   * Loads the page again, once, if it is outdated and nothing is under way that would be lost.
   * @param {boolean} isIdle
   */
  renew(isIdle) {
    if (this._isOutdated && isIdle) {
      this._isOutdated = false;
      this._load();
    }
  }
}

export const pageVersion = new PageVersion(() => location.reload());
