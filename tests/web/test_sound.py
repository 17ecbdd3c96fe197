"""The board speaks in a real Chromium: a call is played once and confirmed, and a video is ducked."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page

from tests.patience import PATIENCE_SECONDS
from tests.server.voice.packs import write_pack
from tests.web.conftest import OpenPage
from tests.web.office import BOARD_PLAN, Office, running_office
from ticketing.plan import VoicePlan

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

ADD_VIDEO = """() => {
  const video = document.createElement("video");
  video.id = "own";
  video.volume = 0.8;
  document.body.appendChild(video);
}"""
DOOR_SCRIPT = """async () => {
  const { Speaker } = await import("/web/sound.js");
  const sent = [];
  const listeners = [];
  let never = false;
  let started = false;
  let stopped = 0;
  const context = {
    state: "running",
    decodeAudioData: (bytes, done) => done({ duration: 0 }),
    createGain: () => ({ gain: {}, connect: () => 0, disconnect: () => 0 }),
    createBufferSource: () => {
      const source = {
        connect: () => 0,
        start: () => (never ? (started = true) : source.onended()),
        stop: () => (stopped += 1),
      };
      return source;
    },
  };
  const answer = { ok: true, arrayBuffer: () => Promise.resolve(new ArrayBuffer(8)) };
  const speaker = new Speaker(
    { zone: { counter: null }, onFrame: (listener) => listeners.push(listener), onUnlock: () => 0,
      send: (frame) => { sent.push(frame); ended(); return true; }, reportSound: () => 0 },
    { newContext: () => context, media: () => [],
      fetch: (address) => (address[1] === "a" ? Promise.resolve(answer) : Promise.reject(new Error())) });
  speaker.start();
  let ended = () => 0;
  const turn = (id, speaks) => listeners[0](
    { type: "turn", zone: "hall", announcement: id, speaks, sound: "/" + id, volume: 50, seconds: 1 });
  const say = (id) => new Promise((done) => {
    ended = done;
    turn(id, true);
  });
  await say("a");
  turn("a", true);
  await say("b");
  turn("c", false);
  never = true;
  turn("a2", true);
  while (!started) await new Promise((later) => setTimeout(later));
  turn("c", false);
  return { sent, stopped };
}"""


class Sent:
    """The frames that a page sends, one after the other."""

    def __init__(self, page: Page) -> None:
        self._frames: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        page.on("websocket", lambda socket: socket.on("framesent", self._take))

    def _take(self, text: str | bytes) -> None:
        self._frames.put_nowait(json.loads(text))

    async def until(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The next frame that is wanted."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                if wanted(frame := await self._frames.get()):
                    return frame


def is_proof(sound: str) -> Callable[[dict[str, Any]], bool]:
    return lambda frame: frame["type"] == "proof" and frame["sound"] == sound


def is_spoken(frame: dict[str, Any]) -> bool:
    return bool(frame["type"] == "spoken")


def current(office: Office) -> Any:
    """What the server says just now in the hall."""
    voice = office.server.services.voice
    assert voice is not None
    return voice.zone("hall").current


async def test_a_touch_turns_the_sound_on_and_the_call_is_said(tmp_path: Path, open_page: OpenPage) -> None:
    """Refused, a button, live; the call is played to its end, the video is ducked, the server is told."""
    write_pack(tmp_path / "voice" / "vi")
    plan = replace(BOARD_PLAN, voice=VoicePlan(pack=str(tmp_path / "voice"), repeats=1))
    async with running_office(tmp_path, plan) as office:
        await office.open_all()
        page = await open_page()
        sent = Sent(page)
        await page.goto(f"{office.address}/board{await office.paired()}")
        await sent.until(is_proof("refused"))
        await page.evaluate(ADD_VIDEO)
        await page.click("#sound-yes")
        await sent.until(is_proof("live"))
        assert await page.is_hidden("#upkeep")
        await office.issue_and_call(1)
        await page.wait_for_function("() => document.getElementById('own').volume < 0.2")
        said = current(office)
        assert (said.is_aloud, said.parts[0].said_times) == (True, 1)
        spoken = await sent.until(is_spoken)
        assert (spoken["id"], spoken["is_said"]) == (said.id, True)
        await page.wait_for_function("() => document.getElementById('own').volume === 0.8")


async def test_a_counters_own_sign_does_not_speak(tmp_path: Path, open_page: OpenPage) -> None:
    """It has no sound and no button, and says so in its proof."""
    async with running_office(tmp_path) as office:
        page = await open_page()
        sent = Sent(page)
        await page.goto(f"{office.address}/board?counter=1")
        await sent.until(is_proof("none"))
        assert await page.is_hidden("#upkeep")


async def test_what_was_said_is_only_confirmed_and_what_fails_is_told(tmp_path: Path, page: Page) -> None:
    """The same announcement again is confirmed, a sound that lacks is a failure; what is undone stops."""
    async with running_office(tmp_path) as office:
        await page.goto(f"{office.address}/board")
        done = await page.evaluate(DOOR_SCRIPT)
        assert done["sent"] == [
            {"type": "spoken", "id": "a", "is_said": True},
            {"type": "spoken", "id": "a", "is_said": True},
            {"type": "spoken", "id": "b", "is_said": False},
        ]
        assert done["stopped"] == 1
