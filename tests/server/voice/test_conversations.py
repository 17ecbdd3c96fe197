"""Screens speak with the voice over their own dialogue: hello with a zone, turn, spoken, proof."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from server.refusals import Translator
from server.voice.sounds import Sounds
from server.voice.voice import Voice
from tests.server.engine import Engine, Screen, running_engine
from tests.server.voice.packs import voice_of_tones
from tests.ticketing.plans import PLAN


@asynccontextmanager
async def speaking_engine(folder: Path) -> AsyncIterator[Engine]:
    """An engine room with a voice of tones."""
    async with running_engine(folder) as engine:
        sounds = Sounds(PLAN.voice.readings, {"vi": voice_of_tones()})
        voice = Voice(PLAN, sounds, Translator(), engine.clock.now)
        engine.services.desk.listen(voice.publish)
        voice.publish(engine.services.desk.office, 0)
        engine.services = replace(engine.services, voice=voice)
        yield engine
        voice.close()


async def a_counter(engine: Engine) -> Screen:
    """A counter that is open, with two numbers waiting."""
    manager = await engine.screen("manager")
    await manager.press("a", "open-counter", counter=1, clerk="Hoa")
    for name in ("b", "c"):
        await manager.press(name, "issue-ticket", field="1")
    return manager


async def a_turn(screen: Screen) -> dict[str, Any]:
    """The next turn that is under way."""
    while not (frame := await screen.hear("turn", "fault")).get("is_now"):
        assert frame["type"] == "turn"
    return frame


async def test_a_call_reaches_displays_and_no_other_screens(tmp_path: Path) -> None:
    """The display that can speak speaks; another one has the caption; the clerk hears only the answer."""
    async with speaking_engine(tmp_path) as engine:
        manager = await a_counter(engine)
        speaker = await engine.screen("display", zone="hall", can_speak=True)
        board = await engine.screen("display", token=engine.token("display"))
        answer = await manager.press("d", "call-next", counter=1)
        assert answer["type"] == "answered"
        told, shown = await a_turn(speaker), await a_turn(board)
        assert (told["speaks"], shown["speaks"]) == (True, False)
        assert told["announcement"] == shown["announcement"]
        assert told["caption"]["vi"] == "Kính mời công dân có số thứ tự 1001 đến quầy số 1."
        await speaker.say({"type": "spoken", "id": told["announcement"], "is_said": False})
        await board.say({"type": "proof", "version": 5, "sound": "live"})
        again = await a_turn(board)
        assert (again["speaks"], again["announcement"]) == (True, told["announcement"])


async def test_a_zone_that_the_office_does_not_have_is_refused(tmp_path: Path) -> None:
    """The fault names the zones that there are, and ends the dialogue."""
    async with speaking_engine(tmp_path) as engine:
        screen = engine.connect()
        await screen.say({"type": "hello", "protocol": 1, "role": "display", "zone": "cellar"})
        fault = await screen.hear()
        assert (fault["error"], fault["closing"]) == ("unknown-zone", True)
        assert fault["message"]["en"] == "There is no zone cellar in this office. Write one of: hall."


@pytest.mark.parametrize(
    "frame",
    [
        {"type": "spoken", "id": "of another day"},
        {"type": "spoken", "id": "x" * 60_000, "is_said": False},
        {"type": "proof", "version": -1, "sound": "none"},
    ],
)
async def test_odd_frames_change_nothing(tmp_path: Path, frame: dict[str, object]) -> None:
    """A confirmation of something that nobody says is passed over, and the next call is said."""
    async with speaking_engine(tmp_path) as engine:
        manager = await a_counter(engine)
        speaker = await engine.screen("display", can_speak=True)
        await speaker.say(frame)
        await speaker.say({"type": "proof", "version": 1, "sound": "live"})
        await manager.press("d", "call-next", counter=1)
        assert (await a_turn(speaker))["call"]["number"] == "1001"
