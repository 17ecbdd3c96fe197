"""A journal with its anchor: it says where the journal stands before anybody is answered."""

from dataclasses import replace
from pathlib import Path

from server.database import connected
from server.journal.anchor import Anchored, DayGiven, read_anchor
from server.journal.anchored import UNSYNCED_ENTRIES_MAX, AnchoredJournal
from server.journal.chain import sealed
from server.journal.checkpoints import checkpoint
from server.journal.contract import START, Entry, Head
from server.journal.reached import DaysReached
from server.journal.sqlite import SqliteJournal
from tests.server.journal.memory import MemoryJournal
from tests.server.journal.test_contract import entries, entry, head
from ticketing.events import NumbersLeased
from ticketing.rules.losses import Reached


def anchored_in(folder: Path, journal: MemoryJournal | None = None) -> AnchoredJournal:
    """A new journal whose anchor lies in this folder."""
    return AnchoredJournal(
        journal or MemoryJournal(), folder / "journal.anchor", DaysReached(), Anchored(0, b"")
    )


def anchor_in(folder: Path) -> Anchored:
    found = read_anchor(folder / "journal.anchor")
    assert found is not None
    return found


def leasing(position: int, before: Head) -> Entry:
    """An entry that leaves two numbers to a kiosk."""
    one = entry(position)
    leased = NumbersLeased(one.at, "1", "may-1", ("1998", "1999"), ())
    return sealed(replace(one, events=(leased,)), before.chain)


async def test_the_anchor_says_what_was_appended_last(tmp_path: Path) -> None:
    """Position, chain, moment, and how far the day has come; at the close that nothing comes after it."""
    journal = anchored_in(tmp_path)
    await journal.begin()
    assert anchor_in(tmp_path).position == 0
    await journal.append(START, entries(1, 3))
    found = anchor_in(tmp_path)
    assert (found.position, found.chain, found.at) == (3, head(3).chain, entry(3).at)
    assert (found.days, found.is_closed) == ((DayGiven(entry(1).day, 3, {"1": Reached(3)}),), False)
    await journal.close()
    assert anchor_in(tmp_path) == replace(found, is_closed=True)


async def test_until_it_begins_the_anchor_stays_as_it_was(tmp_path: Path) -> None:
    """A start that fails later has changed nothing, and there is no file where there was none."""
    journal = anchored_in(tmp_path)
    await journal.append(START, entries(1, 3))
    await journal.close()
    assert list(tmp_path.iterdir()) == []


async def test_few_entries_are_acknowledged_that_a_power_cut_takes_from_the_anchor(tmp_path: Path) -> None:
    """However many a second there are, and none that leaves numbers to a kiosk."""
    journal = anchored_in(tmp_path)
    await journal.begin()
    last = START
    for size in (1, 50, 100, 256, 127, 1, 1):
        group = entries(last.position + 1, last.position + size)
        await journal.append(last, group)
        last = group[-1].head
        assert journal.unsynced_entries < UNSYNCED_ENTRIES_MAX
    await journal.append(last, entries(last.position + 1, last.position + 2))
    assert journal.unsynced_entries > 0
    last = head(last.position + 2)
    await journal.append(last, [leasing(last.position + 1, last)])
    assert journal.unsynced_entries == 0
    await journal.close()


async def test_numbers_that_a_kiosk_is_left_twice_count_once(tmp_path: Path) -> None:
    """It is given the same block again as long as half of it is unused."""
    journal = anchored_in(tmp_path)
    await journal.begin()
    first = leasing(1, START)
    await journal.append(START, [first, leasing(2, first.head)])
    assert anchor_in(tmp_path).days[0].reached["1"].leased == 2
    await journal.close()


def test_the_days_that_entries_were_about_last_are_known() -> None:
    """The running day comes after one that proved wrong; of more than three the oldest is forgotten."""
    reached = DaysReached()
    for position, days in enumerate((9, 0, 1, 0, 2), 1):
        reached.add([entry(position, days)])
        reached = DaysReached(Anchored(position, b"", days=reached.days))
    today = entry(1).day
    assert [(day.day - today).days for day in reached.days] == [1, 0, 2]
    assert reached.days[1] == DayGiven(today, 2, {"1": Reached(4)})
    reached.learn(today, [entry(2)])
    assert reached.days[1] == DayGiven(today, 1, {"1": Reached(4)})


async def test_what_another_handle_has_appended_is_taken_in_when_it_is_read(tmp_path: Path) -> None:
    """An outcome that was unknown is on record: the anchor follows the journal."""
    inner = MemoryJournal()
    journal = anchored_in(tmp_path, inner)
    await journal.begin()
    await inner.append(START, entries(1, 2))
    await journal.read(0)
    assert anchor_in(tmp_path).position == 2
    await journal.close()


async def test_a_disk_that_refuses_the_anchor_is_told_once_and_tried_again(tmp_path: Path) -> None:
    """Presses go on, since the journal has them."""
    told: list[bool] = []
    journal = anchored_in(tmp_path / "missing")
    journal.trouble = lambda error: told.append(error is not None)
    await journal.begin()
    await journal.begin()
    await journal.append(START, entries(1, 1))
    assert told == [True]
    (tmp_path / "missing").mkdir()
    await journal.begin()
    assert told == [True, False]
    assert anchor_in(tmp_path / "missing").position == 1
    await journal.close()


async def test_the_wal_is_written_back_beside_the_presses(tmp_path: Path) -> None:
    """What was committed comes into the file itself, where a WAL that is lost takes nothing of it."""
    path = tmp_path / "journal.sqlite"
    journal = await SqliteJournal.open(path, "thu")
    await journal.append(START, entries(1, 20))
    async with connected(path, "rw") as connection:
        await checkpoint(connection)
    await journal.append(head(20), entries(21, 21))
    alone = tmp_path / "alone.sqlite"
    alone.write_bytes(path.read_bytes())
    kept = await SqliteJournal.open(alone, "thu")
    assert await kept.head() == head(20)
    await kept.close()
    await journal.close()
