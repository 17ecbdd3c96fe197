"""What every engine of the journal promises, asked of the file and of the fake in memory."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest

from server.journal.chain import follows, sealed
from server.journal.contract import (
    ENTRY_BYTES_MAX,
    GROUP_ENTRIES_MAX,
    READ_ENTRIES_MAX,
    START,
    DossierRow,
    Entry,
    GroupTooLarge,
    Head,
    Journal,
    PositionTaken,
    Rows,
    Snapshot,
)
from server.journal.sqlite import SqliteJournal
from tests.patience import PATIENCE_SECONDS
from tests.rings import RING
from tests.server.journal.memory import MemoryJournal
from tests.ticketing.plans import MONDAY_MORNING
from ticketing.events import TicketIssued
from ticketing.office import Dossier


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


async def second(journal: Journal, tmp_path: Path) -> Journal:
    """Another handle on the same journal, as a second server has it."""
    if isinstance(journal, MemoryJournal):
        other = MemoryJournal()
        other.join(journal)
        return other
    return await SqliteJournal.open(tmp_path / "journal.sqlite", "thu", look_seconds=0.001)


async def test_a_snapshot_is_as_of_one_position(journal: Journal) -> None:
    """The entries of the day, what is open of dossiers, and the head behind the last of all days."""
    assert await journal.snapshot(entry(1).day) == Snapshot(START, [], [])
    dossier = Dossier("H52-1", "1.001193", "1", "1001", 1, MONDAY_MORNING, None)
    await journal.append(START, entries(1, 2), Rows(dossiers=[DossierRow("H52-1", entry(1).day, dossier)]))
    await journal.append(head(2), [entry(3, days=1)])
    monday = await journal.snapshot(entry(1).day)
    assert monday == Snapshot(entry(3, days=1).head, entries(1, 2), [dossier])
    assert (await journal.snapshot(entry(3, days=1).day)).dossiers == [dossier]


async def test_a_long_day_is_read_whole_and_a_long_journal_in_parts(journal: Journal) -> None:
    """`read_day` has no limit, and `read` gives READ_ENTRIES_MAX at once."""
    count = READ_ENTRIES_MAX + 7
    for first in range(1, count + 1, GROUP_ENTRIES_MAX):
        await journal.append(head(first - 1), entries(first, min(count, first + GROUP_ENTRIES_MAX - 1)))
    assert await journal.read_day(entry(1).day) == entries(1, count)
    assert await journal.read(0) == entries(1, READ_ENTRIES_MAX)
    assert await journal.read(READ_ENTRIES_MAX) == entries(READ_ENTRIES_MAX + 1, count)


async def test_appending_nothing_is_a_check(journal: Journal) -> None:
    """It says whether the journal still stands there, and changes nothing."""
    await journal.append(START, ())
    await journal.append(START, [entry(1)])
    await journal.append(head(1), ())
    with pytest.raises(PositionTaken):
        await journal.append(START, ())
    assert await journal.read(0) == [entry(1)]


async def test_a_group_over_the_limits_is_refused_whole(journal: Journal) -> None:
    """More entries, or a longer one, than every engine takes are refused before anything is written."""
    with pytest.raises(GroupTooLarge):
        await journal.append(START, entries(1, GROUP_ENTRIES_MAX + 1))
    events = entry(1).events * (2 * ENTRY_BYTES_MAX // len(entry(1).body))
    with pytest.raises(GroupTooLarge):
        await journal.append(START, [sealed(replace(entry(1), events=events), b"")])
    assert await journal.head() == START
    await journal.append(START, entries(1, GROUP_ENTRIES_MAX))


@pytest.mark.parametrize(
    "group",
    [
        [entry(2)],
        [entry(1), entry(3)],
        [replace(entry(1), chain=b"?" * 32)],
        [entry(1), replace(entry(2), body="[]")],
    ],
)
async def test_only_what_follows_is_appended(journal: Journal, group: list[Entry]) -> None:
    """A gap, a repetition and a chain that does not go over the entry are mistakes of the writer."""
    with pytest.raises(ValueError, match="do not follow"):
        await journal.append(START, group)
    assert await journal.head() == START


async def test_the_same_position_of_another_history_is_taken(journal: Journal) -> None:
    """A writer whose entry 1 was another one may not go on behind this one."""
    await journal.append(START, [entry(1)])
    other = sealed(replace(entry(1), request_id="another"), b"")
    with pytest.raises(PositionTaken):
        await journal.append(other.head, [sealed(entry(2), other.chain)])
    assert await journal.read(0) == [entry(1)]


async def test_a_second_handle_is_told_of_what_the_first_appends(journal: Journal, tmp_path: Path) -> None:
    """It wakes for the other one's entries and not for its own, and reads them."""
    other = await second(journal, tmp_path)
    await other.append(START, [entry(1)])
    waiting = asyncio.create_task(other.changed_elsewhere())
    for _ in range(3):
        await other.head()
    assert not waiting.done()
    await journal.append(head(1), [entry(2)])
    await asyncio.wait_for(waiting, PATIENCE_SECONDS)
    assert await other.read(1) == [entry(2)]
    await other.close()


async def test_of_two_writers_at_one_position_one_wins(journal: Journal, tmp_path: Path) -> None:
    """However they race, each position is written once, and the chain is whole."""
    other = await second(journal, tmp_path)
    wins = Counter[bool]()
    for position in range(RING.examples_of(5)):
        before = await journal.head()
        rivals = [
            sealed(replace(entry(1), position=position + 1, request_id=name), before.chain)
            for name in ("ours", "theirs")
        ]
        pair = zip((journal, other), rivals, strict=True)
        results = await asyncio.gather(
            *(each.append(before, [rival]) for each, rival in pair), return_exceptions=True
        )
        assert sorted(type(result).__name__ for result in results) == ["NoneType", "PositionTaken"]
        wins[results[0] is None] += 1
        assert await other.head() == rivals[results[0] is not None].head
    assert follows(await journal.read(0), START)
    await other.close()
