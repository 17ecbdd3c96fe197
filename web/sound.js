// The board's voice: says the announcements that the server gives to this screen, and tells it when they are
// said.
//
// startSound(door) answers a Speaker. A counter's own sign (door.zone.counter) does not speak.

import { atServer } from "./addresses.js";

/** @typedef {"live" | "refused" | "none"} SoundState */
/** @typedef {import("./wire").Spoken} Spoken */
/**
 * What a page has for its voice.
 * @typedef {object} Door
 * @property {{ counter: number | null }} zone
 * @property {(listener: (frame: import("./wire").FromServer) => void) => void} onFrame
 * @property {(listener: () => void) => void} onUnlock
 * @property {(frame: Spoken) => boolean} send
 * @property {(state: SoundState) => void} reportSound
 */
/**
 * What a browser has for it.
 * @typedef {object} Means
 * @property {() => AudioContext | null} newContext
 * @property {(address: string) => Promise<Response>} fetch
 * @property {() => HTMLMediaElement[]} media
 */

const SAID_REMEMBERED_MAX = 20;
const FETCH_SECONDS_MAX = 4;
const END_SECONDS_MAX = 2;
const DUCKED_SHARE = 0.12; // of a video's or music's own volume while something is said

/**
 * @param {Door} door
 * @param {Means} [means]
 */
export function startSound(door, means) {
  const speaker = new Speaker(door, means || browserMeans());
  speaker.start();
  return speaker;
}

/** @returns {Means} */
function browserMeans() {
  const Context = window.AudioContext || window.webkitAudioContext;
  return {
    newContext: () => (Context ? new Context() : null),
    fetch: (path) => fetch(atServer(path)),
    media: () => Array.from(document.querySelectorAll("audio, video")),
  };
}

export class Speaker {
  /**
   * @param {Door} door
   * @param {Means} means
   */
  constructor(door, means) {
    // "live": sound comes out; "refused": the browser wants a touch first; "none": it has no sound.
    /** @type {SoundState} */
    this.state = "none";
    this._door = door;
    this._means = means;
    /** @type {AudioContext | null} */
    this._context = null;
    /** @type {string | null} */
    this._saying = null; // the id of the announcement that is under way
    /** @type {string[]} */
    this._said = [];
    /** @type {Spoken[]} */
    this._unsent = [];
    /** @type {{ media: HTMLMediaElement, volume: number }[]} */
    this._ducked = [];
    this._zone = ""; // of what this screen says
    /** @type {AudioBufferSourceNode | null} */
    this._source = null;
  }

  start() {
    this._door.onFrame((frame) => this._hear(frame));
    if (this._door.zone && typeof this._door.zone.counter === "number") {
      this._become("none");
      return;
    }
    try {
      this._context = this._means.newContext();
    } catch (_error) {
      this._context = null; // no sound device
    }
    if (this._context === null) {
      this._become("none");
      return;
    }
    const context = this._context;
    context.onstatechange = () => this._look();
    this._door.onUnlock(() =>
      context.resume().then(
        () => this._look(),
        () => this._look(),
      ),
    );
    this._look();
  }

  _look() {
    this._become(this._context !== null && this._context.state === "running" ? "live" : "refused");
  }

  /** @param {SoundState} state */
  _become(state) {
    this.state = state;
    this._door.reportSound(state);
  }

  /** @param {import("./wire").FromServer} frame */
  _hear(frame) {
    if (frame.type === "welcome") {
      const unsent = this._unsent;
      this._unsent = [];
      unsent.forEach((spoken) => this._send(spoken));
    }
    if (frame.type !== "turn" || typeof frame.announcement !== "string") {
      return;
    }
    if (frame.zone === this._zone && this._saying !== null && frame.announcement !== this._saying) {
      this._takeBack();
    }
    if (frame.speaks === true && typeof frame.sound === "string" && frame.sound) {
      this._say(frame);
    }
  }

  /**
   * What this screen is saying goes on, and what it has said it only confirms, so that nothing is repeated
   * after a lost connection.
   * @param {import("./wire").TurnFrame} frame
   */
  _say(frame) {
    const id = frame.announcement;
    if (id === this._saying) {
      return;
    }
    if (this._said.indexOf(id) >= 0) {
      this._send({ type: "spoken", id: id, is_said: true });
      return;
    }
    const context = this._context;
    if (context === null || this.state !== "live" || this._saying !== null) {
      this._send({ type: "spoken", id: id, is_said: false });
      return;
    }
    this._saying = id;
    this._zone = frame.zone;
    within(FETCH_SECONDS_MAX, this._load(context, frame.sound))
      .then((sound) => this._play(id, context, sound, frame.volume))
      .then(
        () => true,
        () => false,
      )
      .then((isSaid) => this._end(id, isSaid));
  }

  /**
   * @param {AudioContext} context
   * @param {string} address
   * @returns {Promise<AudioBuffer>}
   */
  _load(context, address) {
    return this._means
      .fetch(address)
      .then((answer) => {
        if (!answer.ok) {
          throw new Error("no sound at " + address);
        }
        return answer.arrayBuffer();
      })
      .then((bytes) => new Promise((done, failed) => context.decodeAudioData(bytes, done, failed)));
  }

  // The call that is being said was undone: it ends at once, and nothing is confirmed.
  _takeBack() {
    this._saying = null;
    if (this._source !== null) {
      this._source.stop();
    }
    this._unduck();
  }

  /**
   * @param {string} id
   * @param {AudioContext} context
   * @param {AudioBuffer} sound
   * @param {number} volume
   */
  _play(id, context, sound, volume) {
    if (id !== this._saying) {
      return Promise.resolve(); // it was taken back while its sound was on its way
    }
    const source = context.createBufferSource();
    const gain = context.createGain();
    source.buffer = sound;
    gain.gain.value = typeof volume === "number" ? Math.max(0, Math.min(100, volume)) / 100 : 1;
    source.connect(gain);
    gain.connect(context.destination);
    this._duck();
    return within(
      sound.duration + END_SECONDS_MAX,
      new Promise((done) => {
        source.onended = done;
        this._source = source;
        source.start();
      }),
    ).then(
      () => gain.disconnect(),
      (error) => {
        source.stop();
        gain.disconnect();
        throw error;
      },
    );
  }

  /**
   * @param {string} id
   * @param {boolean} isSaid
   */
  _end(id, isSaid) {
    if (id !== this._saying) {
      return;
    }
    this._saying = this._source = null;
    this._unduck();
    if (isSaid) {
      this._said = this._said.concat(id).slice(-SAID_REMEMBERED_MAX);
    }
    this._look();
    this._send({ type: "spoken", id: id, is_said: isSaid });
  }

  _duck() {
    this._ducked = this._means.media().map((media) => ({ media: media, volume: media.volume }));
    this._ducked.forEach((ducked) => {
      ducked.media.volume = ducked.volume * DUCKED_SHARE;
    });
  }

  _unduck() {
    this._ducked.forEach((ducked) => {
      ducked.media.volume = ducked.volume;
    });
    this._ducked = [];
  }

  /** @param {Spoken} spoken */
  _send(spoken) {
    if (!this._door.send(spoken)) {
      this._unsent = this._unsent.concat(spoken).slice(-SAID_REMEMBERED_MAX);
    }
  }
}

/**
 * @template T
 * @param {number} seconds
 * @param {Promise<T>} promise
 * @returns {Promise<T>}
 */
function within(seconds, promise) {
  return new Promise((done, failed) => {
    const timer = setTimeout(() => failed(new Error("it took too long")), seconds * 1000);
    const stop = () => clearTimeout(timer);
    promise.then(stop, stop);
    promise.then(done, failed);
  });
}
