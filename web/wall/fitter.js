// Makes texts and numbers as large as their boxes allow; what is too long ends after a whole word.

const SIZES = ["", "is-long", "is-longer"];
const SHORT_BRACKETS = /\([^()]{1,16}\)/g; // which stay on one line
const AFTER = /[,:] /; // where lines are best broken
const SMALLEST = 0.6; // of the last size, for a single word that is wider than its box

export class Fitter {
  /** @param {Document} page */
  constructor(page) {
    this._pen = /** @type {CanvasRenderingContext2D} */ (page.createElement("canvas").getContext("2d"));
    this._room = 0;
    this._layout = "";
    /** @type {WeakMap<Element, string>} */
    this._done = new WeakMap();
  }

  // Boxes or letters have changed: everything is measured again.
  renew() {
    this._room += 1;
  }

  /**
   * Measures everything again where the page is laid out in another way than before.
   * @param {string} layout
   */
  follow(layout) {
    if (layout !== this._layout) {
      this._layout = layout;
      this.renew();
    }
  }

  /**
   * Puts a text into an element in the largest of its three sizes in which it is whole.
   * @param {HTMLElement} box
   * @param {string} written
   */
  put(box, written) {
    const text = written.replace(SHORT_BRACKETS, (part) => part.replace(/ /g, "\u00a0"));
    const wanted = this._room + text;
    if (this._done.get(box) === wanted) {
      return;
    }
    this._done.set(box, wanted);
    box.classList.add("fits");
    box.textContent = text;
    box.style.fontSize = "";
    SIZES.forEach((size) => size && box.classList.remove(size));
    if (text && !SIZES.some((size) => isWholeIn(box, size))) {
      shorten(box, text);
    } else if (AFTER.test(text)) {
      breakAfter(box, text);
    }
  }

  /**
   * A number as large as its box has room for, by the widths of its letters; `share` of the box's height is
   * the most that their size may be.
   * @param {HTMLElement} box
   * @param {HTMLElement} shown
   * @param {string} number
   * @param {number} share
   */
  number(box, shown, number, share) {
    const wanted = this._room + number;
    if (this._done.get(shown) === wanted) {
      return;
    }
    this._done.set(shown, wanted);
    const width = box.clientWidth / this.widthOf(number);
    shown.style.fontSize = Math.floor(Math.min(width, box.clientHeight * share)) + "px";
    shown.textContent = number;
  }

  /**
   * The width of a number's letters, as a part of their size.
   * @param {string} number
   */
  widthOf(number) {
    this._pen.font = "800 100px 'Be Vietnam Pro', sans-serif";
    return this._pen.measureText(number).width / 100;
  }
}

/**
 * @param {HTMLElement} box
 * @param {string} size
 */
function isWholeIn(box, size) {
  if (size) {
    box.classList.add(size);
  }
  return isWhole(box);
}

/**
 * Whether no line is left out: less than half a line over is what letters reach beyond theirs.
 * @param {HTMLElement} box
 */
function isWhole(box) {
  const over = box.scrollHeight - box.clientHeight;
  const isWide = box.scrollWidth > box.clientWidth + 1;
  return !isWide && (over <= 1 || over < 0.4 * parseFloat(getComputedStyle(box).fontSize));
}

/**
 * Lets a text of more than one line break after its commas and colons only, if it is whole then.
 * @param {HTMLElement} box
 * @param {string} text
 */
function breakAfter(box, text) {
  const range = document.createRange();
  range.selectNodeContents(box);
  if (range.getClientRects().length < 2) {
    return;
  }
  box.textContent = text.replace(/([^,:]) /g, "$1\u00a0");
  if (!isWhole(box)) {
    box.textContent = text;
  }
}

/**
 * @param {HTMLElement} box
 * @param {string} text
 */
function shorten(box, text) {
  const words = text.split(" ");
  for (let count = words.length - 1; count > 0; count -= 1) {
    const kept = words.slice(0, count).join(" ");
    const bare = kept.replace(/[\s,;·–-]+$/, "");
    const isPart = words[count] === "·" || words[count - 1] === "·"; // which is left out without a mark
    box.textContent = isPart ? bare : bare + "…";
    if (isWhole(box)) {
      return;
    }
  }
  const size = parseFloat(getComputedStyle(box).fontSize);
  box.style.fontSize = Math.floor(size * Math.max(SMALLEST, box.clientWidth / box.scrollWidth)) + "px";
}
