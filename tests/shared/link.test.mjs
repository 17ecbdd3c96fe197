// When a page's link tries again, on the cases that link/ passes too.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as link from "../../web/link.js";

const SHARED = JSON.parse(readFileSync(new URL("link.json", import.meta.url), "utf8"));

for (const { attempt, share, seconds } of SHARED.retries) {
  test("link: attempt " + attempt + " with a share of " + share, () => {
    assert.ok(Math.abs(link.retrySeconds(attempt, share) - seconds) < 1e-9);
  });
}

test("link: the limits are those of the cases", () => {
  assert.deepEqual(SHARED.limits, {
    protocol: link.PROTOCOL_VERSION,
    connect_seconds_max: link.CONNECT_SECONDS_MAX,
    old_after_seconds: link.OLD_AFTER_SECONDS,
    silence_seconds_max: link.SILENCE_SECONDS_MAX,
  });
});
