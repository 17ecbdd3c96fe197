"""What anybody on the network can't do with a display: speak, confirm, frighten staff, or crowd them out."""

from pathlib import Path
from typing import Any

from server.screens import (
    STRANGERS_LISTED_MAX,
    TROUBLES_SHOWN_MAX,
    UNPAIRED_SECONDS,
    UNPAIRED_TOLD_MAX,
    Screens,
)
from tests.server.engine import Engine, Screen
from tests.server.test_screens import Seconds, hello
from tests.server.voice.test_conversations import a_counter, a_turn, speaking_engine
from ticketing.screen_duty import ScreenDuty
from ticketing.wire.messages import PaintedReport

HOSTILE = "MAY CHU LOI: hay goi 0900 123 456 \u202egnud\u200b"


async def stranger(engine: Engine, **more: Any) -> Screen:
    """A display of nobody that says it can speak, and whose sound is live."""
    screen = await engine.screen("display", token="", can_speak=True, **more)
    await screen.say({"type": "proof", "version": 1, "sound": "live", "trouble": HOSTILE})
    return screen


async def heard(screen: Screen) -> None:
    """Wait until the server has taken all that a screen has said."""
    await screen.say("nonsense")
    await screen.hear("fault")


async def test_a_stranger_that_comes_first_neither_speaks_nor_confirms(tmp_path: Path) -> None:
    """It is never given a sound, and the real television says the call, whatever the stranger confirms."""
    async with speaking_engine(tmp_path) as engine:
        manager = await a_counter(engine)
        thief = await stranger(engine, name="hall")
        await heard(thief)
        television = await engine.screen("display", name="hall", can_speak=True)
        await manager.press("d", "call-next", counter=1)
        told, shown = await a_turn(television), await a_turn(thief)
        assert (told["speaks"], shown["speaks"]) == (True, False)
        await thief.say({"type": "spoken", "id": told["announcement"], "is_said": True})
        await heard(thief)
        assert not is_confirmed(engine)
        await television.say({"type": "spoken", "id": told["announcement"], "is_said": True})
        await heard(television)
        assert is_confirmed(engine)


def is_confirmed(engine: Engine) -> bool:
    """Whether the call that is under way in the hall was said to its end."""
    assert engine.services.voice is not None
    current = engine.services.voice.zone("hall").current
    return current is None or current.is_confirmed


async def test_only_the_speaker_confirms(tmp_path: Path) -> None:
    """Another screen that may speak, but does not now, ends nobody's announcement."""
    async with speaking_engine(tmp_path) as engine:
        manager = await a_counter(engine)
        television = await engine.screen("display", name="hall", can_speak=True)
        other = await engine.screen("display", name="door", can_speak=True)
        await manager.press("d", "call-next", counter=1)
        told = await a_turn(television)
        await other.say({"type": "spoken", "id": told["announcement"], "is_said": True})
        await heard(other)
        assert not is_confirmed(engine)


async def board_with(engine: Engine, secrets: str) -> tuple[Screen, dict[str, Any]]:
    """A board whose sound is live and that knows these secrets, and what it is told of its pairing."""
    board = engine.connect()
    known = {"name": "hall", "can_speak": True, "paired": secrets}
    await board.say({"type": "hello", "protocol": 1, "role": "display", **known})
    told = await board.hear("pairing")
    await board.say({"type": "proof", "version": 1, "sound": "live"})
    await heard(board)
    return board, told


async def test_a_display_is_paired_while_it_is_connected(tmp_path: Path) -> None:
    """It shows a code, is told its secret once, speaks from then on, and falls silent when it is unpaired."""
    async with speaking_engine(tmp_path) as engine:
        manager, pairings = await a_counter(engine), engine.services.pairings
        board, shown = await board_with(engine, "")
        assert (shown["is_paired"], shown["secret"], len(shown["code"])) == (False, "", 6)
        assert await pairings.pair(shown["code"], "manager Lan") == "hall"
        told = await board.hear("pairing")
        assert (told["is_paired"], told["code"]) == (True, "")
        await manager.press("d", "call-next", counter=1)
        assert (await a_turn(board))["speaks"]
        again, known = await board_with(engine, f"older {told['secret']}")
        assert known == {"type": "pairing", "is_paired": True, "code": "", "secret": ""}
        await pairings.unpair("hall")
        assert not (await again.hear("pairing"))["is_paired"]
        assert engine.services.voice is not None
        assert not engine.services.voice.zone("hall").has_speaker
        assert not (await board_with(engine, told["secret"]))[1]["is_paired"]


async def test_a_wrong_token_is_refused_and_an_unpaired_board_still_shows(tmp_path: Path) -> None:
    """Whoever sets a speaker up reads that its token is wrong; a board of nobody is shown all."""
    async with speaking_engine(tmp_path) as engine:
        wrong = engine.connect()
        await wrong.say({"type": "hello", "protocol": 1, "role": "display", "token": "made up"})
        assert (await wrong.hear())["error"] == "token-wrong"
        await engine.screen("display", token="", paired="made up")


async def test_a_clerk_reads_nothing_of_25_strangers(tmp_path: Path) -> None:
    """No name and no trouble of theirs, connected or turned away; those of real screens are all told."""
    async with speaking_engine(tmp_path) as engine:
        real = await engine.screen("display", token=engine.token("display"), name="real hall")
        await real.say(
            {"type": "proof", "version": 1, "sound": "none", "trouble": "a.jpg \u202ecan't\u200b be shown"}
        )
        await heard(real)
        for number in range(8):
            await heard(await stranger(engine, name=f"{number} {HOSTILE}", paired=""))
        for _ in range(17):
            away = engine.connect()
            await away.say(
                {"type": "hello", "protocol": 99, "role": "counter", "counter": 1, "name": HOSTILE}
            )
            assert (await away.hear())["error"] == "protocol-unknown"
        told = engine.services.screens.troubles()
        assert [(each.name, each.trouble) for each in told] == [("real hall", "a.jpg can't be shown")]


def test_strangers_crowd_no_real_trouble_out() -> None:
    """Some thousands that come, poll and go leave every real one told, and are told in a few rows at most."""
    seconds = Seconds()
    screens = Screens(seconds)
    real = [screens.welcome(hello(f"tv {number}")) for number in range(TROUBLES_SHOWN_MAX)]
    for record in real:
        screens.take_report(record, PaintedReport(1, "none", "hidden"))
    for number in range(1000):
        record = screens.welcome(hello(f"{number} {HOSTILE}"), has_token=False)
        screens.take_report(record, PaintedReport(1, "refused", HOSTILE))
        screens.poll(hello(f"{number} {HOSTILE}"), has_token=False)
    screens.poll(hello("door"))
    assert "door" in {record.name for record in screens.all()}
    seconds.now += UNPAIRED_SECONDS
    for record in real:
        screens.hear(record)
    told = screens.troubles()
    assert {each.name for each in told[:TROUBLES_SHOWN_MAX]} == {record.name for record in real}
    assert [(each.name, each.trouble) for each in told[TROUBLES_SHOWN_MAX:]] == [("", "not-paired")]
    screens.leave(real[0])
    assert real[0] in screens.all()
    listed = screens.listed()
    assert [record.is_trusted for record in listed] == [True] * len(real) + [False] * STRANGERS_LISTED_MAX
    assert {screens.trouble_of(record) for record in listed[len(real) :]} == {"silent"}


def test_a_stranger_does_not_answer_for_a_screen_that_is_gone() -> None:
    """One with the name of a television that is gone leaves that told as gone, until it is paired."""
    seconds = Seconds()
    screens = Screens(seconds)
    hall = screens.welcome(hello("hall"))
    seconds.now += 1000
    screens.hear(hall)
    screens.leave(hall)
    other = screens.welcome(hello("hall"), has_token=False)
    assert [(each.name, each.trouble) for each in screens.troubles()] == [("hall", "gone")]
    other.paired_as = "hall"
    screens.know_again(other)
    assert screens.troubles() == ()


def test_staff_read_which_boards_used_to_speak_and_want_pairing() -> None:
    """Those that a manager gave a duty at once, others after a while: by a name of one word, or without."""
    seconds = Seconds()
    screens = Screens(seconds)
    for name in ("hall", "tv-x4k2", "May chu loi hay goi 0900", "goi0900123456"):
        record = screens.welcome(hello(name), has_token=False)
        record.has_duty = name == "hall"
        screens.take_report(record, PaintedReport(1, "refused"))
    assert [(each.name, each.trouble) for each in screens.troubles()] == [("hall", "spoke-before")]
    seconds.now += UNPAIRED_SECONDS
    told = [(each.name, each.trouble) for each in screens.troubles()]
    assert told == [("hall", "spoke-before"), ("tv-x4k2", "not-paired"), ("", "not-paired")]
    assert len(told) == UNPAIRED_TOLD_MAX


async def test_a_board_that_nobody_needs_to_speak_wants_no_pairing(tmp_path: Path) -> None:
    """Where a paired one speaks in the zone, or the duty is to be silent, staff are told of nothing."""
    async with speaking_engine(tmp_path) as engine:
        board = await stranger(engine, name="hall")
        await engine.services.duties.keep("hall", ScreenDuty())
        await heard(board)
        assert [each.trouble for each in engine.services.screens.troubles()] == ["spoke-before"]
        await engine.screen("display", name="speaker", can_speak=True)
        await board.say({"type": "proof", "version": 1, "sound": "live"})
        await heard(board)
        assert engine.services.screens.troubles() == ()
