// When a page's link tries again and how far it trusts what it has, on the cases that link/ passes too.
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

const STEP_MILLISECONDS = 50;
const SENTENCE = { vi: "Không.", en: "No." };
const VIEW = { type: "view", version: 1, now: "2026-11-23T08:00:00+07:00", view: {} };
const FAULT = { type: "fault", error: "unknown-zone", closing: true, message: SENTENCE };

class FakeSocket {
  constructor() {
    FakeSocket.newest = this;
    this.readyState = 0;
  }

  hear(frame) {
    this.readyState = 1;
    this.onopen();
    this.onmessage({ data: JSON.stringify(frame) });
  }

  send() {}

  close() {}
}

for (const { name, steps } of SHARED.states) {
  test("link: " + name, (context) => {
    let now = 0;
    context.mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
    context.mock.method(performance, "now", () => now);
    const socketOfNode = globalThis.WebSocket;
    globalThis.WebSocket = FakeSocket;
    context.after(() => (globalThis.WebSocket = socketOfNode));
    const passTime = (milliseconds) => {
      for (let passed = 0; passed < milliseconds; passed += STEP_MILLISECONDS) {
        now += STEP_MILLISECONDS;
        context.mock.timers.tick(STEP_MILLISECONDS);
      }
    };
    // The connection that is to bring the step: the link's own, or the next that it makes.
    const connection = () => {
      while (FakeSocket.newest === null || FakeSocket.newest.onclose === null) {
        passTime(STEP_MILLISECONDS);
      }
      return FakeSocket.newest;
    };
    const end = () => {
      const socket = connection();
      FakeSocket.newest = null;
      socket.onclose();
    };
    const screen = new link.Link(
      "ws://here/ws",
      () => ({ type: "hello", protocol: 1, role: "display" }),
      () => {},
      () => {},
    );
    FakeSocket.newest = null;
    screen.run();
    steps.forEach(([step, state], index) => {
      if (step === "view") {
        connection().hear(VIEW);
      } else if (step === "rejected") {
        connection().hear(FAULT);
        end();
      } else if (step === "lost") {
        end();
      } else {
        passTime(1000 * link.OLD_AFTER_SECONDS + 500);
      }
      assert.equal(screen.state, state, index + " " + step);
      assert.deepEqual(screen.reason, state === "rejected" ? SENTENCE : null);
    });
    screen.stop();
  });
}

test("link: the hello says up to which view this tab was shown the office", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const kept = new Map();
  const hellos = [];
  const socketOfNode = globalThis.WebSocket;
  const storageOfNode = Object.getOwnPropertyDescriptor(globalThis, "sessionStorage");
  class ListeningSocket extends FakeSocket {
    send(text) {
      hellos.push(JSON.parse(text));
    }
  }
  globalThis.WebSocket = ListeningSocket;
  Object.defineProperty(globalThis, "sessionStorage", {
    configurable: true,
    value: { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value) },
  });
  context.after(() => {
    globalThis.WebSocket = socketOfNode;
    if (storageOfNode) {
      Object.defineProperty(globalThis, "sessionStorage", storageOfNode);
    } else {
      delete globalThis.sessionStorage;
    }
  });
  for (const version of [7, 900, 12]) {
    const screen = new link.Link(
      "ws://here/ws",
      () => ({ type: "hello", protocol: 1, role: "display" }),
      () => {},
      () => {},
    );
    screen.run();
    FakeSocket.newest.hear({ ...VIEW, version });
    screen.stop();
  }
  assert.deepEqual(
    hellos.map((hello) => hello.seen),
    [0, 7, 900],
  );
});
