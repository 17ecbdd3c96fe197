"""How far the numbers of the last service days have come, read off the entries as they are written."""

from collections.abc import Iterable
from datetime import date

from server.journal.anchor import Anchored, DayGiven
from server.journal.contract import Entry
from ticketing import events as e
from ticketing.loss_events import NumbersSkipped
from ticketing.rules.losses import NOTHING_REACHED, Reached

DAYS_KEPT_MAX = 3


class DaysReached:
    """The days that entries were about last: the running one, one of late tickets, one that proved wrong."""

    def __init__(self, known: Anchored | None = None) -> None:
        self._days = {day.day: DayReached(day) for day in (known.days if known else ())}

    def add(self, entries: Iterable[Entry]) -> bool:
        """Take in what happened after; answers whether numbers were set aside for a kiosk by it."""
        has_leased = False
        for entry in entries:
            day = self._days.pop(entry.day, None) or DayReached(DayGiven(entry.day))
            self._days[entry.day] = day
            for event in entry.events:
                has_leased = day.take(event) or has_leased
        while len(self._days) > DAYS_KEPT_MAX:
            del self._days[next(iter(self._days))]
        return has_leased

    def learn(self, day: date, entries: Iterable[Entry]) -> None:
        """Take all of a day's entries from the journal, which know which numbers were set aside twice."""
        if known := self._days.get(day):
            known.begin_anew()
            for entry in entries:
                for event in entry.events:
                    known.take(event)

    @property
    def days(self) -> tuple[DayGiven, ...]:
        """The days as the anchor keeps them."""
        return tuple(day.given for day in self._days.values())


class DayReached:
    """One day; what was known of it before is the least that it has reached."""

    def __init__(self, known: DayGiven) -> None:
        self._known = known
        self._count = known.given
        self._serials: dict[str, int] = {}
        self._leased: dict[str, set[str]] = {}

    @property
    def given(self) -> DayGiven:
        """How many numbers were given out, and how far each field has come."""
        fields = self._known.reached.keys() | self._serials.keys() | self._leased.keys()
        return DayGiven(self._known.day, self._count, {field: self._of(field) for field in sorted(fields)})

    def begin_anew(self) -> None:
        """All that happened on this day is about to be taken."""
        self._count, self._serials, self._leased = 0, {}, {}

    def take(self, event: e.Event) -> bool:
        """Take in what has happened; answers whether it has set numbers aside for a kiosk."""
        if isinstance(event, e.TicketIssued):
            self._count += 1
            if event.taken_at is None:
                self._reach(event.field, event.serial)
        elif isinstance(event, e.NumbersLeased | NumbersSkipped):
            self._leased.setdefault(event.field, set()).update(event.numbers)
            if isinstance(event, e.NumbersLeased):
                return True
            self._reach(event.field, event.serial)
        return False

    def _reach(self, field: str, serial: int) -> None:
        self._serials[field] = max(self._serials.get(field, 0), serial)

    def _of(self, field: str) -> Reached:
        known = self._known.reached.get(field, NOTHING_REACHED)
        leased = len(self._leased.get(field, ()))
        return Reached(max(known.serial, self._serials.get(field, 0)), max(known.leased, leased))
