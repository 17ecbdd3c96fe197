// What a desk says of its presses: one sentence, and whether it tells of a problem.

/** @typedef {import("./words").Words} Words */
/**
 * @typedef {object} Listener who is told what happens at a desk
 * @property {(isUrgent?: boolean) => void} changed something that is shown
 * @property {import("./key-mode").KeyModes} keyModes which keys the clerk works with
 * @property {() => void} ticked time has gone on, and nothing else has changed
 * @property {(sentence: string, error: string) => void} ended the server does not want this session
 */

export class Saying {
  /**
   * @param {Words} words with the desk's model
   * @param {Listener} listener
   */
  constructor(words, listener) {
    this.words = words;
    this.said = { sentence: "", isTrouble: false, number: "", key: 0 };
    this._listener = listener;
  }

  /** @param {Words} words in another language, or of an office that is known better */
  useWords(words) {
    this.words = words;
  }

  /**
   * Shows the model's sentence of this name.
   * @param {string} name
   */
  say(name) {
    this.showSentence(this.words.say(name));
  }

  /**
   * Shows a sentence; the model's own problems stand out.
   * @param {string} sentence
   */
  showSentence(sentence) {
    this._put(sentence, false);
    this._listener.changed();
  }

  /**
   * Puts a sentence where the next painting shows it, beside the number that somebody is to be told.
   * @param {string} sentence
   * @param {boolean} isTrouble
   * @param {string} [number]
   */
  _put(sentence, isTrouble, number) {
    this.said = {
      sentence: sentence,
      isTrouble: isTrouble || this.words.isProblem(sentence),
      number: number || "",
      key: this.said.key + 1,
    };
  }
}
