// Which call stands on a board, on the cases that display/ passes too.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as showing from "../../web/showing.js";

const SHARED = JSON.parse(readFileSync(new URL("showing.json", import.meta.url), "utf8"));

function take(board, step) {
  if (step.connection === false) {
    board.loseConnection(step.at);
  } else if (step.connection === true) {
    board.regainConnection();
  } else if (step.calls) {
    const calls = step.calls.map(([call, calledAt]) => ({ call: call, calledAt: calledAt * 1000 }));
    board.see(calls, step.at, step.at * 1000);
  } else {
    board.advance(step.at);
  }
}

for (const { fact, steps } of SHARED.cases) {
  test("showing: " + fact, () => {
    const board = new showing.Showing();
    for (const step of steps) {
      take(board, step);
      const shown = {
        shows: board.current === null ? null : board.current.call,
        following: board.following,
        flashes: board.isFlashing(step.at),
      };
      const expected = { shows: step.shows, following: step.following, flashes: step.flashes };
      assert.deepEqual(shown, expected, JSON.stringify(step));
    }
  });
}

test("showing: the limits are those of the cases", () => {
  assert.deepEqual(SHARED.limits, {
    shown_seconds_min: showing.CALL_SHOWN_SECONDS_MIN,
    shown_seconds_at_rush: showing.CALL_SHOWN_SECONDS_AT_RUSH,
    missed_call_seconds_max: showing.MISSED_CALL_SECONDS_MAX,
    waiting_max: showing.WAITING_MAX,
    calls_shown_max: showing.CALLS_SHOWN_MAX,
    flash_seconds: showing.FLASH_SECONDS,
    flash_period_seconds: showing.FLASH_PERIOD_SECONDS,
  });
});

// The terminal paints in the same turn in which a call is due, so that only a board has this.
test("showing: a call's time on the board begins when it is painted, once", () => {
  const board = new showing.Showing();
  const [first, second] = [1, 2].map((call) => ({ call: call, calledAt: 0 }));
  board.see([], 0, 0);
  board.see([first], 1, 1000);
  board.appear(1.5);
  board.see([second, first], 2, 2000);
  board.appear(3);
  board.advance(5.25);
  assert.equal(board.current.call, 1);
  board.advance(5.5);
  assert.equal(board.current.call, 2);
});
