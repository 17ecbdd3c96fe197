// Whether this board is paired, and so may speak: its secret is kept in the page's address, behind the "#"
// that no server is sent, and by the browser, so that a screen that forgets one of the two comes back by
// itself.

const KEPT_AS = "motcua.paired.";
const IN_ADDRESS = /(?:^#|&)paired=([A-Za-z0-9_-]{1,100})/;

/** @typedef {import("./wire").PairingFrame} PairingFrame */

export class Pairing {
  /** @param {string} name what staff know this screen by */
  constructor(name) {
    this._name = name;
    this.isKnown = false; // the server has said whether it is paired
    this.isPaired = false;
    this.code = "";
  }

  // What this screen knows itself by; "" where it was never paired, two where its start page has an old one.
  get secrets() {
    const found = IN_ADDRESS.exec(location.hash);
    const secrets = [found === null ? "" : found[1], kept(KEPT_AS + this._name)];
    return secrets.filter((secret, at) => secret && secrets.indexOf(secret) === at).join(" ");
  }

  /** @param {PairingFrame} frame */
  hear(frame) {
    this.isKnown = true;
    this.isPaired = frame.is_paired === true;
    this.code = typeof frame.code === "string" ? frame.code : "";
    if (typeof frame.secret === "string" && frame.secret) {
      this._keep(frame.secret);
    } else if (this.isPaired && this.secrets && this.secrets.indexOf(" ") < 0) {
      this._keep(this.secrets);
    }
  }

  /** @param {string} secret */
  _keep(secret) {
    try {
      localStorage.setItem(KEPT_AS + this._name, secret);
    } catch (_error) {
      console.warn("This browser keeps nothing.");
    }
    const query = new URLSearchParams(location.search);
    if (!query.get("name")) {
      query.set("name", this._name); // its duty goes by its name
    }
    const address = location.pathname + "?" + query.toString() + "#paired=" + secret;
    if (address !== location.pathname + location.search + location.hash) {
      history.replaceState(null, "", address);
    }
  }
}

// As it is read from a distance: 482 913.
/** @param {string} code */
export function inGroups(code) {
  return code.replace(/(...)(?=.)/g, "$1\u00a0");
}

/** @param {string} name */
function kept(name) {
  try {
    return localStorage.getItem(name) || "";
  } catch (_error) {
    return ""; // storage is shut off
  }
}
