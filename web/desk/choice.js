// A list to choose from by arrows, by the digits of a place, by a click; and one to search in, by typing.

import { Component, html } from "../vendor/preact-htm.js";
import { icon } from "./icons.js";

/** @typedef {import("./questions").Option} Option */
/** @typedef {import("../vendor/preact-htm").At<MouseEvent, Element>} Click */
/** @typedef {import("../vendor/preact-htm").At<Event, HTMLInputElement>} Typing */
/**
 * @typedef {object} ChoiceProps
 * @property {string} id
 * @property {string} name
 * @property {string} label
 * @property {Option[]} options
 * @property {string} value of the chosen option
 * @property {(value: string) => void} choose
 */
/**
 * @typedef {object} Finding
 * @property {string} hint what to type
 * @property {(typed: string) => Promise<string[]>} find asks the server, which knows people's own words
 */
/** @typedef {ChoiceProps & Finding} SearchProps */
/**
 * @typedef {object} MarksProps
 * @property {string} name
 * @property {string} label
 * @property {string} hint
 * @property {Option[]} options
 * @property {string[]} value of all marked options
 * @property {(values: string[]) => void} choose
 */

export const MATCHES_SHOWN_MAX = 6;
const MARKS = /[\u0300-\u036f]/g;
const BETWEEN_WORDS = /[\s.,;:/()"'–-]+/;
const CODE = /^[0-9][0-9.]*$/;
const NO_DIGIT = /[^0-9]/g;

/**
 * A text as it is searched for: without accents, capitals and case of đ.
 * @param {string} written
 */
export function plain(written) {
  return written.normalize("NFD").replace(MARKS, "").toLowerCase().replace(/đ/g, "d");
}

/**
 * The options in which every typed word begins a word, or whose code begins with the typed digits, dots or
 * none.
 * @param {Option[]} options
 * @param {string} typed
 */
export function matching(options, typed) {
  const words = wordsOf(typed);
  const digits = CODE.test(typed.trim()) ? typed.replace(NO_DIGIT, "") : "";
  /** @param {Option} option */
  const fits = (option) => {
    const found = wordsOf(option.label);
    const code = (option.detail || "").replace(NO_DIGIT, "");
    return (
      words.every((word) => found.some((each) => each.indexOf(word) === 0)) ||
      (digits !== "" && code.indexOf(digits) === 0)
    );
  };
  return words.length ? options.filter(fits) : options;
}

/** @param {string} written */
function wordsOf(written) {
  return plain(written).split(BETWEEN_WORDS).filter(Boolean);
}

/**
 * The place that a key moves to in a list; null where it moves nowhere.
 * @param {string} key
 * @param {number} place
 * @param {number} count
 */
export function moved(key, place, count) {
  const steps = new Map([
    ["ArrowDown", place + 1],
    ["ArrowUp", place - 1],
    ["Home", 0],
    ["End", count - 1],
  ]);
  const step = steps.get(key);
  return step === undefined || !count ? null : Math.max(0, Math.min(count - 1, step));
}

/**
 * @param {Option[]} options
 * @param {string} value
 */
function placeIn(options, value) {
  return options.map((option) => option.value).indexOf(value);
}

/**
 * What is typed to choose each option: its own digits, or those of its place among the others.
 * @param {Option[]} options
 */
function digitsOf(options) {
  let place = 0;
  return options.map((option) => {
    place += option.digits ? 0 : 1;
    return option.digits || String(place);
  });
}

/**
 * @param {string} list
 * @param {Option} option
 * @param {number} place
 * @param {boolean} isChosen
 * @param {string} digits what is typed to choose it, or nothing
 */
function optionRow(list, option, place, isChosen, digits) {
  return html`<div role="option" id=${list + "-" + place} key=${option.value}
      class=${isChosen ? "option chosen" : "option"} data-place=${place} aria-selected=${String(isChosen)}>
    ${digits ? html`<span class="place" aria-hidden="true">${digits}</span>` : null}
    <span class="option-label">${option.label}</span>
    ${option.detail ? html`<span class="option-detail">${option.detail}</span>` : null}
    ${isChosen ? html`<span class="chosen-mark">${icon("tick")}</span>` : null}
  </div>`;
}

/** @param {Click} event */
function placeOf(event) {
  const row = event.target.closest("[data-place]");
  return row === null ? null : Number(row.getAttribute("data-place"));
}

/**
 * A list in which one option is chosen.
 * @extends {Component<ChoiceProps>}
 */
export class Choice extends Component {
  /** @param {ChoiceProps} props */
  constructor(props) {
    super(props);
    /** @type {Element | null} */
    this.root = null;
    /** @param {Element | null} root */
    this.hold = (root) => {
      this.root = root;
    };
    this.typed = "";
  }

  /** @param {KeyboardEvent} event */
  keyDown(event) {
    const options = this.props.options;
    const place = moved(event.key, placeIn(options, this.props.value), options.length);
    if (place !== null) {
      event.preventDefault();
      this.go(place);
    } else if (/^[0-9]$/.test(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      this.type(event.key);
    }
  }

  /**
   * A digit goes to the option that it stands at; further digits make it a longer one.
   * @param {string} digit
   */
  type(digit) {
    const digits = digitsOf(this.props.options);
    const typed = [this.typed + digit, digit].filter((one) => digits.indexOf(one) >= 0)[0];
    if (typed) {
      this.typed = typed;
      this.go(digits.indexOf(typed));
    }
  }

  /** @param {number} place */
  go(place) {
    this.props.choose(this.props.options[place].value);
  }

  /** @param {Click} event */
  click(event) {
    const place = placeOf(event);
    if (place !== null) {
      this.go(place);
    }
  }

  componentDidUpdate() {
    const row = this.root === null ? null : this.root.querySelector(".chosen");
    if (row !== null) {
      row.scrollIntoView({ block: "nearest" });
    }
  }

  /** @param {ChoiceProps} props */
  render(props) {
    const at = placeIn(props.options, props.value);
    const digits = digitsOf(props.options);
    return html`<div role="listbox" class="choice" ref=${this.hold} tabindex="0" data-field=${props.name}
        aria-label=${props.label} aria-activedescendant=${at < 0 ? null : props.id + "-" + at}
        onKeyDown=${(/** @type {KeyboardEvent} */ event) => this.keyDown(event)}
        onClick=${(/** @type {Click} */ event) => this.click(event)}>
      ${props.options.map((option, place) => optionRow(props.id, option, place, place === at, digits[place]))}
    </div>`;
  }
}

/**
 * A list to search in. The first match is chosen as soon as something is typed. What begins with the typed
 * words is there at once; what the server finds besides comes behind it, so that no choice moves by itself.
 * @extends {Component<SearchProps, { typed: string, further: string[] }>}
 */
export class Search extends Component {
  /** @param {SearchProps} props */
  constructor(props) {
    super(props);
    this.state = { typed: "", further: [] };
  }

  matches() {
    const options = this.props.options;
    const near = matching(options, this.state.typed);
    const further = this.state.further.map((value) => options[placeIn(options, value)]);
    return near.concat(further.filter((one) => one && near.indexOf(one) < 0)).slice(0, MATCHES_SHOWN_MAX);
  }

  /** @param {string} typed */
  type(typed) {
    this.setState({ typed: typed, further: [] });
    const first = matching(this.props.options, typed)[0];
    this.props.choose(typed.trim() && first ? first.value : "");
    if (typed.trim()) {
      this.props.find(typed).then((found) => {
        if (this.state.typed === typed) {
          this.setState({ further: found });
          if (!this.props.value && found.length) {
            this.props.choose(found[0]);
          }
        }
      });
    }
  }

  /** @param {KeyboardEvent} event */
  keyDown(event) {
    const matches = this.matches();
    const place = moved(event.key, placeIn(matches, this.props.value), matches.length);
    if (place !== null && event.key.indexOf("Arrow") === 0) {
      event.preventDefault();
      this.props.choose(matches[place].value);
    }
  }

  /** @param {Click} event */
  click(event) {
    const place = placeOf(event);
    if (place !== null) {
      this.props.choose(this.matches()[place].value);
    }
  }

  /** @param {SearchProps} props */
  render(props) {
    const matches = this.matches();
    const at = placeIn(matches, props.value);
    const list = props.id + "-list";
    return html`<div class="search">
      <input type="text" id=${props.id} role="combobox" data-field=${props.name} autocomplete="off"
        spellcheck=${false} maxlength="80" placeholder=${props.hint} aria-expanded="true"
        aria-controls=${list} aria-autocomplete="list"
        aria-activedescendant=${at < 0 ? null : list + "-" + at}
        onInput=${(/** @type {Typing} */ event) => this.type(event.target.value)}
        onKeyDown=${(/** @type {KeyboardEvent} */ event) => this.keyDown(event)} />
      <div role="listbox" id=${list} class="choice" aria-label=${props.label}
          onClick=${(/** @type {Click} */ event) => this.click(event)}>
        ${matches.map((option, place) => optionRow(list, option, place, place === at, ""))}
      </div>
    </div>`;
  }
}

/**
 * Any number of options, each with a box that its digit marks too.
 * @param {MarksProps} props
 */
export function Marks(props) {
  const chosen = props.value;
  /** @param {string} value */
  const turn = (value) => {
    const without = chosen.filter((one) => one !== value);
    props.choose(without.length < chosen.length ? without : chosen.concat([value]));
  };
  /** @param {KeyboardEvent} event */
  const keyDown = (event) => {
    const option = /^[1-9]$/.test(event.key) ? props.options[Number(event.key) - 1] : undefined;
    if (option !== undefined && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      turn(option.value);
    }
  };
  return html`<fieldset class="marks" onKeyDown=${keyDown}><legend>${props.label}</legend>
    <p class="hint">${props.hint}</p>
    ${props.options.map(
      (option, place) => html`<label key=${option.value} class="mark">
      <input type="checkbox" data-field=${place ? null : props.name}
        checked=${chosen.indexOf(option.value) >= 0}
        onChange=${() => turn(option.value)} />
      <span class="place" aria-hidden="true">${place + 1}</span> <span>${option.label}</span></label>`,
    )}
  </fieldset>`;
}
