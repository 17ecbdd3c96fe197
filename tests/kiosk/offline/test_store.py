"""The kiosk's store: each number once, on disk before it is shown, and one kiosk a file."""

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.offline.store import (
    APPLICATION_ID,
    KEPT_DAYS,
    SCHEMA,
    KioskStore,
    LateTicketState,
    StoreRefused,
    StoreUnavailable,
)
from tests.ticketing.plans import AFTERNOON, MONDAY_MORNING, MORNING
from ticketing.answers import LeaseAnswer
from ticketing.commands import IssueTicket, ReportPrint

TODAY = MONDAY_MORNING.date()
LEASE = LeaseAnswer("1", TODAY, ("1997", "1998", "1999"), (MORNING, AFTERNOON))
COMMAND = IssueTicket("1", "elderly", "visit-1")


def opened(path: Path, name: str = "kiosk-a") -> KioskStore:
    """The store in this file; what it does not sync, it still writes."""
    return KioskStore.open(path, lambda: name, synchronous="OFF")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kiosk.sqlite"


def test_numbers_are_given_in_their_order_and_once(path: Path) -> None:
    """Three leased numbers are three tickets, and then there is none."""
    store = opened(path)
    store.hold(LEASE)
    tickets = [store.issue(f"press-{n}", COMMAND, MONDAY_MORNING) for n in range(4)]
    assert [ticket and ticket.number for ticket in tickets] == ["1997", "1998", "1999", None]
    assert store.left("1", TODAY) == 0
    store.hold(LEASE)
    assert store.left("1", TODAY) == 0


def test_a_press_can_not_be_given_two_numbers(path: Path) -> None:
    """The file itself refuses a second ticket for one request id."""
    store = opened(path)
    store.hold(LEASE)
    store.issue("press", COMMAND, MONDAY_MORNING)
    with pytest.raises(StoreUnavailable):
        store.issue("press", COMMAND, MONDAY_MORNING)
    assert store.left("1", TODAY) == 2


def test_everything_is_there_after_a_kill(path: Path) -> None:
    """What another process finds is what was told, the kiosk's name and the hours included."""
    store = opened(path)
    store.hold(LEASE)
    ticket = store.issue("press", COMMAND, MONDAY_MORNING)
    assert ticket is not None
    store.printed(ticket, ReportPrint(ticket.number, "failed", "paper-out", copy=True))
    store._connection.close()
    again = opened(path, "kiosk-b")
    assert again.kiosk == "kiosk-a"
    assert again.hours_on(TODAY) == {"1": (MORNING, AFTERNOON)}
    assert again.hours_on(TODAY + timedelta(days=1)) == {}
    kept = replace(ticket, print_outcome="failed", print_reason="paper-out", print_copy=True)
    assert again.held() == (kept,)
    assert again.ticket_for("press") == again.ticket_on("1997", TODAY) == again.latest() == kept
    assert kept.print_report == ReportPrint("1997", "failed", "paper-out", copy=True)


def test_a_ticket_is_held_until_it_is_recorded_or_refused(path: Path) -> None:
    """Only a held one is to be put on record; a refused one stays to be seen."""
    store = opened(path)
    store.hold(LEASE)
    first, second = (store.issue(f"press-{n}", COMMAND, MONDAY_MORNING) for n in (1, 2))
    assert first is not None
    assert second is not None
    store.settle(first)
    store.settle(second, "number-taken")
    assert store.held() == ()
    assert store.refused() == (replace(second, state=LateTicketState.REFUSED, refusal="number-taken"),)
    store.printed(first, ReportPrint("1997", "printed"))
    assert [ticket.number for ticket in store.unreported()] == ["1997"]
    store.reported(first)
    assert store.unreported() == ()


def test_what_is_old_and_on_record_is_forgotten(path: Path) -> None:
    """After KEPT_DAYS a recorded ticket goes; one that is held never does."""
    store = opened(path)
    store.hold(LEASE)
    first, second = (store.issue(f"press-{n}", COMMAND, MONDAY_MORNING) for n in (1, 2))
    assert first is not None
    store.settle(first)
    store.hold(replace(LEASE, day=TODAY + timedelta(days=KEPT_DAYS + 1)))
    assert store.ticket_for("press-1") is None
    assert store.held() == (second,)
    assert store.hours_on(TODAY) == {}


def test_a_second_kiosk_is_kept_out(path: Path) -> None:
    """Two kiosks on one file would give the same numbers, so the second does not start."""
    store = opened(path)
    with pytest.raises(StoreRefused, match="locked"):
        opened(path)
    store.close()
    assert opened(path).kiosk == "kiosk-a"


@pytest.mark.parametrize("content", [b"Not a database at all. " * 100, b""])
def test_a_file_of_another_kind_is_left_alone(path: Path, content: bytes) -> None:
    """Something else in the store's place is refused; an empty file becomes a store."""
    path.write_bytes(content)
    if not content:
        assert opened(path).kiosk == "kiosk-a"
        return
    with pytest.raises(StoreRefused):
        opened(path)
    assert path.read_bytes() == content


def test_a_store_of_before_is_brought_up_to_date(path: Path) -> None:
    """What a kiosk gave out before there were procedures is kept, and the next number has one."""
    with sqlite3.connect(path) as hand:
        hand.executescript(f"{SCHEMA} PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version=1;")
        hand.execute(
            "INSERT INTO tickets (request_id, day, number, field, track, issued_at, state)"
            " VALUES ('press-1', ?, '1999', '1', 'visit-0', ?, 'held')",
            (TODAY.isoformat(), MONDAY_MORNING.isoformat()),
        )
    hand.close()
    for place in (2, 3):
        store = opened(path)
        store.hold(LEASE)
        store.issue(f"press-{place}", replace(COMMAND, procedure="1.001193"), MONDAY_MORNING)
        assert [ticket.procedure for ticket in store.held()] == ["", *("1.001193",) * (place - 1)]
        store.close()


def test_another_program_s_database_is_left_alone(path: Path) -> None:
    """A SQLite file that is not a store, or one of a newer version, is refused."""
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE theirs (value TEXT)")
    other.close()
    with pytest.raises(StoreRefused, match="not a store"):
        opened(path)
    newer = path.with_name("newer.sqlite")
    opened(newer).close()
    with sqlite3.connect(newer) as connection:
        connection.execute("PRAGMA user_version=99")
    connection.close()
    with pytest.raises(StoreRefused, match="not a store"):
        opened(newer)


def test_the_store_waits_for_the_disk(path: Path) -> None:
    """A kiosk that is switched off right after a number was shown still knows it: EXTRA syncs everything."""
    store = KioskStore.open(path, lambda: "kiosk-a")
    (level,) = store._connection.execute("PRAGMA synchronous").fetchone()
    assert level == 3
