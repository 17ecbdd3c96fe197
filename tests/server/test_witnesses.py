"""Screens that had been shown more than is on record are witnesses, if the office knows them."""

from pathlib import Path

import pytest

from server.losses import SKIPPED_BY_WITNESSES_MAX
from tests.server.engine import Engine, running_engine
from ticketing.loss_events import LossAccepted, NumbersSkipped
from ticketing.wire.messages import Role


async def issued(engine: Engine) -> str:
    """The next number of field 1, from a kiosk that has seen nothing yet."""
    kiosk = await engine.screen("kiosk")
    answer = await kiosk.press(f"press-{engine.services.desk.position}", "issue-ticket", field="1")
    return str(answer["answer"]["number"])


def told(engine: Engine) -> list[str]:
    return [warning.en for warning in engine.services.warnings.shown()]


@pytest.mark.parametrize("role", ["kiosk", "counter", "manager"])
async def test_a_known_screen_that_has_seen_more_has_numbers_passed_over(tmp_path: Path, role: Role) -> None:
    """As many as entries are missing; every desk reads it, and it is on record as a screen's word."""
    async with running_engine(tmp_path) as engine:
        assert await issued(engine) == "1001"
        seen = engine.services.desk.position + 30
        await engine.screen(role, counter=1, seen=seen)
        assert await issued(engine) == "1032"
        assert told(engine)[0].startswith("A screen had been shown 30 entries that are not on record")
        events = [event for entry in engine.journal.entries for event in entry.events]
        (accepted,) = (event for event in events if isinstance(event, LossAccepted))
        assert (accepted.entries, accepted.is_by_hand) == (30, False)
        assert {event.field for event in events if isinstance(event, NumbersSkipped)} == {"1", "2", "3"}


async def test_what_a_screen_has_seen_that_is_on_record_is_no_news(tmp_path: Path) -> None:
    """Nor is a screen that has seen nothing, or says a number below zero."""
    async with running_engine(tmp_path) as engine:
        assert await issued(engine) == "1001"
        for seen in (0, -5, engine.services.desk.position):
            await engine.screen("kiosk", seen=seen)
        assert await issued(engine) == "1002"
        assert told(engine) == []


async def test_a_screen_without_a_token_has_no_say(tmp_path: Path) -> None:
    """Whoever hangs on the network can neither alarm staff nor waste a number."""
    async with running_engine(tmp_path) as engine:
        await engine.screen("display", seen=1_000_000)
        assert await issued(engine) == "1001"
        assert told(engine) == []


async def test_a_confused_screen_makes_one_line_and_wastes_so_many_numbers_once(tmp_path: Path) -> None:
    """However often it comes, and whatever it says; the office goes on."""
    async with running_engine(tmp_path) as engine:
        for seen in (2**60, 2**60, 2**62, 10**18):
            await engine.screen("kiosk", seen=seen)
        assert await issued(engine) == f"1{SKIPPED_BY_WITNESSES_MAX + 1:03d}"
        assert await issued(engine) == f"1{SKIPPED_BY_WITNESSES_MAX + 2:03d}"
        assert len(told(engine)) == 1


async def test_a_second_witness_adds_what_the_first_has_not_seen(tmp_path: Path) -> None:
    """Both together pass over as many as the one that has seen most."""
    async with running_engine(tmp_path) as engine:
        await engine.screen("kiosk", seen=10)
        await engine.screen("counter", counter=1, seen=15)
        await engine.screen("counter", counter=2, seen=12)
        assert await issued(engine) == "1016"


async def test_the_line_is_gone_with_the_day(tmp_path: Path) -> None:
    """Tomorrow's numbers begin anew."""
    async with running_engine(tmp_path) as engine:
        await engine.screen("kiosk", seen=10)
        assert await issued(engine) == "1011"
        engine.clock.forward(days=1)
        assert await issued(engine) == "1001"
        assert told(engine) == []
