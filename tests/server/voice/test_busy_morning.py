"""A busy morning in a waiting room: the number that is said is the one that is large, and it is said soon."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from dataclasses import field as default
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from server.hub import Audience, Outbox
from server.refusals import Translator
from server.voice.sounds import PAUSES_SECONDS, Sound, Sounds, load_voice
from server.voice.voice import Voice
from tests.link.virtual_time import in_virtual_time, passes
from tests.ticketing.plans import MONDAY_MORNING, PLAN
from ticketing.office import CALLS_SHOWN_MAX, Call, new_day
from ticketing.plan import VoicePlan
from ticketing.wire.messages import PROTOCOL_VERSION, Hello, PaintedReport, Spoken

CALLS_A_MINUTE = 12
WITHIN_SECONDS = 20
SHARE = 0.95
FETCH_SECONDS = 0.08
LOOK_SECONDS = 0.05
PLAN_ALOUD = replace(PLAN, voice=VoicePlan())
VOICES = load_voice(PLAN_ALOUD.voice)


@dataclass
class WaitingRoom:
    """A screen that speaks and shows, with what it said and what stood large while it did."""

    voice: Voice
    outbox: Outbox
    stage: dict[str, Any] = default(default_factory=dict)
    saying: tuple[str, Sound, float] | None = None
    calls: tuple[Call, ...] = ()
    begun: dict[int, float] = default(default_factory=dict)
    looks: int = 0
    agreed: int = 0

    async def show(self, text: str) -> None:
        """A frame reaches the screen: it is shown at once, and its sound begins when it is there."""
        frame = json.loads(text)
        if frame["type"] != "turn":
            return
        self.stage = frame
        if self.saying and self.saying[0] != frame["announcement"]:
            self.saying = None
        if frame["speaks"] and not self.saying:
            asyncio.get_running_loop().call_later(FETCH_SECONDS, self.begin, frame)

    def begin(self, frame: dict[str, Any]) -> None:
        """The sound is there, unless its call was taken back while it was on its way."""
        if self.saying or frame["announcement"] != self.stage["announcement"]:
            return
        loop = asyncio.get_running_loop()
        name = frame["sound"].rpartition("/")[2].removesuffix(".wav")
        sound = self.voice.sounds._kept[name]
        self.saying = (frame["announcement"], sound, loop.time())
        loop.call_later(sound.seconds, self.end, self.saying)

    def end(self, said: tuple[str, Sound, float]) -> None:
        """The sound is over, unless it was stopped."""
        if self.saying is said:
            self.saying = None
            self.voice.hear(self.outbox, Spoken(said[0]))

    def spoken(self, at: float) -> int | None:
        """The call that is heard at this moment; None in silence and in the pauses between numbers."""
        if self.saying is None:
            return None
        announcement, sound, begun_at = self.saying
        calls = [int(call) for call in announcement.split("-")[2].split(".")]
        gone = at - begun_at
        part = sum(start <= gone for start in sound.starts[1:])
        edges = (*sound.starts[1:], sound.seconds)
        if any(abs(gone - edge) < max(PAUSES_SECONDS.values()) / 2 for edge in edges):
            return None
        return calls[part]

    def look(self) -> None:
        """Compares what is heard with what stands large."""
        at = asyncio.get_running_loop().time()
        heard = self.spoken(at)
        if heard is None:
            return
        self.begun.setdefault(heard, at)
        self.looks += 1
        self.agreed += self.stage["is_now"] and self.stage["call"]["call"] == heard


@asynccontextmanager
async def a_waiting_room() -> AsyncIterator[WaitingRoom]:
    voice = Voice(PLAN_ALOUD, Sounds(PLAN_ALOUD.voice.readings, VOICES), Translator(), lambda: MONDAY_MORNING)
    room = WaitingRoom(voice, Outbox(Audience("display")))
    publish(room, MONDAY_MORNING)
    await asyncio.sleep(0)
    voice.join(room.outbox, Hello(PROTOCOL_VERSION, "display", name="tv", can_speak=True))
    pumping = asyncio.create_task(room.outbox.pump(room.show))
    yield room
    voice.close()
    pumping.cancel()


def publish(room: WaitingRoom, now: Any) -> None:
    office = replace(new_day(PLAN_ALOUD, now.date()), calls=room.calls[:CALLS_SHOWN_MAX])
    room.voice.publish(office, 1)


async def live(room: WaitingRoom, moments: list[float], undone: frozenset[int]) -> dict[int, float]:
    """Calls a number at each moment, takes those of `undone` back at the next; answers the presses."""
    loop = asyncio.get_running_loop()
    began, pressed = loop.time(), dict[int, float]()
    for place, moment in enumerate(moments, 1):
        while loop.time() < began + moment:
            await passes(LOOK_SECONDS)
            room.look()
            if int(loop.time()) % 10 == 0:
                room.voice.hear(room.outbox, PaintedReport(1, "live"))
        called_at = MONDAY_MORNING + timedelta(seconds=loop.time() - began)
        gone = place - 1 if place - 1 in undone else 0
        room.calls = tuple(call for call in room.calls if call.call != gone)
        room.calls = (Call(place, f"{1000 + place}", "1", place % 6 + 1, called_at), *room.calls)
        pressed[place] = loop.time()
        publish(room, MONDAY_MORNING)
    for _ in range(round(90 / LOOK_SECONDS)):
        await passes(LOOK_SECONDS)
        room.look()
    return pressed


def at_random(seed: int, minutes: int) -> list[float]:
    """Moments of CALLS_A_MINUTE calls a minute that know nothing of each other."""
    chance, at, moments = Random(seed), 0.0, []  # noqa: S311 - a morning, no secret
    while (at := at + chance.expovariate(CALLS_A_MINUTE / 60)) < 60 * minutes:
        moments.append(at)
    return moments


def evenly(minutes: int) -> list[float]:
    return [60 / CALLS_A_MINUTE * at for at in range(1, CALLS_A_MINUTE * minutes)]


async def share_in_time(moments: list[float]) -> float:
    """The share of calls whose number is begun within WITHIN_SECONDS of its press; all agree meanwhile."""
    async with a_waiting_room() as room:
        pressed = await live(room, moments, frozenset())
        waits = [room.begun[call] - at for call, at in pressed.items()]
        assert room.agreed == room.looks > 0
    return sum(wait <= WITHIN_SECONDS for wait in waits) / len(waits)


@pytest.mark.slow
@in_virtual_time
async def test_at_twelve_calls_a_minute_numbers_are_said_soon() -> None:
    """Evenly, and at random over half an hour: begun within twenty seconds of the press in 95 of 100."""
    assert await share_in_time(evenly(10)) == 1
    assert await share_in_time(at_random(1, 30)) >= SHARE


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 10))
@in_virtual_time
async def test_on_any_busy_morning_numbers_are_said_soon(seed: int) -> None:
    """An hour of twelve calls a minute at random."""
    assert await share_in_time(at_random(seed, 60)) >= SHARE


@pytest.mark.slow
@in_virtual_time
async def test_what_is_said_stands_large_also_when_calls_are_undone() -> None:
    """In all seconds of speech of a busy quarter of an hour the number that is heard is large."""
    moments = at_random(7, 15)
    undone = frozenset(range(5, len(moments), 7))
    async with a_waiting_room() as room:
        await live(room, moments, undone)
        assert room.looks > 15 * 60 / LOOK_SECONDS / 3
        assert room.agreed == room.looks
        assert room.stage["is_now"] is False
