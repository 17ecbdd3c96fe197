"""What the office keeps of a dossier beside the provincial system: when it came, when its result is due."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ticketing import events as e
from ticketing.due_dates import apology_day
from ticketing.refusals import Refusal
from ticketing.sentences import one_line
from ticketing.values import replace

if TYPE_CHECKING:
    from ticketing.office import Office
    from ticketing.plan import OfficePlan

CODE_LENGTH_MAX = 40
DOSSIERS_SHOWN_MAX = 30
_CODE = re.compile(r"\w+(?:[./-]\w+)*")


@dataclass(frozen=True)
class Dossier:
    """A dossier by the code of the provincial system; `first_due` is the day before a re-appointment."""

    code: str
    procedure: str
    field: str
    number: str
    counter: int
    accepted_at: datetime
    due: date | None
    first_due: date | None = None
    apology: str = ""
    ready_at: datetime | None = None
    returned_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether its result has not been handed back."""
        return self.returned_at is None

    @property
    def is_reappointed(self) -> bool:
        """Whether its one re-appointment is used up."""
        return bool(self.apology)

    def is_late(self, day: date) -> bool:
        """Whether its result came after its due day, or is not there on `day` and should be.

        What was ready in time is in time, however long the citizen lets it lie.
        """
        done_at = self.ready_at or self.returned_at
        until = done_at.date() if done_at else day
        return self.due is not None and until > self.due


@dataclass(frozen=True, slots=True)
class DossierLists:
    """The open dossiers that a desk has to see to, each list in order of due days and cut to a length.

    `apology_due`: those that can hardly be in time, whose apology has to leave today at the latest.
    """

    due_today: tuple[Dossier, ...] = ()
    late: tuple[Dossier, ...] = ()
    ready: tuple[Dossier, ...] = ()
    apology_due: tuple[Dossier, ...] = ()
    open_count: int = 0
    due_today_count: int = 0
    late_count: int = 0


NO_DOSSIERS = DossierLists()


def plain_code(code: str) -> str:
    """A code in capitals on one line, however somebody has typed it."""
    return one_line(code).upper()


def checked_code(code: str) -> str:
    """The dossier's code as it is kept; refuses a text that can't be one."""
    code = plain_code(code)
    if len(code) > CODE_LENGTH_MAX or not _CODE.fullmatch(code):
        raise Refusal("dossier-malformed", length_max=CODE_LENGTH_MAX)
    return code


def known_dossier(office: "Office", code: str) -> Dossier:
    """The open dossier with this code; refuses one that is not on record, or was returned."""
    dossier = office.dossiers.get(checked_code(code))
    if dossier is None:
        raise Refusal("unknown-dossier", dossier=code)
    if dossier.returned_at:
        raise Refusal("dossier-returned", dossier=dossier.code, day=f"{dossier.returned_at:%d/%m/%Y}")
    return dossier


def dossier_lists(
    dossiers: Iterable[Dossier], plan: "OfficePlan", day: date, shown_max: int = DOSSIERS_SHOWN_MAX
) -> DossierLists:
    """What there is to see to on the local date `day`, at most `shown_max` in each list."""
    opened = sorted((d for d in dossiers if d.is_open), key=lambda d: (d.due or date.max, d.accepted_at))
    late = [d for d in opened if d.is_late(day)]
    due_today = [d for d in opened if d.due == day and not d.ready_at]
    return DossierLists(
        due_today=tuple(due_today[:shown_max]),
        late=tuple(late[:shown_max]),
        ready=tuple([d for d in opened if d.ready_at][:shown_max]),
        apology_due=tuple([d for d in opened if _needs_apology(d, plan, day)][:shown_max]),
        open_count=len(opened),
        due_today_count=len(due_today),
        late_count=len(late),
    )


def _needs_apology(dossier: Dossier, plan: "OfficePlan", day: date) -> bool:
    if dossier.due is None or dossier.ready_at or dossier.is_reappointed or dossier.due < day:
        return False
    return apology_day(plan, dossier.due) <= day


def accepted(office: "Office", event: e.DossierAccepted) -> "Office":
    """The office with this dossier on record."""
    return _with(
        office,
        Dossier(
            code=event.dossier,
            procedure=event.procedure,
            field=event.field,
            number=event.number,
            counter=event.counter,
            accepted_at=event.at,
            due=event.due,
        ),
    )


def made_ready(office: "Office", event: e.DossierReady) -> "Office":
    """The office in which this dossier's result can be handed back."""
    return _changed(office, event.dossier, ready_at=event.at)


def returned(office: "Office", event: e.DossierReturned) -> "Office":
    """The office in which this dossier is closed."""
    return _changed(office, event.dossier, returned_at=event.at)


def reappointed(office: "Office", event: e.DossierReappointed) -> "Office":
    """The office in which this dossier is due on another day."""
    dossier = office.dossiers.get(event.dossier)
    first = dossier.due if dossier else None
    return _changed(office, event.dossier, due=event.due, first_due=first, apology=event.reason)


def taken_back(office: "Office", event: e.DossierTakenBack) -> "Office":
    """The office in which the dossier's return, or else its acceptance, has not happened."""
    dossier = office.dossiers.get(event.dossier)
    if dossier and dossier.returned_at:
        return _changed(office, event.dossier, returned_at=None)
    return replace(office, dossiers={k: v for k, v in office.dossiers.items() if k != event.dossier})


def _changed(office: "Office", code: str, **changes: Any) -> "Office":
    dossier = office.dossiers.get(code)
    return _with(office, replace(dossier, **changes)) if dossier else office


def _with(office: "Office", dossier: Dossier) -> "Office":
    dossiers: Mapping[str, Dossier] = {**office.dossiers, dossier.code: dossier}
    return replace(office, dossiers=dossiers)
