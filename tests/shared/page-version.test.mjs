// When a page loads itself again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { PageVersion } from "../../web/page-version.js";

function heard(...versions) {
  let loads = 0;
  const page = new PageVersion(() => {
    loads += 1;
  });
  versions.forEach((version) => page.hear(version));
  return { page, renewed: (isIdle) => page.renew(isIdle) || loads };
}

test("page version: the first welcome says of which version a page is", () => {
  const { page, renewed } = heard("a", "a", "", undefined, 7);
  assert.equal(page.known, "a");
  assert.equal(renewed(true), 0);
});

test("page version: another version is loaded once, and only when nothing is under way", () => {
  const { renewed } = heard("a", "b");
  assert.equal(renewed(false), 0);
  assert.equal(renewed(true), 1);
  assert.equal(renewed(true), 1);
});

test("page version: a server that has gone back to the page's own version asks for nothing", () => {
  const { renewed } = heard("a", "b", "a");
  assert.equal(renewed(true), 0);
});
