// When a clerk is told that the first one has come, on the cases that the terminal's desk passes too.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Arrivals } from "../../web/desk/arrivals.js";

const SHARED = JSON.parse(readFileSync(new URL("arrivals.json", import.meta.url), "utf8"));

for (const { fact, steps } of SHARED.cases) {
  test("arrivals: " + fact, () => {
    const arrivals = new Arrivals({ token: "", name: "", role: null, place: null }, () => undefined);
    for (const { begins, at, free, waiting, heard, stands } of steps) {
      if (begins) {
        arrivals.begin();
      } else {
        assert.equal(arrivals.look(free, waiting, at), heard);
        assert.equal(arrivals.stands, stands);
      }
    }
  });
}
