"""motcua speaker says a real server's calls through a real player program, one at a time."""

import asyncio
import stat
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from msgspec import structs

from link.client import ServerLink
from link.contract import Screen, TurnTold
from motcua.speaking import NoSound, Player, RoomSpeaker, find_player, sound_fetcher
from server.app import Settings, running_server
from server.clock import SystemRandomSource
from server.idempotency import Press
from server.services import Services
from server.voice.samples import peak_of, read_wav, seconds_of
from tests.link.turns import TURN
from tests.motcua.programs import run_here, serving
from tests.patience import PATIENCE_SECONDS
from tests.ticketing.plans import PLAN
from ticketing.commands import CallNext, Command, IssueTicket, OpenCounter
from ticketing.plan import Name, VoicePlan, Zone
from ticketing.wire.messages import Spoken, TurnFrame

QUIET_ZONE = Zone("hall", Name("Phòng chờ"), volume=50)
WAIT_SECONDS_MAX = PATIENCE_SECONDS


def fake_player(folder: Path, does: str = "") -> Path:
    """A player program that keeps what it is given to play, and then `does` something."""
    program = folder / "player"
    program.write_text(
        f'#!/bin/sh\ncp "$1" "{folder}/playing"\nmv "{folder}/playing" "{folder}/heard-$$.wav"\n{does}\n',
        encoding="utf-8",
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


def heard(folder: Path) -> list[bytes]:
    """What the player was given to play."""
    return [path.read_bytes() for path in sorted(folder.glob("heard-*.wav"))]


@dataclass
class Office:
    """A running server, its address, and a hand that presses."""

    services: Services
    address: str
    count: int = 0

    async def press(self, command: Command) -> None:
        self.count += 1
        await self.services.desk.submit(Press(f"press-{self.count}", command, "test"))

    async def call(self) -> None:
        await self.press(IssueTicket("1"))
        await self.press(CallNext(1, missed=True))


@asynccontextmanager
async def an_office(folder: Path, zone: Zone = QUIET_ZONE) -> AsyncIterator[Office]:
    plan = replace(PLAN, zones=(zone,), voice=VoicePlan(repeats=1))
    async with running_server(Settings(plan, folder / "data", port=0)) as server:
        office = Office(server.services, server.address)
        await office.press(OpenCounter(1, "Hoa"))
        yield office


@asynccontextmanager
async def a_speaker(office: Office, player: Player) -> AsyncIterator[tuple[ServerLink, RoomSpeaker]]:
    link = ServerLink(
        office.address,
        Screen(
            "display",
            office.services.tokens.make("display", SystemRandomSource()),
            name="speaker",
            can_speak=True,
        ),
        new_id=SystemRandomSource().secret,
        jitter=lambda: 0.5,
    )
    speaker = RoomSpeaker(link, player, sound_fetcher(office.address))
    running = asyncio.create_task(speaker.run())
    try:
        yield link, speaker
    finally:
        running.cancel()
        await asyncio.wait((running,))


async def until(comes: Callable[[], bool]) -> None:
    """Lets the loop run until this is so."""
    async with asyncio.timeout(WAIT_SECONDS_MAX):
        while not comes():  # noqa: ASYNC110 - the product has no event for it, and needs none
            await asyncio.sleep(0)


async def confirmed(office: Office) -> None:
    """Returns when the zone's announcement is confirmed; asks the server's own state in turns of the loop."""
    assert office.services.voice is not None
    zone = office.services.voice.zone("hall")
    await until(lambda: bool(zone.current and zone.current.is_confirmed))


@pytest.mark.slow
async def test_a_call_is_played_at_the_zones_volume(tmp_path: Path) -> None:
    """Press, frame, sound, player, confirmation: the whole way, and half as loud as the zone says."""
    async with an_office(tmp_path) as office, a_speaker(office, Player(str(fake_player(tmp_path)))):
        await office.call()
        await confirmed(office)
        (played,) = heard(tmp_path)
        assert office.services.voice is not None
        (sound,) = office.services.voice.sounds._kept.values()
        assert seconds_of(read_wav(played)) == sound.seconds
        assert peak_of(read_wav(played)) == pytest.approx(peak_of(read_wav(sound.wav)) / 2, rel=0.01)


@pytest.mark.slow
async def test_a_broken_player_is_told_to_the_server(tmp_path: Path) -> None:
    """Nothing was heard, so that the server waits for another speaker, and this one rests."""
    broken = Player(str(fake_player(tmp_path, "echo no card >&2; exit 1")))
    async with an_office(tmp_path) as office:
        async with a_speaker(office, broken):
            await office.call()
            assert office.services.voice is not None
            zone = office.services.voice.zone("hall")
            await until(lambda: bool(heard(tmp_path)) and not zone.has_speaker)
        async with a_speaker(office, Player(str(fake_player(tmp_path)))):
            await confirmed(office)
        assert len(heard(tmp_path)) == 2


def a_turn(announcement: str, *, speaks: bool = True) -> TurnFrame:
    return structs.replace(TURN, announcement=announcement, speaks=speaks)


async def test_what_was_said_is_only_confirmed(tmp_path: Path) -> None:
    """An announcement that comes again after a cut line is not played again, nor is one of another screen."""
    link = ServerLink("ws://127.0.0.1:1", Screen("display"), new_id=str, jitter=lambda: 0.0)
    speaker = RoomSpeaker(link, Player(str(fake_player(tmp_path))), lambda _: b"sound")
    await speaker._say(a_turn("a1"))
    for again in (a_turn("a1"), a_turn("a2", speaks=False)):
        speaker.hear(TurnTold(again))
    assert speaker._waiting.empty()
    assert heard(tmp_path) == [b"sound"]


@pytest.mark.slow
async def test_what_is_taken_back_ends_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The call is undone in mid-sentence: its player is ended, nothing is confirmed, and the next is said."""
    link = ServerLink("ws://127.0.0.1:1", Screen("display"), new_id=str, jitter=lambda: 0.0)
    told: list[object] = []
    monkeypatch.setattr(link, "report", told.append)
    player = Player(str(fake_player(tmp_path, "exec sleep 60")))
    speaker = RoomSpeaker(link, player, lambda _: b"sound")
    running = asyncio.create_task(speaker.run())
    speaker.hear(TurnTold(a_turn("a1")))
    await until(lambda: len(heard(tmp_path)) == 1)
    speaker.hear(TurnTold(a_turn("a2")))
    await until(lambda: len(heard(tmp_path)) == 2)
    assert not [sign for sign in told if isinstance(sign, Spoken)]
    running.cancel()
    await asyncio.wait((running,))


@pytest.mark.parametrize(
    ("does", "said"), [("echo no card >&2; exit 1", "no card"), ("exit 3", "3")], ids=["a word", "a code"]
)
async def test_a_player_that_fails_says_why(tmp_path: Path, does: str, said: str) -> None:
    """The last line that the program wrote, or its exit code."""
    with pytest.raises(NoSound, match=said):
        await Player(str(fake_player(tmp_path, does))).try_out()


@pytest.mark.slow
async def test_a_player_that_hangs_is_ended(tmp_path: Path) -> None:
    """A program that does not come to its end is killed and counts as no sound."""
    hanging = Player(str(fake_player(tmp_path, "exec sleep 60")), late_seconds_max=0.1)
    with pytest.raises(NoSound, match="does not end"):
        await hanging.play(b"sound", 0.1)


async def test_a_player_that_is_not_there_is_no_sound(tmp_path: Path) -> None:
    """The first player that is there is taken; a file that can't be run is none."""
    assert find_player(str(fake_player(tmp_path))).endswith("player")
    with pytest.raises(NoSound, match="nothing"):
        find_player("nothing")
    with pytest.raises(NoSound, match="No such file"):
        await Player(str(tmp_path / "gone")).try_out()


@pytest.mark.slow
def test_without_a_player_the_command_says_so(tmp_path: Path) -> None:
    """Exit code 1 and one sentence, without a traceback; a missing sound card is told in the same way."""
    done = run_here(tmp_path, "speaker", "--player", "nothing")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "motcua: There is no program that plays sound: nothing. Install alsa-utils.\n"
    mute = fake_player(tmp_path, "echo audio open error >&2; exit 1")
    done = run_here(tmp_path, "speaker", "--player", str(mute))
    assert done.returncode == 1
    assert done.stderr == f"motcua: No sound can be played here: {mute}: audio open error.\n"


@pytest.mark.slow
def test_the_command_speaks_until_it_is_told_to_end(tmp_path: Path) -> None:
    """It tries out the player, says whose calls it speaks, and ends with code 0, server or no server."""
    player = fake_player(tmp_path)
    with serving(tmp_path, "speaker", "--server", "http://127.0.0.1:9", "--player", str(player)) as speaker:
        assert "Speaks the calls of" in speaker.said
        code, errors = speaker.stop()
    assert code == 0
    assert "Traceback" not in errors
    assert len(heard(tmp_path)) == 1
