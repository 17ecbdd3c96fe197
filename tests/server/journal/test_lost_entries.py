"""A start that finds less than was acknowledged refuses, or passes over every number that may be on paper."""

import asyncio
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from shutil import copytree

import pytest

from server.app import Settings, running_server
from server.journal.anchor import Anchored, AnchorFile, read_anchor
from server.journal.anchor_check import Completeness, judged, saved_name
from server.journal.anchored import UNSYNCED_ENTRIES_MAX
from server.journal.contract import START, Head, JournalRefused
from server.journal.schema import FORMAT_VERSION
from tests.rings import RING
from tests.server.fakes import ManualClock
from tests.server.journal.morning import ANCHOR, NAME, WAL, Morning, hashes, killed, morning
from tests.ticketing.plans import PLAN, plan_with
from ticketing import commands as c
from ticketing.answers import DoneAnswer
from ticketing.rules.losses import Reached

pytestmark = pytest.mark.slow


@dataclass
class Lived:
    """What a morning has left: its files when it was killed, and before; what was acknowledged until then."""

    killed: Path
    backup: Path
    other: Path
    given: list[str]
    position: int


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    return asyncio.run(_lived(tmp_path_factory.mktemp("lived")))


async def _lived(home: Path) -> Lived:
    (home / "live").mkdir()
    (home / "twin").mkdir()
    async with morning(home / "live") as work:
        await work.lease("1", "may-1")
        await work.issue("1231")
        backup = killed(home / "live", home / "backup")
        await work.lease("2", "may-2")
        await work.issue("1123" * 8)
        await work.lease("1", "may-2")
        await work.issue("33")
        lived = killed(home / "live", home / "killed")
        position = work.desk.position
    async with morning(home / "twin") as twin:
        await twin.issue("1" * 50)
        other = killed(home / "twin", home / "other")
    return Lived(lived, backup, other, work.given, position)


@pytest.fixture
def folder(lived: Lived, tmp_path: Path) -> Path:
    return copytree(lived.killed, tmp_path / "data")


def cut_wal(folder: Path, lived: Lived) -> None:
    wal = folder / WAL
    wal.write_bytes(wal.read_bytes()[: wal.stat().st_size // 2])


def flip(folder: Path, at: int) -> None:
    with (folder / WAL).open("r+b") as wal:
        wal.seek(at)
        (byte,) = wal.read(1)
        wal.seek(at)
        wal.write(bytes([byte ^ 1]))


def flip_middle(folder: Path, lived: Lived) -> None:
    flip(folder, (folder / WAL).stat().st_size // 2)


def flip_header(folder: Path, lived: Lived) -> None:
    flip(folder, 20)


def remove_wal(folder: Path, lived: Lived) -> None:
    (folder / WAL).unlink()
    (folder / f"{NAME}-shm").unlink(missing_ok=True)


def remove_journal(folder: Path, lived: Lived) -> None:
    remove_wal(folder, lived)
    (folder / NAME).unlink()


def delete_last_row(folder: Path, lived: Lived) -> None:
    with closing(sqlite3.connect(folder / NAME, isolation_level=None)) as hand:
        hand.execute("DELETE FROM journal WHERE position = (SELECT max(position) FROM journal)")


def put_back(source: Path, folder: Path) -> None:
    for name in (NAME, WAL):
        (folder / name).write_bytes((source / name).read_bytes())
    (folder / f"{NAME}-shm").unlink(missing_ok=True)


def put_backup(folder: Path, lived: Lived) -> None:
    put_back(lived.backup, folder)


def put_other(folder: Path, lived: Lived) -> None:
    put_back(lived.other, folder)


DAMAGES: dict[Callable[[Path, Lived], None], str] = {
    cut_wal: "ends with entry",
    flip_middle: "ends with entry",
    flip_header: "ends with entry 0",
    remove_wal: "ends with entry 0",
    remove_journal: "is not there",
    delete_last_row: "1 of them are missing",
    put_backup: "ends with entry 5",
    put_other: "is not the journal that was written last",
}


@pytest.mark.parametrize(("damage", "sentence"), DAMAGES.items())
async def test_a_start_that_finds_less_refuses_and_changes_nothing(
    damage: Callable[[Path, Lived], None], sentence: str, folder: Path, lived: Lived
) -> None:
    """One sentence says what is missing and how to go on; every file is as it was, byte for byte."""
    damage(folder, lived)
    before = hashes(folder)
    for _ in range(2):
        with pytest.raises(JournalRefused) as refused:
            async with running_server(Settings(PLAN, folder, port=0), ManualClock()):
                pass
        assert sentence in str(refused.value)
        assert "--accept-loss" in str(refused.value)
        assert hashes(folder) == before


async def test_a_start_without_a_journal_names_what_was_saved_of_it(folder: Path, lived: Lived) -> None:
    """The newest file in which a server has saved what was on record is named, and what to do with it."""
    remove_journal(folder, lived)
    for number in (9, 10):
        (folder / saved_name(folder / NAME, number)).write_bytes(b"")
        os.utime(folder / saved_name(folder / NAME, number), (number, number))
    before = hashes(folder)
    with pytest.raises(JournalRefused, match=r"saved-10\.sqlite: rename that file to journal\.sqlite"):
        async with running_server(Settings(PLAN, folder, port=0), ManualClock()):
            pass
    assert hashes(folder) == before


@pytest.mark.parametrize("damage", DAMAGES)
async def test_with_the_loss_accepted_no_number_is_given_again(
    damage: Callable[[Path, Lived], None], folder: Path, lived: Lived
) -> None:
    """Neither to a citizen nor to a kiosk; the next start needs no word any more, and finds it on record."""
    damage(folder, lived)
    async with morning(folder, accepts_loss=True) as work:
        assert work.opened.loss is not None
        await check_fresh(work, lived.given)
        assert "needs a new one" in work.desk.warnings.shown()[0].en
        position = work.desk.position
    async with morning(folder) as again:
        assert (again.opened.loss, again.desk.position) == (None, position)
        await check_fresh(again, [*lived.given, *work.given])
        assert again.desk.warnings.shown() == ()


async def check_fresh(work: Morning, given: list[str]) -> None:
    """Whatever is given out now was not given before, through every series."""
    kiosk = f"may-{len(given)}"
    await work.lease("1", kiosk)
    await work.issue("123" * 25)
    await work.lease("2", kiosk)
    assert len(set(work.given)) == len(work.given)
    assert set(work.given).isdisjoint(given)


@pytest.mark.seeded
async def test_wherever_the_wal_is_cut_or_flipped_no_number_is_given_again(
    lived: Lived, tmp_path: Path
) -> None:
    """Any cut point and any flipped byte: what is found is refused or whole, and accepted never repeated."""
    random_source = Random(11)  # noqa: S311 - a seed that a person can give again
    for nth in range(RING.examples_of(0.12)):
        folder = copytree(lived.killed, tmp_path / str(nth))
        at = random_source.randrange((folder / WAL).stat().st_size)
        if nth % 2:
            flip(folder, at)
        else:
            (folder / WAL).write_bytes((folder / WAL).read_bytes()[:at])
        async with morning(folder, accepts_loss=True) as work:
            known = work.desk.position if work.opened.loss is None else work.opened.known
            assert known == lived.position, f"at {at}"
            await check_fresh(work, lived.given)


async def test_nothing_is_accepted_where_nothing_is_lost(folder: Path, lived: Lived) -> None:
    """A server that was only killed starts as ever, and --accept-loss changes nothing."""
    async with morning(folder, accepts_loss=True) as work:
        assert (work.opened.loss, work.desk.position) == (None, lived.position)
        await work.issue("3")
        assert work.given == ["3012"]


async def test_after_a_power_cut_so_many_more_are_passed_over(folder: Path, lived: Lived) -> None:
    """The anchor itself may have lost its last second; one that was closed in order has not."""
    for is_closed, first in ((True, "3012"), (False, f"3{12 + UNSYNCED_ENTRIES_MAX:03d}")):
        cut = copytree(folder, folder.parent / str(is_closed))
        remove_wal(cut, lived)
        anchor = AnchorFile.open(cut / ANCHOR)
        assert anchor.anchored
        anchor.write(replace(anchor.anchored, boot="another", is_closed=is_closed))
        anchor.close()
        async with morning(cut, accepts_loss=True) as work:
            await work.issue("3")
            assert work.given == [first]


async def test_a_loss_of_yesterday_takes_no_number_from_today(folder: Path, lived: Lived) -> None:
    """Numbers begin anew; a paper that a kiosk gave out yesterday is still taken."""
    remove_wal(folder, lived)
    async with morning(folder, accepts_loss=True, days=1) as work:
        await work.issue("123")
        assert work.given == ["1001", "2001", "3001"]
        yesterday = ManualClock().now()
        late = c.ReconcileTicket(lived.given[0], "1", None, "track", yesterday, "may-1")
        assert await work.press(late) == DoneAnswer(lived.given[0])


async def test_a_loss_of_a_day_to_come_takes_its_numbers_when_it_begins(folder: Path, lived: Lived) -> None:
    """The computer's clock is a day behind at this start, and is set right later."""
    remove_wal(folder, lived)
    async with morning(folder, accepts_loss=True, days=-1) as work:
        work.clock.forward(days=1)
        await check_fresh(work, lived.given)


async def test_staff_read_of_a_loss_until_the_day_is_over(folder: Path, lived: Lived) -> None:
    """Tomorrow's numbers have nothing to do with it."""
    remove_wal(folder, lived)
    async with morning(folder, accepts_loss=True) as work:
        assert work.desk.warnings.shown()
        work.clock.forward(days=1)
        await work.issue("1")
        assert work.desk.warnings.shown() == ()


async def test_an_anchor_that_is_behind_is_no_loss(folder: Path, lived: Lived) -> None:
    """The power took its last second, or an earlier version has written: it takes in what it has not seen."""
    (folder / ANCHOR).write_bytes((lived.backup / ANCHOR).read_bytes())
    async with morning(folder) as work:
        assert work.opened.loss is None
        anchored = read_anchor(folder / ANCHOR)
        assert anchored is not None
        assert anchored.position == lived.position
        (today,) = anchored.days
        assert today.given == 38
        assert today.reached == {"1": Reached(18, 40), "2": Reached(9, 20), "3": Reached(11, 0)}


@pytest.mark.parametrize("content", [b"garbage", None])
async def test_without_an_anchor_the_office_goes_on(
    folder: Path, lived: Lived, content: bytes | None
) -> None:
    """It is made anew from what is there; staff read it once, where the folder has had one before."""
    (folder / ANCHOR).unlink()
    if content:
        (folder / ANCHOR).write_bytes(content)
    async with morning(folder) as work:
        told = [warning.en for warning in work.desk.warnings.shown()]
        assert len(told) == (1 if content or FORMAT_VERSION >= 5 else 0)
        killed(folder, folder.parent / "later")
    remove_wal(folder.parent / "later", lived)
    with pytest.raises(JournalRefused):
        async with morning(folder.parent / "later"):
            pass


async def test_a_folder_that_is_put_back_whole_has_screens_as_witnesses(lived: Lived) -> None:
    """Its anchor knows no better; a screen that had been shown more has as many numbers passed over."""
    async with morning(copytree(lived.backup, lived.backup.parent / "put-back")) as work:
        assert work.opened.loss is None
        work.watch.seen(lived.position, "kiosk")
        await check_fresh(work, lived.given)
        assert len(work.desk.warnings.shown()) == 1


async def test_another_office_is_refused_before_anything_is_compared(folder: Path) -> None:
    """Its own sentence names both offices."""
    with pytest.raises(JournalRefused, match="is the journal of the office"):
        async with morning(folder, plan=plan_with(code="other")):
            pass


@pytest.mark.parametrize(
    ("known", "head", "chain", "verdict"),
    [
        (None, Head(5, b"e"), b"e", Completeness.WHOLE),
        (Anchored(0, b""), Head(5, b"e"), None, Completeness.WHOLE),
        (Anchored(5, b"e"), Head(5, b"e"), b"e", Completeness.WHOLE),
        (Anchored(5, b"e"), Head(7, b"g"), b"e", Completeness.WHOLE),
        (Anchored(5, b"e"), Head(4, b"d"), None, Completeness.BEHIND),
        (Anchored(5, b"e"), START, None, Completeness.BEHIND),
        (Anchored(5, b"e"), Head(5, b"x"), b"x", Completeness.OTHER),
        (Anchored(5, b"e"), Head(9, b"y"), b"x", Completeness.OTHER),
    ],
)
def test_a_journal_is_judged_by_position_and_chain(
    known: Anchored | None, head: Head, chain: bytes | None, verdict: Completeness
) -> None:
    """Less is behind, other entries are another journal, and more is whole."""
    assert judged(known, head, chain) is verdict
