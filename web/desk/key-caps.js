// The keys of the desk on the screen: each as a button with what is printed on the keyboard and what it does.

import { html } from "../vendor/preact-htm.js";
import { capOf, keyNamed, likelyKey, sensibleKeys, sentenceOf } from "./model.js";

/** @typedef {import("./desk").Desk} Desk */
/** @typedef {import("./model").Key} Key */
/** @typedef {import("./reading").DeskView} DeskView */

/**
 * The key of a cap as assistive programs are told of it.
 * @param {string} cap
 */
function shortcut(cap) {
  return cap === "" ? null : cap === "Del" ? "Delete" : cap;
}

/** @param {{ desk: Desk, view: DeskView, keyOf: Key, isSensible: boolean, isLikely: boolean }} props */
function KeyCap(props) {
  const { desk, view } = props;
  const key = props.keyOf;
  const classes = ["key", "key-" + key.name];
  if (props.isLikely) {
    classes.push("is-likely");
  }
  if (desk.presses.isUnderWay(key.name)) {
    classes.push("is-under-way");
  }
  const cap = capOf(desk.words.model, key, desk.keyModes.mode);
  const count = key.name === "messages" ? view.notices.length : 0;
  return html`<button type="button" class=${classes.join(" ")} data-key=${key.name}
      aria-disabled=${props.isSensible ? null : "true"}
      aria-keyshortcuts=${shortcut(cap)} onClick=${() => desk.click(key.name)}>
    ${cap ? html`<kbd>${cap}</kbd>` : null}
    <span class="key-words">${sentenceOf(key, view, desk.words, desk.now())}</span>
    <span class="key-short" aria-hidden="true">${key.short}</span>
    ${count ? html`<span class="key-count">${count}</span>` : null}
  </button>`;
}

/** @param {{ desk: Desk, view: DeskView }} props */
export function KeyCaps(props) {
  const { desk, view } = props;
  const model = desk.words.model;
  const sensible = sensibleKeys(model, view, desk.now());
  const likely = likelyKey(model, view);
  /** @param {Key} key */
  const cap = (key) =>
    html`<${KeyCap} key=${key.name} desk=${desk} view=${view} keyOf=${key}
      isSensible=${sensible.has(key.name)} isLikely=${key.name === likely} />`;
  return html`<div class="keys">
    ${model.groups.map(
      (group, place) =>
        html`<div key=${place} class=${place ? "further-keys" : "main-keys"} role="group"
          aria-label=${group.title}>${group.keys.map(cap)}</div>`,
    )}
    ${desk.keyModes.mode === "none" ? null : html`<p class="hint keypad">${desk.words.say("keypad")}</p>`}
  </div>`;
}

/** @param {{ desk: Desk, view: import("./reading").Overview }} props */
export function StaffKeys(props) {
  const { desk, view } = props;
  const model = desk.words.model;
  const wanted = model.staff_keys.filter((name) => name !== "fields" || desk.role === "manager");
  return html`<div class="staff-keys" role="group" aria-label=${model.groups[0].title}>
    ${wanted.map((name) => {
      const key = keyNamed(model, name);
      const cap = capOf(model, key, desk.keyModes.mode);
      const isSensible = name !== "back" || view.parked.length + view.missed.length > 0;
      const title = name === "messages" ? model.staff_questions.messages.title : key.sentence;
      return html`<button type="button" class="key" key=${name} data-key=${name}
          aria-keyshortcuts=${shortcut(cap)} aria-disabled=${isSensible ? null : "true"}
          onClick=${() => desk.click(name)}>
        ${cap ? html`<kbd>${cap}</kbd>` : null} <span class="key-words">${title}</span></button>`;
    })}
  </div>`;
}
