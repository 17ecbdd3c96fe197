"""A ticket in a file that holds many years, beside a ticket in an empty one."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bench.comparison import Comparison
from bench.our_server import always_open_office
from bench.programs import running
from bench.scale import Scale
from bench.tickets import kiosk, press_in_turns
from server.app import JOURNAL_NAME
from server.journal.chain import sealed
from server.journal.contract import START, Entry
from server.journal.rows import row_of, visit_row
from server.journal.schema import open_file
from ticketing.events import TicketIssued
from ticketing.tickets import Ticket, TicketState
from ticketing.visits import visit_of

VISITS_A_DAY = 500
MORNING = datetime(2010, 1, 4, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
# The server verifies the newest entries when it starts; those before them get a chain that is only as long.
TRUE_ENTRIES = 5_000
CHAIN = bytes(range(32))


async def measure_years(scale: Scale, folder: Path) -> list[Comparison]:
    """The figure of a ticket in a file with a million visits and as many journal entries."""
    full, empty = folder / "full", folder / "empty"
    full.mkdir()
    empty.mkdir()
    await fill(full / JOURNAL_NAME, scale.visits)
    with running("bench.our_server", full) as ours, running("bench.our_server", empty) as baseline:
        async with kiosk(ours, full) as in_full, kiosk(baseline, empty) as in_empty:
            rounds = [await press_in_turns(in_full, in_empty, scale.presses) for _ in range(scale.rounds)]
    return [Comparison("ticket p50 with one million visits in the file", "ms", rounds)]


async def fill(path: Path, visits: int) -> None:
    """Make a journal with so many visits of earlier days, and as many entries."""
    await (await open_file(path, always_open_office().code)).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        _insert(connection, "visits", _visits(visits))
        _insert(connection, "journal", _entries(visits))
        connection.execute("UPDATE applied SET position = ?", (visits,))
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _insert(connection: sqlite3.Connection, table: str, rows: Iterator[tuple[Any, ...]]) -> None:
    first = next(rows)
    marks = ", ".join("?" * len(first))
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", chain([first], rows))  # noqa: S608 - our tables


def _visits(count: int) -> Iterator[tuple[Any, ...]]:
    """Rows of the wait log that differ in their days and numbers only."""
    ticket = Ticket(
        "1001",
        "1",
        1,
        TicketState.SERVED,
        MORNING,
        "7K3MGQ2H0B1C",
        clerk="Hoa",
        counter=1,
        printed_at=MORNING,
        called_at=MORNING,
        started_at=MORNING,
        finished_at=MORNING,
        wait_seconds=600,
        walk_seconds=30,
        service_seconds=480,
    )
    _, _, *rest = visit_row(visit_of(ticket, MORNING.date()))
    for at_visit in range(count):
        yield _day(at_visit, count), f"1{at_visit % VISITS_A_DAY + 1:03d}", *rest


def _entries(count: int) -> Iterator[tuple[Any, ...]]:
    """Rows of the journal that differ in their days and positions only."""
    _, _, *rest, _ = row_of(sealed(_entry(1, count), CHAIN))
    first_true = max(1, count - TRUE_ENTRIES)
    for position in range(1, first_true):
        yield position, _day(position - 1, count), *rest, CHAIN
    before = CHAIN if first_true > 1 else START.chain
    for position in range(first_true, count + 1):
        entry = sealed(_entry(position, count), before)
        before = entry.chain
        yield row_of(entry)


def _entry(position: int, count: int) -> Entry:
    day = date.fromisoformat(_day(position - 1, count))
    issued = TicketIssued(MORNING, "1001", "1", None, 1, 1, 12, "7K3MGQ2H0B1C")
    return Entry(position, day, MORNING, "0" * 32, "0" * 16, "kiosk 1", (issued,))


def _day(visit: int, count: int) -> str:
    """The last day is yesterday: after years without one a server would doubt its clock."""
    days_ago = 1 + (count - 1 - visit) // VISITS_A_DAY
    return (datetime.now(MORNING.tzinfo) - timedelta(days=days_ago)).date().isoformat()
