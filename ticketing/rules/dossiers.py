"""What the office keeps of a dossier beside the provincial system: when it came, when its result is due."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ticketing import commands as c
from ticketing import events as e
from ticketing.events import Events
from ticketing.office import Dossier, Office, Undoable
from ticketing.outcomes import Outcome, checked_outcome
from ticketing.plan import OfficePlan
from ticketing.refusals import Refusal
from ticketing.rules.due_dates import apology_day, due_date, is_working_day
from ticketing.rules.tables import Decisions, Folds
from ticketing.sentences import one_line, shown_day
from ticketing.texts import CODE_LENGTH_MAX, checked_text
from ticketing.tickets import Ticket
from ticketing.values import replace

DOSSIERS_SHOWN_MAX = 30
_CODE = re.compile(r"\w+(?:[./-]\w+)*")


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


def known_dossier(office: Office, code: str) -> Dossier:
    """The open dossier with this code; refuses one that is not on record, or was returned."""
    dossier = office.dossiers.get(checked_code(code))
    if dossier is None:
        raise Refusal("unknown-dossier", dossier=code)
    if dossier.returned_at:
        raise Refusal("dossier-returned", dossier=dossier.code, day=shown_day(dossier.returned_at))
    return dossier


def dossier_lists(
    dossiers: Iterable[Dossier], plan: OfficePlan, day: date, shown_max: int = DOSSIERS_SHOWN_MAX
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


def _needs_apology(dossier: Dossier, plan: OfficePlan, day: date) -> bool:
    if dossier.due is None or dossier.ready_at or dossier.is_reappointed or dossier.due < day:
        return False
    return apology_day(plan, dossier.due) <= day


def matter_events(
    office: Office, ticket: Ticket, matter: c.FinishService | c.NextMatter, now: datetime
) -> Events:
    """What the outcome of a matter means for its dossier; nothing where no code is named. Raises Refusal."""
    outcome = checked_outcome(matter.outcome)
    if office.plan.rules.outcome_needed and not outcome:
        raise Refusal("outcome-needed", number=ticket.number)
    if matter.procedure and office.plan.procedure(matter.procedure) is None:
        raise Refusal("unknown-procedure", procedure=matter.procedure)
    if not matter.dossier:
        if matter.due:
            raise Refusal("dossier-missing")
        return ()
    code = checked_code(matter.dossier)
    if outcome == Outcome.RETURNED:
        known_dossier(office, code)
        return (e.DossierReturned(now, code, ticket.number, matter.counter),)
    if outcome != Outcome.ACCEPTED:
        raise Refusal("dossier-without-outcome")
    if code in office.dossiers:
        raise Refusal("dossier-known", dossier=code)
    due = _due(office, matter, now)
    return (e.DossierAccepted(now, code, matter.procedure, ticket.field, ticket.number, matter.counter, due),)


def _due(office: Office, matter: c.FinishService | c.NextMatter, now: datetime) -> date | None:
    procedure = office.plan.procedure(matter.procedure)
    if matter.due:
        return _checked_due(office, matter.due, now)
    return due_date(office.plan, procedure, now) if procedure else None


def _checked_due(office: Office, due: date, now: datetime) -> date:
    if due < now.date():
        raise Refusal("due-in-the-past", due=shown_day(due))
    if not is_working_day(office.plan, due):
        raise Refusal("due-not-working-day", due=shown_day(due))
    return due


def taken_back(office: Office, undoable: Undoable, now: datetime) -> Events:
    """What the undone finish did to its dossier; one that was handed back since then stays on record."""
    dossier = office.dossiers.get(undoable.dossier)
    if dossier is None or dossier.is_open is undoable.is_return:
        return ()
    return (e.DossierTakenBack(now, dossier.code),)


def _mark_ready(office: Office, command: c.MarkReady, now: datetime) -> Events:
    """Said twice it changes nothing."""
    dossier = known_dossier(office, command.dossier)
    return () if dossier.ready_at else (e.DossierReady(now, dossier.code),)


def _return_dossier(office: Office, command: c.ReturnDossier, now: datetime) -> Events:
    """Handed back without a ticket, to somebody who has not taken a number."""
    dossier = known_dossier(office, command.dossier)
    return (e.DossierReturned(now, dossier.code, None, None),)


def _reappoint(office: Office, command: c.Reappoint, now: datetime) -> Events:
    """Only once, and only to a later working day."""
    dossier = known_dossier(office, command.dossier)
    if dossier.is_reappointed:
        raise Refusal("dossier-reappointed", dossier=dossier.code)
    due = _checked_due(office, command.due, now)
    if dossier.due and due <= dossier.due:
        raise Refusal("due-not-later", due=shown_day(dossier.due))
    reason = checked_text(command.reason)
    if not reason:
        raise Refusal("apology-missing")
    return (e.DossierReappointed(now, dossier.code, due, reason),)


def _accepted(office: Office, event: e.DossierAccepted) -> Office:
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


def _made_ready(office: Office, event: e.DossierReady) -> Office:
    """The office in which this dossier's result can be handed back."""
    return _changed(office, event.dossier, ready_at=event.at)


def _returned(office: Office, event: e.DossierReturned) -> Office:
    """The office in which this dossier is closed."""
    return _changed(office, event.dossier, returned_at=event.at)


def _reappointed(office: Office, event: e.DossierReappointed) -> Office:
    """The office in which this dossier is due on another day."""
    dossier = office.dossiers.get(event.dossier)
    first = dossier.due if dossier else None
    return _changed(office, event.dossier, due=event.due, first_due=first, apology=event.reason)


def _restored(office: Office, event: e.DossierTakenBack) -> Office:
    """The office in which the dossier's return, or else its acceptance, has not happened."""
    dossier = office.dossiers.get(event.dossier)
    if dossier and dossier.returned_at:
        return _changed(office, event.dossier, returned_at=None)
    return replace(office, dossiers={k: v for k, v in office.dossiers.items() if k != event.dossier})


def _changed(office: Office, code: str, **changes: Any) -> Office:
    dossier = office.dossiers.get(code)
    return _with(office, replace(dossier, **changes)) if dossier else office


def _with(office: Office, dossier: Dossier) -> Office:
    dossiers: Mapping[str, Dossier] = {**office.dossiers, dossier.code: dossier}
    return replace(office, dossiers=dossiers)


DECISIONS: Decisions = {
    c.MarkReady: _mark_ready,
    c.ReturnDossier: _return_dossier,
    c.Reappoint: _reappoint,
}
FOLDS: Folds = {
    e.DossierAccepted: _accepted,
    e.DossierReady: _made_ready,
    e.DossierReturned: _returned,
    e.DossierReappointed: _reappointed,
    e.DossierTakenBack: _restored,
}
