// Which procedures a typed text finds at the desk, on the cases that ProcedureIndex passes too.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { matching } from "../../web/desk/choice.js";

const SHARED = JSON.parse(readFileSync(new URL("search.json", import.meta.url), "utf8"));

for (const { fact, typed, found } of SHARED.cases) {
  test("search: " + fact, () => {
    const options = SHARED.procedures.map(({ code, name }) => ({ value: code, label: name, detail: code }));
    const values = matching(options, typed).map((option) => option.value);
    assert.deepEqual(values, found);
  });
}
