"""The kiosk's own record on disk: the numbers it holds on lease, and those it gave out by itself."""

import json
import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, Self

from ticketing.answers import LeaseAnswer
from ticketing.commands import IssueTicket, ReportPrint
from ticketing.events import PrintOutcome
from ticketing.plan import Session
from ticketing.wire.codec import command_body, command_from

FILE_NAME = "kiosk.sqlite"
APPLICATION_ID = 0x4D434B49
FORMAT_VERSION = 3
LOCK_SECONDS_MAX = 0.1
KEPT_DAYS = 30
KIOSK = "kiosk"

SCHEMA = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE leased (
    place INTEGER PRIMARY KEY,
    day TEXT NOT NULL,
    number TEXT NOT NULL,
    field TEXT NOT NULL,
    UNIQUE (day, number)
) STRICT;
CREATE TABLE tickets (
    place INTEGER PRIMARY KEY,
    request_id TEXT NOT NULL UNIQUE,
    day TEXT NOT NULL,
    number TEXT NOT NULL,
    field TEXT NOT NULL,
    priority TEXT,
    track TEXT NOT NULL,
    issued_at TEXT NOT NULL,
    state TEXT NOT NULL,
    refusal TEXT NOT NULL DEFAULT '',
    print_outcome TEXT,
    print_reason TEXT NOT NULL DEFAULT '',
    print_copy INTEGER NOT NULL DEFAULT 0,
    UNIQUE (day, number)
) STRICT;
"""
PROCEDURES = "ALTER TABLE tickets ADD COLUMN procedure TEXT NOT NULL DEFAULT ''"
PAPERS = """
CREATE TABLE papers (
    day TEXT NOT NULL,
    number TEXT NOT NULL,
    report TEXT NOT NULL,
    PRIMARY KEY (day, number)
) STRICT
"""
FORMATS = {1: SCHEMA, 2: PROCEDURES, 3: PAPERS}
"""What each format of the file has added to the one before."""

_FREE = (
    "SELECT number FROM leased WHERE day = :day AND field = :field"
    " AND number NOT IN (SELECT number FROM tickets WHERE day = :day) ORDER BY place"
)


_log = logging.getLogger(__name__)


class StoreRefused(Exception):
    """The store can't be used: another kiosk has it, or it is none of this program's; it was left alone."""


class StoreUnavailable(Exception):
    """The disk could not write or read; no number was given."""


class LateTicketState(StrEnum):
    """What the office knows of a ticket that the kiosk gave out by itself."""

    HELD = "held"
    RECORDED = "recorded"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class OfflineTicket:
    """A ticket that the kiosk gave out by itself; `refusal` says why the office did not take it."""

    place: int
    request_id: str
    number: str
    field: str
    priority: str | None
    track: str
    issued_at: datetime
    state: LateTicketState = LateTicketState.HELD
    refusal: str = ""
    print_outcome: PrintOutcome | None = None
    print_reason: str = ""
    print_copy: bool = False
    procedure: str = ""

    @property
    def day(self) -> date:
        """The service day whose number it is."""
        return self.issued_at.date()

    @property
    def paper(self) -> tuple[date, str]:
        """By what its slip is known."""
        return self.day, self.number

    @property
    def print_report(self) -> ReportPrint | None:
        """What the office is still to be told of the paper."""
        if self.print_outcome is None:
            return None
        return ReportPrint(self.number, self.print_outcome, self.print_reason, self.print_copy)


class StoreHealth:
    """Goes on where the store fails, and says so: in the log once until it works again, and to staff."""

    def __init__(self) -> None:
        self._failing: set[str] = set()

    @property
    def is_healthy(self) -> bool:
        """Whether everything that was wanted of the store last worked."""
        return not self._failing

    @contextmanager
    def tolerated(self, consequence: str) -> Iterator[None]:
        """Takes StoreUnavailable for what it is: `consequence` says what does not happen for it."""
        try:
            yield
        except StoreUnavailable as problem:
            if consequence not in self._failing:
                _log.warning("The kiosk's store fails, so %s: %s", consequence, problem)
            self._failing.add(consequence)
        else:
            self._failing.discard(consequence)


_COLUMNS = tuple(column.name for column in fields(OfflineTicket))


class KioskStore:
    """One kiosk's file, which no second kiosk may open; every change is on disk when its call returns.

    Calls block for as long as the disk takes: so a number can't be given to two presses, and whoever is
    cancelled has either been given one or has not. All raise StoreUnavailable.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.kiosk = self.fact(KIOSK) or ""

    @classmethod
    def open(
        cls, path: Path, new_kiosk: Callable[[], str], *, synchronous: Literal["EXTRA", "OFF"] = "EXTRA"
    ) -> Self:
        """Open the store in this file, or make it with a name that no kiosk has had before.

        With `synchronous` "OFF" it outlives its process, but not a power cut. Raises StoreRefused.
        """
        try:
            return cls(_opened(path, new_kiosk, synchronous))
        except sqlite3.DatabaseError as error:
            raise StoreRefused(f"{path}: {error}") from error

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def fact(self, name: str) -> str | None:
        """What was last kept under this name."""
        found = self._all("SELECT value FROM facts WHERE name = ?", (name,))
        return found[0][0] if found else None

    def keep(self, name: str, value: str) -> None:
        """Keep a fact in place of the one before."""
        self._write(("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value)))

    def hold(self, lease: LeaseAnswer) -> None:
        """Keep these numbers; those that are held already stay as they are."""
        day = lease.day.isoformat()
        old = (lease.day - timedelta(days=KEPT_DAYS)).isoformat()
        hours = json.dumps(
            [[session.opens.isoformat(), session.closes.isoformat()] for session in lease.hours]
        )
        self._write(
            ("DELETE FROM leased WHERE day < ?", (old,)),
            ("DELETE FROM papers WHERE day < ?", (old,)),
            ("DELETE FROM tickets WHERE day < ? AND state = ?", (old, LateTicketState.RECORDED)),
            ("DELETE FROM facts WHERE name GLOB 'hours *' AND name < ?", (_hours_of(old),)),
            ("INSERT OR REPLACE INTO facts VALUES (?, ?)", (_hours_of(day, lease.field), hours)),
            *(
                (
                    "INSERT OR IGNORE INTO leased (day, number, field) VALUES (?, ?, ?)",
                    (day, number, lease.field),
                )
                for number in lease.numbers
            ),
        )

    def hours_on(self, day: date) -> dict[str, tuple[Session, ...]]:
        """When numbers of this day may be given out, by fields; empty if there are none.

        A store of before fields had hours keeps those of all fields under "".
        """
        found = self._all(
            "SELECT name, value FROM facts WHERE name GLOB ?", (f"{_hours_of(day.isoformat())}*",)
        )
        return {
            name.removeprefix(_hours_of(day.isoformat())).strip(): tuple(
                Session(time.fromisoformat(opens), time.fromisoformat(closes))
                for opens, closes in json.loads(hours)
            )
            for name, hours in found
        }

    def left(self, field: str, day: date) -> int:
        """How many numbers of this field may still be given out on this day."""
        return len(self._all(_FREE, {"day": day.isoformat(), "field": field}))

    def issue(self, request_id: str, command: IssueTicket, now: datetime) -> OfflineTicket | None:
        """The next number that is held, given out at the office's time `now`; None if there is none."""
        free = self._all(f"{_FREE} LIMIT 1", {"day": now.date().isoformat(), "field": command.field})
        if not free:
            return None
        values = (
            *(request_id, now.date().isoformat(), free[0][0], command.field, command.priority),
            *(command.track, now.isoformat(), LateTicketState.HELD, command.procedure),
        )
        self._write(
            (
                "INSERT INTO tickets"
                " (request_id, day, number, field, priority, track, issued_at, state, procedure)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                values,
            )
        )
        return self.ticket_for(request_id)

    def ticket_for(self, request_id: str) -> OfflineTicket | None:
        """The ticket that this press was given, if the kiosk gave it one."""
        return next(iter(self._tickets("WHERE request_id = ?", (request_id,))), None)

    def ticket_on(self, number: str, day: date) -> OfflineTicket | None:
        """The ticket with this number, if the kiosk gave it out."""
        return next(iter(self._tickets("WHERE number = ? AND day = ?", (number, day.isoformat()))), None)

    def latest(self) -> OfflineTicket | None:
        """The last ticket that was given out."""
        return next(iter(self._tickets("ORDER BY place DESC LIMIT 1")), None)

    def newest(self, day: date, count: int) -> tuple[OfflineTicket, ...]:
        """The last tickets of a day that were given out here, the newest first."""
        return self._tickets("WHERE day = ? ORDER BY place DESC LIMIT ?", (day.isoformat(), count))

    def held(self) -> tuple[OfflineTicket, ...]:
        """The tickets that the office does not know of yet, in order of issue."""
        return self._tickets("WHERE state = ? ORDER BY place", (LateTicketState.HELD,))

    def refused(self) -> tuple[OfflineTicket, ...]:
        """The tickets that the office refused; their papers need a person."""
        return self._tickets("WHERE state = ? ORDER BY place", (LateTicketState.REFUSED,))

    def unreported(self) -> tuple[OfflineTicket, ...]:
        """The tickets on record of whose paper the office does not know."""
        where = "WHERE state = ? AND print_outcome IS NOT NULL ORDER BY place"
        return self._tickets(where, (LateTicketState.RECORDED,))

    def settle(self, ticket: OfflineTicket, refusal: str = "") -> None:
        """The office has put the ticket on record, or has refused it by this name."""
        state = LateTicketState.REFUSED if refusal else LateTicketState.RECORDED
        self._write(
            ("UPDATE tickets SET state = ?, refusal = ? WHERE place = ?", (state, refusal, ticket.place))
        )

    def printed(self, ticket: OfflineTicket, report: ReportPrint) -> None:
        """Keep what became of the paper until the office can be told."""
        values = (report.outcome, report.reason, report.copy, ticket.place)
        self._write(
            (
                "UPDATE tickets SET print_outcome = ?, print_reason = ?, print_copy = ? WHERE place = ?",
                values,
            )
        )

    def reported(self, ticket: OfflineTicket) -> None:
        """The office knows what became of the paper, or will not ask any more."""
        self._write(("UPDATE tickets SET print_outcome = NULL WHERE place = ?", (ticket.place,)))

    def keep_paper(self, day: date, report: ReportPrint) -> None:
        """Keep the newest that is known of a slip, until the office knows it; before it comes out, too."""
        values = day.isoformat(), report.number, json.dumps(command_body(report), default=datetime.isoformat)
        self._write(("INSERT OR REPLACE INTO papers VALUES (?, ?, ?)", values))

    def papers(self) -> tuple[tuple[date, ReportPrint], ...]:
        """What the office is still to be told of slips, with the days of their numbers."""
        found = self._all("SELECT day, report FROM papers ORDER BY day, number", ())
        return tuple((date.fromisoformat(day), _report(text)) for day, text in found)

    def forget_paper(self, day: date, number: str) -> None:
        """The office knows of this slip, or will not ask any more."""
        self._write(("DELETE FROM papers WHERE day = ? AND number = ?", (day.isoformat(), number)))

    def _tickets(self, rest: str, values: tuple[Any, ...] = ()) -> tuple[OfflineTicket, ...]:
        query = f"SELECT {', '.join(_COLUMNS)} FROM tickets {rest}"  # noqa: S608 - our own names only
        return tuple(_ticket(row) for row in self._all(query, values))

    def _all(self, query: str, values: Any) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise StoreUnavailable(str(error)) from error

    def _write(self, *statements: tuple[str, tuple[Any, ...]]) -> None:
        """All of it or nothing."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            for statement, values in statements:
                self._connection.execute(statement, values)
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            raise StoreUnavailable(str(error)) from error


def _hours_of(day: str, field: str = "") -> str:
    return f"hours {day} {field}".rstrip()


def _ticket(row: tuple[Any, ...]) -> OfflineTicket:
    values = dict(zip(_COLUMNS, row, strict=True))
    values["issued_at"] = datetime.fromisoformat(values["issued_at"])
    values["state"] = LateTicketState(values["state"])
    values["print_copy"] = bool(values["print_copy"])
    return OfflineTicket(**values)


def _report(text: str) -> ReportPrint:
    report = command_from(json.loads(text))
    if not isinstance(report, ReportPrint):
        raise TypeError(f"a report was kept, and it is {report!r}")
    return report


def _opened(path: Path, new_kiosk: Callable[[], str], synchronous: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=LOCK_SECONDS_MAX, isolation_level=None)
    try:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE").fetchone()
        connection.execute(f"PRAGMA synchronous={synchronous}")
        connection.execute("BEGIN EXCLUSIVE")  # from here on no second kiosk can open it
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if tables == 0 and version == 0:
            _make(connection, new_kiosk())
        elif application != APPLICATION_ID or version not in FORMATS:
            raise StoreRefused(f"{path} is not a store of this version of motcua")
        else:
            _bring_up_to_date(connection, version)
        connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection


def _make(connection: sqlite3.Connection, kiosk: str) -> None:
    _bring_up_to_date(connection, 0)
    connection.execute("INSERT INTO facts VALUES (?, ?)", (KIOSK, kiosk))
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")


def _bring_up_to_date(connection: sqlite3.Connection, version: int) -> None:
    """What the formats after `version` have added."""
    for later in range(version + 1, FORMAT_VERSION + 1):
        for statement in FORMATS[later].split(";"):
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version={FORMAT_VERSION}")
