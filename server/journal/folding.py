"""What entries come to, as rows: a service day's numbers under the hours of that day, and dossiers."""

from collections.abc import Iterable, Iterator
from dataclasses import replace as replaced
from datetime import date, time

from server.journal.contract import DossierRow, Entry
from ticketing.apply import apply, apply_all
from ticketing.events import DOSSIER_EVENTS
from ticketing.office import Dossier, Office, new_day
from ticketing.plan import END_OF_DAY, OfficePlan, Session
from ticketing.values import replace

ALWAYS = "always"


def hours_of(plan: OfficePlan, day: date) -> str:
    """The sessions of a day as they stand on record; waits are counted in them, whatever comes later."""
    return ALWAYS if plan.always_open else " ".join(map(str, plan.sessions_on(day)))


def under_hours(plan: OfficePlan, day: date, hours: str | None) -> OfficePlan:
    """The plan with the hours that a day has on record; as it is where none are.

    Raises ValueError for what are no hours.
    """
    if hours is None:
        return plan
    if hours == ALWAYS:
        return replaced(plan, always_open=True)
    sessions = tuple(map(_session, hours.split()))
    return replaced(plan, always_open=False, extra_days={**plan.extra_days, day: sessions})


def _session(text: str) -> Session:
    opens, _, closes = text.partition("-")
    return Session(time.fromisoformat(opens), END_OF_DAY if closes == "24:00" else time.fromisoformat(closes))


class DayFold:
    """One service day, whose entries are taken in their order, as many at a time as one likes."""

    def __init__(self, plan: OfficePlan, day: date, hours: str | None) -> None:
        """Raises ValueError for what are no hours."""
        self.office: Office = new_day(under_hours(plan, day, hours), day)
        self.position = 0

    def take(self, entries: Iterable[Entry]) -> None:
        """Let these happen."""
        for entry in entries:
            self.office = apply_all(self.office, entry.events)
            self.position = entry.position


class DossierFold:
    """Dossiers outlive days, so that what became of them is read in the order of the journal."""

    def __init__(self, plan: OfficePlan) -> None:
        self._plan = plan
        self._rows: dict[str, DossierRow] = {}
        self.count = 0
        """How many dossiers there are, those that were forgotten here included."""

    @property
    def rows(self) -> list[DossierRow]:
        """All dossiers that were ever named, and whose last word is known here."""
        return list(self._rows.values())

    def know(self, dossier: Dossier, changed_on: date) -> None:
        """Begin with this on record."""
        self.count += dossier.code not in self._rows
        self._rows[dossier.code] = DossierRow(dossier.code, changed_on, dossier)

    def take(self, entries: Iterable[Entry]) -> list[DossierRow]:
        """Let these happen; answers the rows that they change, each as it is afterwards."""
        changed: dict[str, DossierRow] = {}
        for entry in entries:
            for code in self._happened(entry):
                changed[code] = self._rows[code]
        return list(changed.values())

    def forget_closed(self, before: date) -> None:
        """Keep no dossier that was closed or taken back before a day, since no press can change it later."""
        self._rows = {
            code: row
            for code, row in self._rows.items()
            if row.changed_on >= before or (row.dossier and row.dossier.is_open)
        }

    def _happened(self, entry: Entry) -> Iterator[str]:
        for event in entry.events:
            if not isinstance(event, DOSSIER_EVENTS):
                continue
            before = self._rows.get(event.dossier)
            known = {event.dossier: before.dossier} if before and before.dossier else {}
            office = apply(replace(new_day(self._plan, entry.day), dossiers=known), event)
            dossier = office.dossiers.get(event.dossier)
            self.count += (dossier is not None) - bool(known)
            self._rows[event.dossier] = DossierRow(event.dossier, entry.day, dossier)
            yield event.dossier
