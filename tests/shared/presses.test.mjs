// The browser's keys on the cases that counter/ and link/ pass too.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ANSWER_DUE_SECONDS, ANSWER_SECONDS_MAX, PATIENCE_SECONDS, Presses } from "../../web/desk/presses.js";

const SHARED = JSON.parse(readFileSync(new URL("presses.json", import.meta.url), "utf8"));
const TICK_SECONDS = 0.5; // as often a desk looks

class Browser {
  constructor() {
    this.sent = [];
    this.isConnected = true;
    this.ticked = 0;
    let ids = 0;
    const newId = () => {
      ids += 1;
      return String(ids);
    };
    const send = (frame) => this.isConnected && this.sent.push({ id: frame.id, command: frame.command }) > 0;
    this.slow = [];
    this.presses = new Presses(send, SHARED.limits.slow_seconds, newId);
  }

  pass(at) {
    while (this.ticked + TICK_SECONDS < at) {
      this.ticked += TICK_SECONDS;
      this.slow.push(...this.presses.look(this.ticked).slow.map((press) => press.key));
    }
  }

  act(step) {
    if (step.press) {
      const began = this.presses.begin(step.press, step.command, step.at);
      assert.equal(began, step.begins !== false);
    } else if (step.answered) {
      this.presses.settle(step.answered, true);
    } else if (step.refused) {
      this.presses.settle(step.refused, false);
    } else if (step.connection !== undefined) {
      this.isConnected = step.connection;
      if (this.isConnected) {
        this.presses.sendAgain(step.at);
      }
    }
  }
}

for (const { fact, steps } of SHARED.cases) {
  test("presses: " + fact, () => {
    const browser = new Browser();
    for (const step of steps) {
      browser.pass(step.at);
      browser.act(step);
      assert.deepEqual(browser.sent, step.sends, JSON.stringify(step));
      browser.sent.length = 0;
      if (step.slow) {
        assert.deepEqual(browser.slow, step.slow, JSON.stringify(step));
      }
    }
  });
}

test("presses: the limits are those of the cases", () => {
  assert.equal(ANSWER_SECONDS_MAX, SHARED.limits.answer_seconds_max);
  assert.equal(PATIENCE_SECONDS, SHARED.limits.patience_seconds);
});

test("presses: the lists wait for an answer that is due, and for no late one", () => {
  const { presses } = new Browser();
  assert.equal(presses.isAnswerDue(0), false);
  presses.begin("next", { name: "call-next", counter: 1 }, 1);
  assert.equal(presses.isAnswerDue(1.05), true);
  assert.equal(presses.isAnswerDue(1 + ANSWER_DUE_SECONDS), false);
  presses.settle("1", true);
  assert.equal(presses.isAnswerDue(1.05), false);
});
