// The desk's keys: what stands on them, which strokes they are, what they ask at once, and which make sense now.
// Names, caps and words are those of the terminal (counter/keys.py).

// `strokes` are names of KeyboardEvent.key in small letters; `codes` those of a numeric keypad, with and without NumLock.
export const KEYS = [
  { name: "next", cap: "Space", strokes: [" "], codes: ["NumpadAdd"], isMain: true },
  { name: "recall", cap: "R", strokes: ["r"], codes: ["NumpadMultiply"], isMain: true },
  { name: "start", cap: "S", strokes: ["s"], codes: ["NumpadDivide"], isMain: true },
  { name: "finish", cap: "Enter", strokes: ["enter"], codes: ["NumpadEnter"], isMain: true },
  { name: "no-show", cap: "Del", strokes: ["delete"], codes: ["NumpadDecimal"], isMain: true },
  { name: "park", cap: "P", strokes: ["p"], codes: ["NumpadSubtract"], isMain: true },
  { name: "transfer", cap: "T", strokes: ["t"], codes: [], isMain: true },
  { name: "undo", cap: "U", strokes: ["u"], codes: [], isMain: true },
  { name: "outcome", cap: "F", strokes: ["f"], codes: [] },
  { name: "matter", cap: "N", strokes: ["n"], codes: [] },
  { name: "pick", cap: "G", strokes: ["g"], codes: [] },
  { name: "back", cap: "B", strokes: ["b"], codes: [] },
  { name: "priority", cap: "Y", strokes: ["y"], codes: [] },
  { name: "cancel", cap: "X", strokes: ["x"], codes: [] },
  { name: "reprint", cap: "I", strokes: ["i"], codes: [] },
  { name: "dossiers", cap: "D", strokes: ["d"], codes: [] },
  { name: "messages", cap: "M", strokes: ["m"], codes: [] },
  { name: "help", cap: "H", strokes: ["h"], codes: [] },
  { name: "leader", cap: "L", strokes: ["l"], codes: [] },
  { name: "pause", cap: "C", strokes: ["c"], codes: [] },
  { name: "close", cap: "O", strokes: ["o"], codes: [] },
];

// What the guidance desk and the manager can do from the overview.
export const STAFF_KEYS = ["back", "messages", "priority", "cancel", "dossiers", "fields"];
const FIELDS_KEY = { name: "fields", cap: "A", strokes: ["a"], codes: [] };
export const ALL_KEYS = KEYS.concat([FIELDS_KEY]);

const AT_ONCE = {
  next: "call-next",
  recall: "recall",
  start: "start-service",
  finish: "finish-service",
  "no-show": "mark-no-show",
  undo: "undo",
  close: "close-counter",
  help: "call-help",
};
const ALWAYS = ["reprint", "back", "priority", "cancel", "dossiers", "messages", "help", "leader", "pause"];
const SENSIBLE = {
  none: ["next", "pick", "close"],
  called: ["next", "recall", "start", "finish", "no-show", "park", "transfer", "pick", "outcome", "matter"],
  serving: ["next", "finish", "park", "transfer", "pick", "outcome", "matter"],
};
const NEEDS_TICKET = ["park", "transfer", "outcome", "matter"];

// The name of the key that a keyboard event is; null for none of the desk's. Ctrl, Alt and Meta belong to the browser.
export function keyOf(event) {
  if (event.ctrlKey || event.altKey || event.metaKey) {
    return null;
  }
  const stroke = String(event.key).toLowerCase();
  // With an input method under way the key has no name of its own; its place on the keyboard has.
  const letter = /^(process|unidentified|dead)$/.test(stroke)
    ? String(event.code).replace(/^Key/, "").toLowerCase()
    : stroke;
  const found = ALL_KEYS.filter(
    (key) => key.codes.indexOf(event.code) >= 0 || key.strokes.indexOf(letter) >= 0,
  )[0];
  return found ? found.name : null;
}

// What a key asks of the office at once; null for one that asks the clerk something first.
export function commandOf(key, view) {
  if (key === "pause" && view.isPaused) {
    return { name: "resume-counter", counter: view.counter };
  }
  return AT_ONCE[key] ? { name: AT_ONCE[key], counter: view.counter } : null;
}

export function needsTicket(key) {
  return NEEDS_TICKET.indexOf(key) >= 0;
}

// The keys that the server would hardly refuse now; the others are dimmed, and work all the same.
export function sensibleKeys(view, now) {
  const state = view.ticket === null ? "none" : view.ticket.state;
  const keys = new Set((SENSIBLE[state] || []).concat(ALWAYS));
  if (state === "serving" && view.ticket.isStartedByRule) {
    keys.add("recall").add("no-show");
  }
  if (view.isPaused) {
    keys.delete("next");
    keys.delete("pick");
  }
  if (!view.parked.length && !view.missed.length) {
    keys.delete("back");
  }
  if (view.undoUntil !== null && now <= view.undoUntil) {
    keys.add("undo");
  }
  return keys;
}

// The key that most clerks press next, which stands out.
export function likelyKey(view) {
  const state = view.ticket === null ? "none" : view.ticket.state;
  return view.isPaused && state === "none"
    ? "pause"
    : { none: "next", called: "start", serving: "finish" }[state];
}
