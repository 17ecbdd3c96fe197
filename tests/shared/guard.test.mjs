// Which keys were meant, on the cases that the terminal's rule passes too.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { KeyGuard } from "../../web/desk/guard.js";

const SHARED = JSON.parse(readFileSync(new URL("guard.json", import.meta.url), "utf8"));

function act(guard, name, at) {
  if (name === "field") {
    guard.typedElsewhere(at);
  } else if (name === "calm") {
    guard.calm(at);
  } else if (name) {
    const [kind, command] = SHARED.strokes[name];
    return guard.press({ kind: kind, sign: name, command: command }, at);
  }
  return { acts: "", says: false };
}

for (const { fact, steps } of SHARED.cases) {
  test("guard: " + fact, () => {
    const guard = new KeyGuard(SHARED.limits);
    for (const [at, name, acts = [], says = false] of steps) {
      const released = guard.dueAt !== null && guard.dueAt <= at ? [guard.release()] : [];
      const verdict = act(guard, name, at);
      assert.deepEqual(released.concat(verdict.acts || []), acts, at + " " + name);
      assert.equal(verdict.says, says, at + " " + name);
    }
  });
}
