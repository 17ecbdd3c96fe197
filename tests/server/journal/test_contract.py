"""What every engine of the journal promises, asked of the file and of the fake in memory."""

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest

from server.journal.chain import sealed
from server.journal.contract import START, Entry, Head, Journal, PositionTaken
from server.journal.sqlite import SqliteJournal
from tests.server.journal.memory import MemoryJournal
from tests.ticketing.plans import MONDAY_MORNING
from ticketing.events import TicketIssued


@pytest.fixture(params=["file", "memory"])
async def journal(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Journal]:
    """A new journal of each engine."""
    if request.param == "memory":
        yield MemoryJournal()
        return
    engine = await SqliteJournal.open(tmp_path / "journal.sqlite", "thu")
    yield engine
    await engine.close()


@cache
def entry(position: int, days: int = 0) -> Entry:
    """An entry in which one ticket is issued, `days` after Monday, behind those of Monday."""
    at = MONDAY_MORNING + timedelta(days=days)
    issued = TicketIssued(at, f"1{position:03d}", "1", "elderly", position, position, 0, "TRACK")
    unsealed = Entry(position, at.date(), at, f"request-{position}", "f", "kiosk", (issued,))
    return sealed(unsealed, head(position - 1).chain)


def head(position: int) -> Head:
    """Where a journal of Monday's entries stands with so many of them."""
    return entry(position).head if position else START


def entries(first: int, last: int) -> list[Entry]:
    """Those of Monday from one position to another."""
    return [entry(position) for position in range(first, last + 1)]


async def test_an_entry_is_read_as_it_was_appended(journal: Journal) -> None:
    """What is read equals what was appended, events, moments and all."""
    await journal.append(START, [entry(1), entry(2)])
    assert await journal.read(0) == [entry(1), entry(2)]
    assert await journal.head() == head(2)


async def test_reading_starts_after_the_position_given(journal: Journal) -> None:
    """read(1) leaves out the first entry."""
    await journal.append(START, [entry(1), entry(2), entry(3)])
    assert await journal.read(1) == [entry(2), entry(3)]
    assert await journal.read(3) == []


async def test_a_day_is_read_alone(journal: Journal) -> None:
    """read_day gives the entries of one service day and no others."""
    await journal.append(START, [entry(1), entry(2, days=1)])
    assert await journal.read_day(entry(2, days=1).day) == [entry(2, days=1)]


@pytest.mark.parametrize("expected", [0, 2, 7])
async def test_an_append_at_a_taken_position_writes_nothing(journal: Journal, expected: int) -> None:
    """Whoever expects another last position is refused, and the journal stays as it was."""
    await journal.append(START, [entry(1)])
    with pytest.raises(PositionTaken):
        await journal.append(head(expected), [entry(expected + 1)])
    assert await journal.read(0) == [entry(1)]
