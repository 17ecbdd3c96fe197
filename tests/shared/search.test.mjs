// Which procedures a typed text finds at the desk, on the cases that ProcedureIndex passes too.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { matching, Search } from "../../web/desk/choice.js";

const SHARED = JSON.parse(readFileSync(new URL("search.json", import.meta.url), "utf8"));

for (const { fact, typed, found } of SHARED.cases) {
  test("search: " + fact, () => {
    const options = SHARED.procedures.map(({ code, name }) => ({ value: code, label: name, detail: code }));
    const values = matching(options, typed).map((option) => option.value);
    assert.deepEqual(values, found);
  });
}

/** A list to search in without a page: its chosen values, and what stands in it. */
function listOf(found) {
  const options = SHARED.procedures.map(({ code, name }) => ({ value: code, label: name, detail: code }));
  const chosen = [];
  const list = new Search({
    options,
    value: "",
    find: () => Promise.resolve(found),
    choose: (value) => {
      chosen.push(value);
      list.props.value = value;
    },
  });
  list.setState = (state) => Object.assign(list.state, state);
  return { list, chosen };
}

test("search: what the server finds comes behind what begins so, and moves no choice", async () => {
  const { list, chosen } = listOf(["1.000656", "9.9", "1.001193"]);
  list.type("khai sinh");
  await Promise.resolve();
  assert.deepEqual(chosen, ["1.001193"]);
  assert.deepEqual(
    list.matches().map((option) => option.value),
    ["1.001193", "1.000656"],
  );
});

test("search: people's own words choose what the server finds first", async () => {
  const { list, chosen } = listOf(["1.000656"]);
  list.type("báo tử");
  await Promise.resolve();
  assert.deepEqual(chosen, ["", "1.000656"]);
});

test("search: an answer to what is typed no more says nothing", async () => {
  const { list, chosen } = listOf(["1.000656"]);
  list.type("báo tử");
  list.type("");
  await Promise.resolve();
  assert.deepEqual(chosen, ["", ""]);
  assert.equal(list.matches().length, SHARED.procedures.length);
});
