// The office's slideshow: pictures and videos one after the other while nobody is being called.

import { atServer } from "./addresses.js";

export const PICTURE_SECONDS = 10;
export const VIDEO_SECONDS_MAX = 300;
export const LISTING_SECONDS = 60;

/** @typedef {{ name: string, address: string, kind: string }} Slide */

export class Slides {
  /**
   * `listed` is told of the ticker's text; the elements are the picture, the video and the box around them.
   * @param {HTMLElement} box
   * @param {HTMLImageElement} picture
   * @param {HTMLVideoElement} video
   * @param {(ticker: string) => void} listed
   */
  constructor(box, picture, video, listed) {
    this.trouble = "";
    this._box = box;
    this._picture = picture;
    this._video = video;
    this._listed = listed;
    /** @type {Slide[]} */
    this._files = [];
    this._signature = "";
    /** @type {Set<string>} */
    this._broken = new Set();
    this._next = 0;
    /** @type {Slide | null} */
    this._showing = null;
    this._until = 0;
    picture.onerror = () => this._skip();
    video.onerror = () => this._skip();
    video.onended = () => (this._until = 0);
  }

  run() {
    this._list();
    setInterval(() => this._list(), LISTING_SECONDS * 1000);
  }

  /**
   * Brings the slide up to date; with `isWanted` false there is none and a video stands still.
   * @param {boolean} isWanted
   * @param {number} at
   */
  look(isWanted, at) {
    const hasAny = this._files.some((file) => !this._broken.has(file.name));
    if (!isWanted || !hasAny) {
      this._stop();
      return false;
    }
    if (this._showing === null || at >= this._until) {
      this._show(at);
    }
    return true;
  }

  _list() {
    fetch(atServer("/web/media.json"))
      .then((answer) => answer.json())
      .then((listing) => this._take(listing))
      .catch(() => {}); // the connection is lost, which the link shows; the files that are known stay
  }

  /** @param {{ files?: unknown, ticker?: unknown }} listing */
  _take(listing) {
    const files = Array.isArray(listing.files) ? listing.files : [];
    const signature = JSON.stringify(files);
    if (signature !== this._signature) {
      this._signature = signature;
      this._files = files.filter((file) => typeof file.name === "string" && typeof file.address === "string");
      this._broken.clear();
      this.trouble = "";
    }
    this._listed(typeof listing.ticker === "string" ? listing.ticker : "");
  }

  /** @param {number} at */
  _show(at) {
    while (this._broken.has(this._files[this._next % this._files.length].name)) {
      this._next += 1;
    }
    this._next %= this._files.length;
    const file = this._files[this._next];
    this._next += 1;
    const isSame = this._showing !== null && this._showing.name === file.name;
    const isVideo = file.kind === "video";
    this._until = at + (isVideo ? VIDEO_SECONDS_MAX : PICTURE_SECONDS);
    this._showing = file;
    this._box.hidden = false;
    this._picture.hidden = isVideo;
    this._video.hidden = !isVideo;
    if (!isVideo) {
      this._emptyVideo();
      if (!isSame) {
        this._picture.src = atServer(file.address);
      }
      return;
    }
    this._video.muted = true;
    this._video.src = atServer(file.address);
    const playing = this._video.play();
    if (playing) {
      playing.catch(() => {}); // what can't be played fires an error, which skips it
    }
  }

  _skip() {
    if (this._showing === null) {
      return;
    }
    this._broken.add(this._showing.name);
    this.trouble = this._showing.name + " can't be shown";
    this._until = 0;
  }

  _stop() {
    if (this._showing !== null) {
      this._showing = null;
      this._box.hidden = true;
      this._emptyVideo();
    }
  }

  _emptyVideo() {
    if (this._video.hasAttribute("src")) {
      this._video.pause();
      this._video.removeAttribute("src");
      this._video.load();
    }
  }
}
