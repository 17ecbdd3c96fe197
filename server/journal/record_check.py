"""Whether what the journal's file says is what its entries come to: looked at in slices, never mended."""

import sqlite3
from collections.abc import AsyncIterator, Iterable
from datetime import date, timedelta
from heapq import nsmallest
from pathlib import Path

from server.journal.contract import DossierRow, JournalRefused, JournalUnavailable, RowsWrong
from server.journal.file_checks import DAMAGED, check_parts_in, damage_in
from server.journal.folding import DayFold, DossierFold, hours_of
from server.journal.rows import STAY_COLUMNS, VISIT_COLUMNS, dossier_of, stay_row, visit_row
from server.journal.schema import FORMATS
from server.journal.slices import DaySlice, Slices, StoredRow
from ticketing.office import Office
from ticketing.plan import OfficePlan
from ticketing.sentences import N_, ToldError, one_line, shown_day
from ticketing.visits import stays_of, visit_of

SHOWN_MAX = 3
"""Of days, numbers and dossiers that are named in a sentence."""
SHOWN_LENGTH_MAX = 30
MAY_CHANGE = timedelta(days=7)
"""A dossier that was closed so long before an entry is not what the entry is about."""

WRONG_LOG = N_(
    "The wait log is not what the record says: {days}. It was left as it is: stop the server after closing "
    "time and make the log anew with motcua visits --rebuild."
)
WRONG_DOSSIERS = N_(
    "The list of dossiers is not what the record says ({dossiers}). It was left as it is: stop the server "
    "after closing time and make the list anew with motcua visits --rebuild."
)
LAGGING = N_(
    "The wait log lacks the newest entries of the record ({count}). Restart the server after closing time, "
    "which lets the log catch up."
)

# Days of a version that kept no hours have rows of that version, some of which had another meaning.
_KEPT_MEANING = {"day", "number", "stay", "priority", "state", "print_state", "ending", "outcome"} | {
    "issued_at",
    "called_at",
    "finished_at",
}
_VISIT_KEPT = [at for at, name in enumerate(VISIT_COLUMNS) if name in _KEPT_MEANING]
_STAY_KEPT = [at for at, name in enumerate(STAY_COLUMNS) if name in _KEPT_MEANING]

_NO_PLAN = OfficePlan("", (), "", "UTC", ((),) * 7, (), ())

FILE, ENTRIES, LOG, DOSSIERS, LAG = "record-file", "record-entries", "wait-log", "dossiers", "wait-log-lag"


class RecordCheck:
    """Goes through the whole record, round after round; `troubles` are those that stand, by their subject.

    What the newest round no longer finds is over. Everything raises JournalUnavailable where the disk
    refuses.
    """

    def __init__(self, path: Path, plan: OfficePlan) -> None:
        self._path = path
        self._plan = plan
        self._slices = Slices(path)
        self._wrong: dict[str, tuple[str, ...]] = {}
        self._seen: set[str] = set()
        self.troubles: dict[str, ToldError] = {}
        self.rounds = 0

    async def round(self) -> AsyncIterator[None]:
        """The whole record once, a slice at each step."""
        self._seen = set()
        for part in (self._file, self._days, self._entries):
            try:
                async for _ in part():
                    yield
            except JournalRefused as problem:
                self._tell(FILE, problem)
        self.troubles = {subject: told for subject, told in self.troubles.items() if subject in self._seen}
        self.rounds += 1

    def trouble_on(self, day: date) -> ToldError | None:
        """What is wrong with the rows of a day, as far as is known."""
        wrong = self._wrong.get(day.isoformat())
        return RowsWrong(WRONG_LOG, days=f"{shown_day(day)} ({_named(wrong)})") if wrong else None

    async def day(self, day: str) -> AsyncIterator[None]:
        """One service day, a slice at each step."""
        try:
            folds = self._folds_of(date.fromisoformat(day), await self._slices.hours_of(day))
        except ValueError:  # nobody but a fault writes such a day, or such hours
            self._log_is(day, ("?",))
            return
        wrong, after = set[str](), ""
        while True:
            try:
                found = await self._slices.of_day(day, folds[0].position, after)
            except JournalRefused as problem:
                self._tell(ENTRIES, problem)
                return
            for fold in folds:
                fold.take(found.entries)
            if found.has_rows:
                wrong |= set.intersection(*(differing(fold.office, found, after) for fold in folds))
                if found.last is None:
                    break
                after = found.last
            yield
        self._log_is(day, tuple(sorted(wrong)))

    def _folds_of(self, day: date, hours: str | None) -> list[DayFold]:
        """The day under its hours and, if these are others, under the plan's.

        What was closed, or came late, under a newer office file was counted in that one's hours.
        """
        folds = [DayFold(self._plan, day, hours)]
        return (
            folds if hours in (None, hours_of(self._plan, day)) else [*folds, DayFold(self._plan, day, None)]
        )

    async def _file(self) -> AsyncIterator[None]:
        try:
            await check_parts_in(self._path, FORMATS)
            if damage := await damage_in(self._path):
                self._tell(FILE, JournalRefused(DAMAGED, file=self._path.name, problem=one_line(damage)))
        except sqlite3.OperationalError as error:
            raise JournalUnavailable(f"{self._path}: {error}") from error
        except sqlite3.DatabaseError as error:
            raise JournalRefused(DAMAGED, file=self._path.name, problem=one_line(str(error))) from error
        if count := await self._slices.lag():
            self._tell(LAG, ToldError(LAGGING, count=count))
        yield

    async def _days(self) -> AsyncIterator[None]:
        """Every day that any entry or row is of, one after the other."""
        days = set[str]()
        day: str | None = ""
        while (day := await self._slices.next_day(day or "")) is not None:
            days.add(day)
            async for _ in self.day(day):
                yield
        self._wrong = {day: wrong for day, wrong in self._wrong.items() if day in days}
        self._tell_log()

    async def _entries(self) -> AsyncIterator[None]:
        """All entries in their order, and with them the dossiers, which outlive days.

        A dossier counts as wrong that is so after its last entry.
        """
        fold, wrong, position, count = DossierFold(self._plan), set[str](), 0, None
        while count is None:
            try:
                found = await self._slices.of_entries(position)
            except JournalRefused as problem:
                self._tell(ENTRIES, problem)
                return
            count = found.count
            if found.entries:
                changed = fold.take(found.entries)
                wrong -= {row.code for row in changed}
                wrong |= {row.code for row in changed if not is_kept(row, found.dossiers.get(row.code))}
                position = found.entries[-1].position
                fold.forget_closed(found.entries[-1].day - MAY_CHANGE)
            yield
        if wrong or count != fold.count:
            named = _named(sorted(wrong)) or f"{count} ≠ {fold.count}"
            self._tell(DOSSIERS, JournalRefused(WRONG_DOSSIERS, dossiers=named))

    def _log_is(self, day: str, wrong: tuple[str, ...]) -> None:
        if wrong:
            self._wrong[day] = wrong[: SHOWN_MAX + 1]
        else:
            self._wrong.pop(day, None)
        self._tell_log()

    def _tell_log(self) -> None:
        if self._wrong:
            first = nsmallest(SHOWN_MAX + 1, self._wrong.items())
            days = [f"{_day(day)} ({_named(wrong)})" for day, wrong in first]
            self._tell(LOG, JournalRefused(WRONG_LOG, days=_listed(days)))

    def _tell(self, subject: str, trouble: ToldError) -> None:
        """Keep the words alone: an error that was caught would keep the frames that it came through."""
        values = {name: str(value) for name, value in trouble.values.items()}
        self.troubles[subject] = ToldError(trouble.sentence, **values)
        self._seen.add(subject)


async def trouble_with(path: Path, day: date, plan: OfficePlan | None = None) -> ToldError | None:
    """What is wrong with the entries or rows of a day, if anything; nothing is said of older formats.

    Without the plan all is checked that follows from the entries and the day's hours. Raises JournalRefused
    or JournalUnavailable.
    """
    if not await Slices(path).has_position():
        return None
    check = RecordCheck(path, plan or _NO_PLAN)
    async for _ in check.day(day.isoformat()):
        pass
    return check.troubles.get(ENTRIES) or check.trouble_on(day)


def differing(office: Office, found: DaySlice, after: str) -> set[str]:
    """The numbers behind `after` whose rows in a slice are not those of their tickets, or are too many."""
    tickets = [
        ticket
        for number, ticket in office.tickets.items()
        if number > after and (found.last is None or number <= found.last)
    ]
    visits = {row[1]: row for row in found.visits}
    stays: dict[str, list[StoredRow]] = {}
    for row in found.stays:
        stays.setdefault(row[1], []).append(row)
    wrong = {*visits, *stays} - {ticket.number for ticket in tickets}
    of_hours = found.hours is not None
    for ticket in tickets:
        visit = visit_row(visit_of(ticket, office.day))
        rows = [stay_row(stay) for stay in stays_of(ticket, office.day)]
        there, of_it = visits.get(ticket.number), stays.get(ticket.number, [])
        if not _is_same(there, of_it, visit, rows) if of_hours else not _is_alike(there, of_it, visit, rows):
            wrong.add(ticket.number)
    return wrong


def _is_same(
    there: StoredRow | None, stays: list[StoredRow], visit: StoredRow, rows: list[StoredRow]
) -> bool:
    return there == visit and stays == rows


def _is_alike(
    there: StoredRow | None, stays: list[StoredRow], visit: StoredRow, rows: list[StoredRow]
) -> bool:
    """Whether rows of an earlier version say the same, in what has kept its meaning since."""
    if there is None or _of(there, _VISIT_KEPT) != _of(visit, _VISIT_KEPT):
        return False
    return not stays or [_of(row, _STAY_KEPT) for row in stays] == [_of(row, _STAY_KEPT) for row in rows]


def _of(row: StoredRow, columns: Iterable[int]) -> list[object]:
    return [row[column] for column in columns]


def is_kept(row: DossierRow, there: StoredRow | None) -> bool:
    """Whether a dossier has this row, or none where it was taken back."""
    if row.dossier is None or there is None:
        return row.dossier is None and there is None
    _, changed_on, is_open, body = there
    try:
        kept = dossier_of(body)
    except JournalRefused:
        return False
    return (kept, changed_on, bool(is_open)) == (row.dossier, row.changed_on.isoformat(), row.dossier.is_open)


def _day(day: str) -> str:
    """A day as it is read, or what stands there instead of one."""
    try:
        return shown_day(date.fromisoformat(day))
    except ValueError:
        return one_line(day[:SHOWN_LENGTH_MAX])


def _named(names: Iterable[str]) -> str:
    return _listed([one_line(str(name)[:SHOWN_LENGTH_MAX]) for name in names])


def _listed(parts: list[str]) -> str:
    return ", ".join(parts[:SHOWN_MAX] + (["…"] if len(parts) > SHOWN_MAX else []))
