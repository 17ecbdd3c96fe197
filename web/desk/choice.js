// A list to choose from by arrows, by the digits of a place, by a click; and one to search in, by typing.

import { Component, html } from "../vendor/preact-htm.js";

export const MATCHES_SHOWN_MAX = 6;
const MARKS = /[\u0300-\u036f]/g;
const BETWEEN_WORDS = /[\s.,;:/()"'–-]+/;
const CODE = /^[0-9][0-9.]*$/;
const NO_DIGIT = /[^0-9]/g;

// A text as it is searched for: without accents, capitals and case of đ.
export function plain(written) {
  return written.normalize("NFD").replace(MARKS, "").toLowerCase().replace(/đ/g, "d");
}

// The options in which every typed word begins a word, or whose code begins with the typed digits, dots or none.
export function matching(options, typed) {
  const words = wordsOf(typed);
  const digits = CODE.test(typed.trim()) ? typed.replace(NO_DIGIT, "") : "";
  const fits = (option) => {
    const found = wordsOf(option.label);
    const stands = (word) => found.some((each) => each.indexOf(word) === 0);
    const code = (option.detail || "").replace(NO_DIGIT, "");
    return words.every(stands) || (digits !== "" && code.indexOf(digits) === 0);
  };
  return words.length ? options.filter(fits) : options;
}

function wordsOf(written) {
  return plain(written).split(BETWEEN_WORDS).filter(Boolean);
}

// The place that a key moves to in a list; null where it moves nowhere.
export function moved(key, place, count) {
  const steps = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: count - 1 };
  return key in steps && count ? Math.max(0, Math.min(count - 1, steps[key])) : null;
}

function optionRow(list, option, place, isChosen, isNumbered) {
  return html`<div role="option" id=${list + "-" + place} key=${option.value} class=${isChosen ? "option chosen" : "option"}
      data-place=${place} aria-selected=${isChosen ? "true" : "false"}>
    ${isNumbered ? html`<span class="place" aria-hidden="true">${place + 1}</span>` : null}
    <span class="option-label">${option.label}</span>
    ${option.detail ? html`<span class="option-detail">${option.detail}</span>` : null}
  </div>`;
}

function placeOf(event) {
  const row = event.target.closest("[data-place]");
  return row === null ? null : Number(row.getAttribute("data-place"));
}

// props: id, label, options, value (of the chosen option), choose(value)
export class Choice extends Component {
  constructor(props) {
    super(props);
    this.hold = (root) => {
      this.root = root;
    };
    this.typed = "";
  }

  keyDown(event) {
    const options = this.props.options;
    const at = options.map((option) => option.value).indexOf(this.props.value);
    const place = moved(event.key, at, options.length);
    if (place !== null) {
      event.preventDefault();
      this.go(place);
    } else if (/^[0-9]$/.test(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      this.type(event.key);
    }
  }

  // A digit goes to the option of that place; further digits make it a longer place.
  type(digit) {
    const fits = (typed) => Number(typed) >= 1 && Number(typed) <= this.props.options.length;
    const typed = [this.typed + digit, digit].filter(fits)[0];
    if (typed) {
      this.typed = typed;
      this.go(Number(typed) - 1);
    }
  }

  go(place) {
    this.props.choose(this.props.options[place].value);
  }

  componentDidUpdate() {
    const row = this.root.querySelector(".chosen");
    if (row) {
      row.scrollIntoView({ block: "nearest" });
    }
  }

  render(props) {
    const at = props.options.map((option) => option.value).indexOf(props.value);
    const click = (event) => {
      const place = placeOf(event);
      if (place !== null) {
        this.go(place);
      }
    };
    return html`<div role="listbox" class="choice" ref=${this.hold} tabindex="0" data-field=${props.name} aria-label=${props.label}
        aria-activedescendant=${at < 0 ? null : props.id + "-" + at} onKeyDown=${(event) => this.keyDown(event)} onClick=${click}>
      ${props.options.map((option, place) => optionRow(props.id, option, place, place === at, true))}
    </div>`;
  }
}

// props as of Choice, and `hint`: what to type. The first match is chosen as soon as something is typed.
export class Search extends Component {
  constructor(props) {
    super(props);
    this.state = { typed: "" };
  }

  matches() {
    return matching(this.props.options, this.state.typed).slice(0, MATCHES_SHOWN_MAX);
  }

  type(typed) {
    this.setState({ typed: typed });
    const first = matching(this.props.options, typed)[0];
    this.props.choose(typed.trim() && first ? first.value : "");
  }

  keyDown(event) {
    const matches = this.matches();
    const place = moved(
      event.key,
      matches.map((option) => option.value).indexOf(this.props.value),
      matches.length,
    );
    if (place !== null && event.key.indexOf("Arrow") === 0) {
      event.preventDefault();
      this.props.choose(matches[place].value);
    }
  }

  render(props) {
    const matches = this.matches();
    const at = matches.map((option) => option.value).indexOf(props.value);
    const click = (event) => {
      const place = placeOf(event);
      if (place !== null) {
        this.props.choose(matches[place].value);
      }
    };
    return html`<div class="search">
      <input type="text" id=${props.id} role="combobox" data-field=${props.name} autocomplete="off" spellcheck=${false} maxlength="80"
        placeholder=${props.hint} aria-expanded="true" aria-controls=${props.id + "-list"} aria-autocomplete="list"
        aria-activedescendant=${at < 0 ? null : props.id + "-list-" + at}
        onInput=${(event) => this.type(event.target.value)} onKeyDown=${(event) => this.keyDown(event)} />
      <div role="listbox" id=${props.id + "-list"} class="choice" aria-label=${props.label} onClick=${click}>
        ${matches.map((option, place) => optionRow(props.id + "-list", option, place, place === at, false))}
      </div>
    </div>`;
  }
}

// Any number of options, each with a box. props: id, label, options, value (a list of values), choose(values)
export function Marks(props) {
  const chosen = props.value || [];
  const turn = (value) => {
    const without = chosen.filter((one) => one !== value);
    props.choose(without.length < chosen.length ? without : chosen.concat([value]));
  };
  return html`<fieldset class="marks"><legend>${props.label}</legend><p class="hint">${props.hint}</p>
    ${props.options.map(
      (option, place) => html`<label key=${option.value} class="mark">
      <input type="checkbox" data-field=${place ? null : props.name} checked=${chosen.indexOf(option.value) >= 0}
        onChange=${() => turn(option.value)} /> <span>${option.label}</span></label>`,
    )}
  </fieldset>`;
}
