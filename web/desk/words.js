// Words the desk's sentences, and names what the office has, in the language of the desk.

import { worded } from "../view.js";

/** @typedef {import("./reading").Card} Card */
/** @typedef {Record<string, import("./model").Model>} Models */

const FIELDS_NAMED_MAX = 3;
// A counter by its number, as PlacesNamed in ticketing/places.py finds it in a sentence of either language.
const COUNTER_IN_SENTENCE = /(quầy|counter)(?: số)? \{((?:to_)?counter)\}/gi;

/**
 * The name of a reason's sentence, as reason_key in ticketing/rules/calling.py has it.
 * @param {import("./reading").Why} why
 */
function reasonKey(why) {
  if (why.rule === "head-start" || why.rule === "no-head-start" || why.rule === "waited-long") {
    return why.policyMinutes ? why.rule : why.rule + "-untold";
  }
  if (why.rule !== "ratio-ordinary" && why.rule !== "ratio-priority") {
    return why.rule;
  }
  if (!why.ordinaryPerPriority) {
    return why.rule + "-untold";
  }
  return why.rule === "ratio-ordinary" && !why.ordinaryCalledBefore ? why.rule + "-first" : why.rule;
}

// Looks up sentences and names; a code that the office's card does not explain is shown as it is. `models`
// are what the server told of the desk, by language.
export class Words {
  /**
   * @param {string} language
   * @param {Card | null} card
   * @param {Models} models
   */
  constructor(language, card, models) {
    this.language = language;
    this.card = card;
    this.models = models;
  }

  // What the desk's keys mean, in this language.
  get model() {
    return this.models[this.language];
  }

  /**
   * The sentence of this name with its {values}; empty where there is none of this name.
   * @param {string} name
   * @param {Record<string, unknown>} [values]
   * @returns {string}
   */
  say(name, values) {
    return this.fill(this.model.words[name] || "", values);
  }

  /**
   * A sentence with its {values}; a counter is called what the office calls it.
   * @param {string} sentence
   * @param {Record<string, unknown>} [values]
   * @returns {string}
   */
  fill(sentence, values) {
    const given = values || {};
    const named = sentence.replace(COUNTER_IN_SENTENCE, (usual, word, key) => {
      const place = this._place(given[key]);
      const isUsual = place === null || (place.kind === "counter" && place.sign === String(given[key]));
      return isUsual ? usual : this._placeName(place, word[0] !== word[0].toLowerCase());
    });
    return named.replace(/\{(\w+)\}/g, (_, key) => String(given[key]));
  }

  // A counter among counters: the sign over it, or its whole name where it is a room or a table.
  /** @param {number | undefined} number */
  counterInBrief(number) {
    const place = this._place(number);
    if (place === null) {
      return String(number);
    }
    return place.kind === "counter" ? place.sign : this._placeName(place, false);
  }

  /** @param {unknown} number */
  _place(number) {
    const counters = this.card === null ? [] : this.card.counters;
    return counters.filter((one) => String(one.number) === String(number)).map((one) => one.place)[0] || null;
  }

  /**
   * @param {{ kind: string, sign: string }} place
   * @param {boolean} isCapital
   */
  _placeName(place, isCapital) {
    const word = this.say("place." + place.kind);
    return (isCapital ? word.charAt(0).toUpperCase() + word.slice(1) : word) + " " + place.sign;
  }

  // Whether a sentence that is said tells of a problem, which stands out.
  /** @param {string} sentence */
  isProblem(sentence) {
    return this.model.problems.indexOf(sentence) >= 0;
  }

  /** @param {string} code */
  field(code) {
    return this._name("fields", code);
  }

  /** @param {string[]} all */
  fields(all) {
    return all.map((code) => this.field(code)).join(", ");
  }

  // The sign that a field's numbers begin with.
  /** @param {string} code */
  prefix(code) {
    const found = this.card === null ? undefined : this.card.fields.filter((one) => one.code === code)[0];
    return found === undefined || !found.prefix ? code : found.prefix;
  }

  // Fields where there is little room: all of the office, or the first FIELDS_NAMED_MAX and how many more.
  /** @param {string[]} all */
  fieldsInBrief(all) {
    const known = this.card ? this.card.fields.length : 0;
    if (all.length <= FIELDS_NAMED_MAX) {
      return this.fields(all);
    }
    const rest = { fields: this.fields(all.slice(0, FIELDS_NAMED_MAX)), n: all.length - FIELDS_NAMED_MAX };
    return all.length === known ? this.say("everyField") : this.say("moreFields", rest);
  }

  /** @param {string} code */
  priority(code) {
    return this._name("priorities", code);
  }

  /** @param {import("../view").Name} name */
  name(name) {
    return worded(name, this.language);
  }

  /**
   * A sentence of the server, which comes in both languages.
   * @param {import("../wire").Sentence | null | undefined} sentence
   */
  said(sentence) {
    return sentence && typeof sentence.vi === "string" ? worded(sentence, this.language) : "";
  }

  /**
   * The reason of a call, in a sentence.
   * @param {import("./reading").Why} why
   */
  why(why) {
    const values = {
      ordinary: why.ordinaryCalledBefore,
      ratio: why.ordinaryPerPriority,
      limit: why.policyMinutes,
    };
    const minutes = Math.floor(why.waitedSeconds / 60);
    const parts = [
      this.say("why." + reasonKey(why), values) || why.rule,
      minutes ? this.say("whyWaited", { minutes: minutes }) : this.say("whyWaitedBriefly"),
    ];
    if (!why.isPriority && why.priorityCalledSince) {
      parts.push(this.say("whySince", { count: why.priorityCalledSince }));
    }
    return parts.join("; ");
  }

  /**
   * @param {"fields" | "priorities"} kind
   * @param {string} code
   */
  _name(kind, code) {
    const known = this.card === null ? [] : this.card[kind];
    const found = known.filter((one) => one.code === code)[0];
    return found ? this.name(found.name) : code;
  }
}
