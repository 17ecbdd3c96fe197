"""In every zone one screen speaks and all show what is said, whoever comes, goes or falls silent."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from dataclasses import field as default
from typing import Any

from server.hub import Audience, Outbox
from server.refusals import Translator
from server.voice.lease import LEASE_SECONDS
from server.voice.sounds import SHOWN_SECONDS, Sounds
from server.voice.voice import Voice
from tests.link.virtual_time import in_virtual_time, passes
from tests.server.voice.packs import voice_of_tones
from tests.ticketing.plans import MONDAY_MORNING, PLAN
from ticketing.office import Call, new_day
from ticketing.plan import Name, OfficePlan, Zone
from ticketing.voice.turns import CONFIRM_SECONDS_MAX
from ticketing.wire.messages import PROTOCOL_VERSION, Hello, PaintedReport, Spoken

TWO_ZONES = (Zone("one", Name("Một"), fields=("1",), volume=60), Zone("two", Name("Hai"), fields=("2", "3")))


@dataclass
class Screen:
    """A display in a zone, and the announcements that it was told of."""

    voice: Voice
    outbox: Outbox
    heard: list[dict[str, Any]] = default(default_factory=list)

    async def pump(self) -> None:
        """Collect what is sent, for ever."""

        async def send(text: str) -> None:
            self.heard.append(json.loads(text))

        await self.outbox.pump(send)

    @property
    def spoken(self) -> list[str]:
        """The announcements that this screen was to say."""
        return [frame["announcement"] for frame in self.heard if frame["speaks"]]

    @property
    def captions(self) -> list[str]:
        return [frame["caption"]["en"] for frame in self.heard]

    def confirm(self, *, is_said: bool = True) -> None:
        """Say that the newest announcement is over."""
        self.voice.hear(self.outbox, Spoken(self.spoken[-1], is_said))

    def prove(self, sound: Any) -> None:
        self.voice.hear(self.outbox, PaintedReport(1, sound))

    def leave(self) -> None:
        self.voice.leave(self.outbox)


@dataclass
class Hall:
    """A waiting room with a voice of tones; `call` is a clerk's press."""

    voice: Voice
    plan: OfficePlan
    tasks: list[asyncio.Task[None]] = default(default_factory=list)
    calls: tuple[Call, ...] = ()

    def screen(self, zone: str = "", *, can_speak: bool = False) -> Screen:
        screen = Screen(self.voice, Outbox(Audience("display")))
        self.voice.join(screen.outbox, Hello(PROTOCOL_VERSION, "display", zone=zone, can_speak=can_speak))
        self.tasks.append(asyncio.create_task(screen.pump()))
        return screen

    async def call(self, *fields: str) -> None:
        """Call the next number of each of these fields in one moment."""
        for field in fields:
            number = len(self.calls) + 1
            call = Call(number, f"{field}{number:03}", field, 1, MONDAY_MORNING)
            self.calls = (call, *self.calls)
        self.voice.publish(replace(new_day(self.plan, MONDAY_MORNING.date()), calls=self.calls), 1)
        await passes(0.01)


@asynccontextmanager
async def a_hall(plan: OfficePlan = PLAN, *, is_mute: bool = False) -> AsyncIterator[Hall]:
    packs = {} if is_mute else {"vi": voice_of_tones()}
    voice = Voice(plan, Sounds(plan.voice.readings, packs), Translator(), lambda: MONDAY_MORNING)
    hall = Hall(voice, plan)
    await hall.call()
    yield hall
    voice.close()
    for task in hall.tasks:
        task.cancel()


@in_virtual_time
async def test_one_screen_speaks_and_all_show_it() -> None:
    """Of two that can speak the first does; every screen of the zone gets the caption in both languages."""
    async with a_hall() as hall:
        first, second, mute = hall.screen(can_speak=True), hall.screen(can_speak=True), hall.screen()
        await hall.call("1")
        assert [len(screen.spoken) for screen in (first, second, mute)] == [1, 0, 0]
        for screen in (first, second, mute):
            assert [frame["caption"] for frame in screen.heard] == [
                {
                    "vi": "Kính mời công dân có số thứ tự 1001 đến quầy số 1.",
                    "en": "Number 1001, please come to counter 1.",
                }
            ]
        (frame,) = first.heard
        name = frame["sound"].removeprefix("/api/v1/sounds/").removesuffix(".wav")
        wav = hall.voice.sounds.find(name)
        assert wav is not None
        assert frame["seconds"] == round((len(wav) - 44) / 2 / 22_050, 3)


@in_virtual_time
async def test_calls_of_one_second_are_said_one_after_the_other() -> None:
    """Forty counters call at once: forty announcements, in order, none before the end of the one before."""
    async with a_hall() as hall:
        speaker = hall.screen(can_speak=True)
        loop = asyncio.get_running_loop()
        await hall.call(*"1" * 40)
        begun: list[float] = []
        while len(begun) < 40:
            begun.append(loop.time())
            seconds = speaker.heard[-1]["seconds"]
            await passes(seconds - 0.05)
            speaker.confirm()
            assert len(speaker.heard) == len(begun)
            await passes(0.1)
        assert [frame["announcement"].split("-")[-1] for frame in speaker.heard] == [
            str(at) for at in range(1, 41)
        ]
        assert speaker.heard[0]["seconds"] < speaker.heard[-1]["seconds"]


@in_virtual_time
async def test_when_the_speaker_dies_another_says_it_again_after_its_end() -> None:
    """Nobody confirmed, so that it may not have been heard: it is said once more, then the next one."""
    async with a_hall() as hall:
        first, second = hall.screen(can_speak=True), hall.screen(can_speak=True)
        await hall.call("1", "2")
        seconds = first.heard[0]["seconds"]
        await passes(1)
        first.leave()
        await passes(seconds - 1.1)
        assert second.spoken == []
        await passes(0.2 + CONFIRM_SECONDS_MAX)
        assert second.spoken == first.spoken
        second.confirm()
        await passes(seconds + 1)
        assert [frame.split("-")[-1] for frame in second.spoken] == ["1", "2"]


@in_virtual_time
async def test_a_speaker_that_comes_back_and_confirms_repeats_nothing() -> None:
    """The line was cut while the sound went on: the same screen says over its new line that it is said."""
    async with a_hall() as hall:
        before, other = hall.screen(can_speak=True), hall.screen(can_speak=True)
        await hall.call("1")
        said = before.spoken[0]
        before.leave()
        back = hall.screen(can_speak=True)
        await passes(before.heard[0]["seconds"])
        hall.voice.hear(back.outbox, Spoken(said))
        await passes(60)
        assert (back.spoken, other.spoken) == ([], [])
        assert back.captions == before.captions


@in_virtual_time
async def test_a_screen_that_can_not_say_it_passes_it_on_at_once() -> None:
    """A failure is told, another screen says the announcement, and the failing one is asked no more."""
    async with a_hall() as hall:
        first, second = hall.screen(can_speak=True), hall.screen(can_speak=True)
        await hall.call("1")
        first.confirm(is_said=False)
        await passes(0.01)
        assert second.spoken == first.spoken
        second.confirm()
        await passes(60)
        await hall.call("1")
        assert (len(first.spoken), len(second.spoken)) == (1, 2)


@in_virtual_time
async def test_a_screen_that_nobody_asked_confirms_nothing() -> None:
    """A screen without sound can't silence what another one has to say."""
    async with a_hall() as hall:
        speaker, mute = hall.screen(can_speak=True), hall.screen()
        await hall.call("1")
        hall.voice.hear(mute.outbox, Spoken(speaker.spoken[0]))
        hall.voice.hear(mute.outbox, Spoken(speaker.spoken[0], is_said=False))
        await passes(speaker.heard[0]["seconds"] + CONFIRM_SECONDS_MAX + 1)
        assert len(speaker.spoken) == 2


@in_virtual_time
async def test_sound_that_becomes_live_says_what_was_not_heard() -> None:
    """A television shows the call, somebody presses "Bật âm thanh", its proof says so, and it speaks."""
    async with a_hall() as hall:
        board = hall.screen()
        board.prove("refused")
        await hall.call("1")
        assert board.spoken == []
        await passes(1)
        board.prove("live")
        await passes(0.01)
        assert len(board.spoken) == 1
        board.confirm()
        board.prove("refused")
        await passes(60)
        await hall.call("1")
        assert len(board.spoken) == 1


@in_virtual_time
async def test_a_speaker_without_a_sign_of_life_gives_way() -> None:
    """Its line stands, but nothing comes over it: the one whose proofs come speaks instead."""
    async with a_hall() as hall:
        silent, alive = hall.screen(can_speak=True), hall.screen(can_speak=True)
        for _ in range(4):
            await passes(LEASE_SECONDS / 3)
            alive.prove("live")
        await hall.call("1")
        assert (len(silent.spoken), len(alive.spoken)) == (0, 1)


@in_virtual_time
async def test_zones_speak_at_the_same_time_and_not_each_others_calls() -> None:
    """Two rooms have two voices, each with its own volume and calls."""
    async with a_hall(replace(PLAN, zones=TWO_ZONES)) as hall:
        one, two = hall.screen("one", can_speak=True), hall.screen("two", can_speak=True)
        await hall.call("1", "2")
        assert one.captions == ["Number 1001, please come to counter 1."]
        assert two.captions == ["Number 2002, please come to counter 1."]
        assert (one.heard[0]["zone"], one.heard[0]["volume"]) == ("one", 60)
        assert hall.screen().voice is hall.voice


@in_virtual_time
async def test_an_office_without_a_voice_shows_captions() -> None:
    """Where no clip can be loaded the announcements go on, silent, each for SHOWN_SECONDS."""
    async with a_hall(is_mute=True) as hall:
        board = hall.screen(can_speak=True)
        await hall.call("1", "1")
        assert [(frame["sound"], frame["speaks"]) for frame in board.heard] == [("", False)]
        await passes(SHOWN_SECONDS + CONFIRM_SECONDS_MAX + 0.1)
        assert len(board.heard) == 2


@in_virtual_time
async def test_a_screen_that_comes_late_is_shown_what_is_being_said() -> None:
    """A board that reconnects has the caption at once and says nothing over the one that speaks."""
    async with a_hall() as hall:
        hall.screen(can_speak=True)
        await hall.call("1")
        late = hall.screen(can_speak=True)
        await passes(0.01)
        assert (len(late.captions), late.spoken) == (1, [])
