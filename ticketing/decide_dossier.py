"""What becomes of the matter at a counter, and of its dossier."""

from datetime import date, datetime

from ticketing import commands as c
from ticketing import events as e
from ticketing.counters import Undoable
from ticketing.dossiers import checked_code, known_dossier
from ticketing.due_dates import due_date, is_working_day
from ticketing.limits import checked_text
from ticketing.office import Office
from ticketing.outcomes import Outcome, checked_outcome
from ticketing.refusals import Refusal
from ticketing.tickets import Ticket

Events = tuple[e.Event, ...]
Matter = c.FinishService | c.NextMatter


def matter_events(office: Office, ticket: Ticket, matter: Matter, now: datetime) -> Events:
    """What the outcome of a matter means for its dossier; nothing where no code is named. Raises Refusal."""
    outcome = checked_outcome(matter.outcome)
    if not matter.dossier:
        if matter.due or matter.procedure:
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


def _due(office: Office, matter: Matter, now: datetime) -> date | None:
    procedure = office.plan.procedure(matter.procedure)
    if matter.procedure and procedure is None:
        raise Refusal("unknown-procedure", procedure=matter.procedure)
    if matter.due:
        return _checked_due(office, matter.due, now)
    return due_date(office.plan, procedure, now) if procedure else None


def _checked_due(office: Office, due: date, now: datetime) -> date:
    if due < now.date():
        raise Refusal("due-in-the-past", due=f"{due:%d/%m/%Y}")
    if not is_working_day(office.plan, due):
        raise Refusal("due-not-working-day", due=f"{due:%d/%m/%Y}")
    return due


def taken_back(office: Office, undoable: Undoable, now: datetime) -> Events:
    """What the undone finish did to its dossier; one that was handed back since then stays on record."""
    dossier = office.dossiers.get(undoable.dossier)
    if dossier is None or dossier.is_open is undoable.is_return:
        return ()
    return (e.DossierTakenBack(now, dossier.code),)


def mark_ready(office: Office, command: c.MarkReady, now: datetime) -> Events:
    """Said twice it changes nothing."""
    dossier = known_dossier(office, command.dossier)
    return () if dossier.ready_at else (e.DossierReady(now, dossier.code),)


def return_dossier(office: Office, command: c.ReturnDossier, now: datetime) -> Events:
    """Handed back without a ticket, to somebody who has not taken a number."""
    dossier = known_dossier(office, command.dossier)
    return (e.DossierReturned(now, dossier.code, None, None),)


def reappoint(office: Office, command: c.Reappoint, now: datetime) -> Events:
    """Only once, and only to a later working day."""
    dossier = known_dossier(office, command.dossier)
    if dossier.is_reappointed:
        raise Refusal("dossier-reappointed", dossier=dossier.code)
    due = _checked_due(office, command.due, now)
    if dossier.due and due <= dossier.due:
        raise Refusal("due-not-later", due=f"{dossier.due:%d/%m/%Y}")
    reason = checked_text(command.reason)
    if not reason:
        raise Refusal("apology-missing")
    return (e.DossierReappointed(now, dossier.code, due, reason),)
