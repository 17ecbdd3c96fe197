// When a page loads itself again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { LOOK_AGAIN_SECONDS, PAUSE_SECONDS_MIN, PageVersion } from "../../web/page-version.js";

/** A page of version a whose server answers with pages of `served`; `loadings` were in vain before. */
function heard(versions, { served = () => Promise.resolve("b"), loadings = 0, known = "a" } = {}) {
  const seen = { loads: 0, loadings };
  let at = 0;
  const page = new PageVersion({
    known: () => known,
    served,
    load: () => (seen.loads += 1),
    loadings: () => seen.loadings,
    keepLoadings: (count) => (seen.loadings = count),
    seconds: () => at,
  });
  versions.forEach((version) => page.hear(version));
  const renewed = async (isIdle, later = 0) => {
    at += later;
    page.renew(isIdle);
    await new Promise((done) => setImmediate(done));
    return seen.loads;
  };
  return { page, seen, renewed };
}

test("page version: where the page does not say it, the first welcome says of which version it is", async () => {
  const { page, renewed } = heard(["c", "c", "", undefined, 7], { known: "" });
  assert.equal(page.known, "c");
  assert.equal(await renewed(true), 0);
});

test("page version: another version is loaded once, and only when nothing is under way", async () => {
  const { renewed } = heard(["a", "b"]);
  assert.equal(await renewed(false), 0);
  assert.equal(await renewed(true), 1);
  assert.equal(await renewed(true), 1);
});

test("page version: a server that has gone back to the page's own version asks for nothing", async () => {
  const { renewed } = heard(["a", "b", "a"]);
  assert.equal(await renewed(true), 0);
});

test("page version: nothing is loaded from a server that does not answer, until it does", async () => {
  let isThere = false;
  const served = () => (isThere ? Promise.resolve("b") : Promise.reject(new Error("nobody is there")));
  const { renewed } = heard(["b"], { served });
  assert.equal(await renewed(true), 0);
  isThere = true;
  assert.equal(await renewed(true, LOOK_AGAIN_SECONDS - 1), 0);
  assert.equal(await renewed(true, 1), 1);
});

test("page version: a loading that brought no other page is tried again later, each time after more", async () => {
  const { renewed } = heard(["b"], { loadings: 1 });
  assert.equal(await renewed(true), 0);
  assert.equal(await renewed(true, PAUSE_SECONDS_MIN - 1), 0);
  assert.equal(await renewed(true, 1), 1);
});

test("page version: another dialogue makes a page old; other faults do not", async () => {
  const { page, renewed } = heard(["a"]);
  page.hearFault({ error: "malformed-frame" });
  assert.equal(await renewed(true), 0);
  page.hearFault({ error: "protocol-unknown" });
  assert.equal(await renewed(true), 1);
});
