// The band under every layout: that the picture is old, what is being said, or the office's own lines.

import { put, toggle } from "../elements.js";
import { drawIcon } from "../icons.js";
import { say } from "../words.js";
import { STRIP_SECONDS } from "./strip.js";

const TICKER_HEIGHTS_PER_SECOND = 0.06;

/** @typedef {{ kind: "old" | "said" | "rest", first: string, second: string }} Told */

export class Band {
  /** @param {import("../wall").Wall} wall */
  constructor(wall) {
    this._wall = wall;
    this._isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this._running = "";
  }

  /**
   * @param {number} at
   * @param {string} ticker the office's own lines
   */
  show(at, ticker) {
    const { find, fitter, body } = this._wall;
    const told = this._told();
    const runs = told === null && ticker !== "";
    const shown = told || this._rest();
    toggle(body, "has-ticker", runs);
    find("ticker").hidden = !runs;
    find("caption").hidden = runs;
    toggle(find("band"), "is-old", shown.kind === "old");
    toggle(find("band"), "is-said", shown.kind === "said");
    drawIcon(find("band-icon"), shown.kind === "old" ? "offline" : shown.kind === "said" ? "speaker" : "");
    fitter.put(find("caption-first"), runs ? "" : shown.first);
    fitter.put(find("caption-second"), runs ? "" : shown.second);
    if (runs) {
      this._run(at, ticker);
    }
  }

  /** @returns {Told | null} */
  _told() {
    const board = this._wall.board;
    if (board.reason !== null) {
      return this._both("old", String(board.reason.vi || ""), String(board.reason.en || ""));
    }
    if (board.isOld && board.view !== null) {
      const at = { time: board.trustedAt === null ? "" : board.clockAt(board.trustedAt) };
      return this._both("old", say("vi", "lost", at), say("en", "lost", at));
    }
    const caption = this._wall.saidHere();
    return caption === null ? null : this._both("said", caption.vi, caption.en);
  }

  /** @returns {Told} */
  _rest() {
    const view = this._wall.board.view;
    if (this._wall.board.isShut && view !== null) {
      const leader = view.leader.name ? this._wall.say("leader", view.leader) : "";
      const phone = view.leader.phone ? this._wall.say("phone", view.leader) : "";
      return { kind: "rest", first: [leader, phone].filter(Boolean).join(" – "), second: "" };
    }
    const state = view === null ? "open" : view.hall.state;
    const name = state === "open" ? "atRest" : state === "full" ? "noMoreNumbers" : "pastHours";
    return view === null ? this._both("rest", "", "") : this._both("rest", say("vi", name), say("en", name));
  }

  /**
   * Vietnamese with English below it, or English alone where the whole screen is English.
   * @param {"old" | "said" | "rest"} kind
   * @param {string} vi
   * @param {string} en
   * @returns {Told}
   */
  _both(kind, vi, en) {
    return this._wall.board.language === "en" && en
      ? { kind, first: en, second: "" }
      : { kind, first: vi, second: en };
  }

  /**
   * @param {number} at
   * @param {string} ticker
   */
  _run(at, ticker) {
    const line = this._wall.find("ticker-text");
    if (this._isCalm) {
      const sentences = ticker.split(" • ");
      line.className = "stands";
      this._wall.fitter.put(line, sentences[Math.floor(at / STRIP_SECONDS) % sentences.length]);
      return;
    }
    const wanted = ticker + innerWidth;
    if (wanted !== this._running) {
      this._running = wanted;
      line.className = "runs";
      put(line, ticker);
      const length = (innerWidth + line.scrollWidth) / innerHeight;
      line.style.animationDuration = length / TICKER_HEIGHTS_PER_SECOND + "s";
    }
  }
}
