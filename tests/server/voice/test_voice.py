"""In every zone one screen speaks and all show what is said, whoever comes, goes or falls silent."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from dataclasses import field as default
from typing import Any

import msgspec

from server.hub import Audience, Outbox
from server.refusals import Translator
from server.voice.lease import LEASE_SECONDS
from server.voice.sounds import Sounds
from server.voice.voice import BACK_SECONDS_MAX, Voice
from tests.link.virtual_time import in_virtual_time, passes
from tests.server.voice.packs import voice_of_tones
from tests.ticketing.plans import MONDAY_MORNING, PLAN
from ticketing.office import Call, new_day
from ticketing.plan import Name, OfficePlan, VoicePlan, Zone
from ticketing.voice.turns import CONFIRM_SECONDS_MAX, SHOWN_SECONDS
from ticketing.wire.messages import PROTOCOL_VERSION, Hello, PaintedReport, Spoken

TWO_ZONES = (Zone("one", Name("Một"), fields=("1",), volume=60), Zone("two", Name("Hai"), fields=("2", "3")))
ONCE = replace(PLAN, voice=VoicePlan(repeats=1))


@dataclass
class Screen:
    """A display in a zone, and whose turn it was told it is."""

    voice: Voice
    outbox: Outbox
    heard: list[dict[str, Any]] = default(default_factory=list)

    async def pump(self) -> None:
        """Collect what is sent, for ever."""

        async def send(text: str) -> None:
            self.heard.append(json.loads(text))

        await self.outbox.pump(send)

    @property
    def newest(self) -> dict[str, Any]:
        """What the screen shows."""
        return self.heard[-1]

    @property
    def spoken(self) -> list[str]:
        """The announcements that this screen was to say."""
        return list(dict.fromkeys(frame["announcement"] for frame in self.heard if frame["speaks"]))

    @property
    def captions(self) -> list[str]:
        """What was captioned while it was being said."""
        return list(dict.fromkeys(frame["caption"]["en"] for frame in self.heard if frame["is_now"]))

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

    names: int = 0

    def screen(self, zone: str = "", *, can_speak: bool = False, name: str = "") -> Screen:
        """A screen of this name, else of one of its own."""
        self.names += 1
        screen = Screen(self.voice, Outbox(Audience("display")))
        hello = Hello(PROTOCOL_VERSION, "display", name=name or f"tv-{self.names}", zone=zone)
        self.voice.join(screen.outbox, msgspec.structs.replace(hello, can_speak=can_speak))
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
async def a_hall(plan: OfficePlan = ONCE, *, is_mute: bool = False) -> AsyncIterator[Hall]:
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
    """Of two that can speak the first does; every screen of the zone shows and captions the same call."""
    async with a_hall() as hall:
        first, second, mute = hall.screen(can_speak=True), hall.screen(can_speak=True), hall.screen()
        await hall.call("1")
        assert [len(screen.spoken) for screen in (first, second, mute)] == [1, 0, 0]
        for screen in (first, second, mute):
            frame = screen.newest
            assert frame["call"] == {"call": 1, "number": "1001", "field": "1", "counter": 1, "recall": 0}
            assert frame["is_now"]
            assert frame["caption"] == {
                "vi": "Kính mời công dân có số thứ tự 1001 đến quầy số 1.",
                "en": "Number 1001, please come to counter 1.",
            }
        name = first.newest["sound"].removeprefix("/api/v1/sounds/").removesuffix(".wav")
        wav = hall.voice.sounds.find(name)
        assert wav is not None
        assert first.newest["seconds"] == round((len(wav) - 44) / 2 / 22_050, 3)


@in_virtual_time
async def test_calls_of_one_second_are_said_one_after_the_other() -> None:
    """Forty counters call at once: all forty are said and shown in order, four in one go."""
    async with a_hall() as hall:
        speaker, board = hall.screen(can_speak=True), hall.screen()
        await hall.call(*"1" * 40)
        for said in range(1, 11):
            assert len(speaker.spoken) == said
            await passes(speaker.newest["seconds"] - 0.01)
            assert len(speaker.spoken) == said
            speaker.confirm()
            await passes(0.02)
        large = [frame["call"]["call"] for frame in board.heard if frame["is_now"]]
        assert list(dict.fromkeys(large)) == list(range(1, 41))
        assert board.newest["is_now"] is False
        assert board.newest["call"]["call"] == 40


@in_virtual_time
async def test_a_call_alone_is_said_again() -> None:
    """The repetition is an announcement of its own, which whoever comes meanwhile waits for."""
    async with a_hall(PLAN) as hall:
        speaker = hall.screen(can_speak=True)
        await hall.call("1")
        for times in (1, 2):
            assert len(speaker.spoken) == times
            speaker.confirm()
            await passes(speaker.newest["seconds"] + 0.01)
        assert len(speaker.spoken) == 2
        assert speaker.newest["call"]["number"] == "1001"
        assert not speaker.newest["is_now"]


@in_virtual_time
async def test_an_undone_call_leaves_every_screen_at_once() -> None:
    """Large, said and captioned: all three are taken back in mid-sentence."""
    async with a_hall() as hall:
        speaker, board = hall.screen(can_speak=True), hall.screen()
        await hall.call("1")
        said = speaker.spoken[0]
        await passes(1)
        hall.calls = ()
        await hall.call()
        for screen in (speaker, board):
            frame = screen.newest
            assert (frame["call"], frame["caption"], frame["speaks"]) == (None, {"vi": "", "en": ""}, False)
            assert frame["announcement"] != said


@in_virtual_time
async def test_when_the_speaker_dies_another_says_it_soon() -> None:
    """Its connection ended and it is not back: within three seconds another one says what it was saying."""
    async with a_hall() as hall:
        first, second = hall.screen(can_speak=True), hall.screen(can_speak=True)
        await hall.call("1")
        assert first.newest["seconds"] > 1
        await passes(1)
        first.leave()
        await passes(BACK_SECONDS_MAX - 0.1)
        assert second.spoken == []
        await passes(0.2)
        assert second.spoken == first.spoken
        assert BACK_SECONDS_MAX <= 3


@in_virtual_time
async def test_a_speaker_that_does_not_confirm_gives_way_soon() -> None:
    """Its line stands, but it hangs: within three seconds after the end another one says it once more."""
    async with a_hall() as hall:
        first, second = hall.screen(can_speak=True), hall.screen(can_speak=True)
        await hall.call("1", "2")
        seconds = first.newest["seconds"]
        await passes(seconds + CONFIRM_SECONDS_MAX - 0.1)
        assert second.spoken == []
        await passes(0.2)
        assert second.spoken == first.spoken
        second.confirm()
        await passes(seconds + 1)
        assert len(second.spoken) == 1
        assert CONFIRM_SECONDS_MAX <= 3


@in_virtual_time
async def test_a_speaker_that_comes_back_goes_on_and_repeats_nothing() -> None:
    """The line was cut while the sound went on: the same screen has its turn back, and confirms it."""
    async with a_hall() as hall:
        before, other = hall.screen(can_speak=True, name="hall"), hall.screen(can_speak=True)
        await hall.call("1")
        seconds = before.newest["seconds"]
        await passes(0.5)
        before.leave()
        back = hall.screen(can_speak=True, name="hall")
        await passes(0.01)
        assert back.spoken == before.spoken
        await passes(seconds - 0.5)
        back.confirm()
        await passes(60)
        assert (len(back.spoken), other.spoken) == (1, [])
        await hall.call("1")
        assert (len(back.spoken), other.spoken) == (2, [])


@in_virtual_time
async def test_a_speaker_that_was_loaded_anew_and_is_mute_is_not_waited_for() -> None:
    """It is back by its name and can't speak before it is touched: another one does."""
    async with a_hall() as hall:
        before, other = hall.screen(can_speak=True, name="hall"), hall.screen(can_speak=True)
        await hall.call("1")
        before.leave()
        back = hall.screen(name="hall")
        await passes(BACK_SECONDS_MAX + 0.1)
        assert (back.spoken, other.spoken) == ([], before.spoken)


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
        await passes(speaker.newest["seconds"] + CONFIRM_SECONDS_MAX + 1)
        assert sum(frame["speaks"] for frame in speaker.heard) > 1


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
    async with a_hall(replace(ONCE, zones=TWO_ZONES)) as hall:
        one, two = hall.screen("one", can_speak=True), hall.screen("two", can_speak=True)
        await hall.call("1", "2")
        assert one.captions == ["Number 1001, please come to counter 1."]
        assert two.captions == ["Number 2002, please come to counter 1."]
        assert (one.newest["zone"], one.newest["volume"]) == ("one", 60)


@in_virtual_time
async def test_a_screen_of_no_zone_shows_one_turn_a_zone() -> None:
    """It hears of all zones, and speaks only in the first."""
    async with a_hall(replace(ONCE, zones=TWO_ZONES)) as hall:
        board = hall.screen(can_speak=True)
        await hall.call("1", "2")
        newest = {frame["zone"]: frame for frame in board.heard}
        assert [newest[zone]["call"]["number"] for zone in ("one", "two")] == ["1001", "2002"]
        assert [newest[zone]["speaks"] for zone in ("one", "two")] == [True, False]
        board.leave()
        await hall.call("2")
        assert hall.screen().voice is hall.voice


@in_virtual_time
async def test_an_office_without_a_voice_shows_its_turns() -> None:
    """Where no clip can be loaded calls have their turns all the same, silent."""
    async with a_hall(is_mute=True) as hall:
        board = hall.screen(can_speak=True)
        await hall.call("1", "1")
        assert (board.newest["sound"], board.newest["speaks"]) == ("", False)
        assert board.newest["call"]["number"] == "1001"
        await passes(SHOWN_SECONDS / 2 + 0.1)
        assert board.newest["call"]["number"] == "1002"
        await passes(SHOWN_SECONDS)
        assert not board.newest["is_now"]


@in_virtual_time
async def test_a_screen_that_comes_late_is_shown_what_is_being_said() -> None:
    """A board that reconnects has the turn at once and says nothing over the one that speaks."""
    async with a_hall() as hall:
        hall.screen(can_speak=True)
        await hall.call("1")
        late = hall.screen(can_speak=True)
        await passes(0.01)
        assert (late.captions, late.spoken) == (["Number 1001, please come to counter 1."], [])
