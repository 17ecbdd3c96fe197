// The keys of the desk on the screen: each as a button with what is printed on the keyboard and what it does.

import { html } from "../vendor/preact-htm.js";
import { ALL_KEYS, KEYS, likelyKey, sensibleKeys, STAFF_KEYS } from "./keys.js";

function wordsOf(desk, name) {
  const words = desk.words;
  const view = desk.view;
  if (name === "pause" && view.isPaused) {
    return words.say("key.resume");
  }
  if (name === "undo" && view.undoUntil !== null && view.undoUntil > desk.now()) {
    return words.say("undoLeft", { n: Math.ceil((view.undoUntil - desk.now()) / 1000) });
  }
  return words.say("key." + name);
}

function KeyCap(props) {
  const desk = props.desk;
  const key = props.keyOf;
  const classes = ["key", "key-" + key.name];
  if (props.isLikely) {
    classes.push("is-likely");
  }
  if (desk.presses.isUnderWay(key.name)) {
    classes.push("is-under-way");
  }
  const count = key.name === "messages" && desk.view.notices.length ? desk.view.notices.length : 0;
  return html`<button type="button" class=${classes.join(" ")} data-key=${key.name} aria-disabled=${props.isSensible ? null : "true"}
      aria-keyshortcuts=${key.cap === "Del" ? "Delete" : key.cap} onClick=${() => desk.press(key.name)}>
    <kbd>${key.cap}</kbd>
    <span class="key-words">${wordsOf(desk, key.name)}</span>
    ${key.isMain ? html`<span class="key-short" aria-hidden="true">${desk.words.say("short." + key.name)}</span>` : null}
    ${count ? html`<span class="key-count">${count}</span>` : null}
  </button>`;
}

export function KeyCaps(props) {
  const desk = props.desk;
  const sensible = sensibleKeys(desk.view, desk.now());
  const likely = likelyKey(desk.view);
  const cap = (key) =>
    html`<${KeyCap} key=${key.name} desk=${desk} keyOf=${key} isSensible=${sensible.has(key.name)} isLikely=${key.name === likely} />`;
  return html`<div class="keys">
    <div class="main-keys" role="group" aria-label=${desk.words.say("mainKeys")}>${KEYS.filter((key) => key.isMain).map(cap)}</div>
    <div class="further-keys" role="group" aria-label=${desk.words.say("furtherKeys")}>${KEYS.filter((key) => !key.isMain).map(cap)}</div>
    <p class="hint keypad">${desk.words.say("keypad")}</p>
  </div>`;
}

export function StaffKeys(props) {
  const desk = props.desk;
  const wanted = STAFF_KEYS.filter((name) => name !== "fields" || desk.role === "manager");
  return html`<div class="staff-keys" role="group" aria-label=${desk.words.say("mainKeys")}>
    ${wanted.map((name) => {
      const key = ALL_KEYS.filter((one) => one.name === name)[0];
      const isSensible = name !== "back" || desk.view.parked.length + desk.view.missed.length > 0;
      return html`<button type="button" class="key" key=${name} data-key=${name} aria-keyshortcuts=${key.cap} aria-disabled=${isSensible ? null : "true"}
          onClick=${() => desk.press(name)}>
        <kbd>${key.cap}</kbd> <span class="key-words">${desk.words.say(name === "messages" ? "ask.messages" : "key." + name)}</span></button>`;
    })}
  </div>`;
}
