// When a question takes the key that confirms it, on the cases that Python's Confirming passes too.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Confirming } from "../../web/desk/confirm.js";

const SHARED = JSON.parse(readFileSync(new URL("confirming.json", import.meta.url), "utf8"));

for (const { fact, keys, meant } of SHARED.cases) {
  test("confirming: " + fact, () => {
    const question = new Confirming(0, SHARED.confirm_after_seconds);
    assert.deepEqual(
      keys.map((at) => question.takes(at)),
      meant,
    );
  });
}
