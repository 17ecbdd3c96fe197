"""The plan laid beside the running day: what of the day has no place in it, and what puts that right."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ticketing import commands as c
from ticketing import events as e
from ticketing.events import Events
from ticketing.office import Counter, Office
from ticketing.plan import Name
from ticketing.sentences import N_, Words
from ticketing.tickets import Ticket, TicketState

NUMBERS_TOLD_MAX = 6
OPEN_STATES = (TicketState.WAITING, TicketState.CALLED, TicketState.SERVING, TicketState.PARKED)

SENTENCES: dict[str, str] = {
    "field-gone": N_(
        "Field {field} is no longer in the office file, and numbers of it are still open: {numbers}. Any "
        "counter can call them; “next” does so where nobody else waits. Please transfer them to another "
        "field, or write the field into the file again."
    ),
    "counter-gone": N_(
        "Counter {counter} is no longer in the office file, and number {number} is still there. "
        "Please finish it there; nothing new is called there."
    ),
    "counter-gone-open": N_(
        "Counter {counter} is no longer in the office file, and is still open. It is closed by itself; "
        "please work at another one."
    ),
    "reserved-gone": N_(
        "Counter {counter} is no longer in the office file, and numbers wait for it alone: {numbers}. They "
        "wait for their fields again."
    ),
    "field-unreached": N_(
        "Field {field} has no open counter, for counter {counter} was given other fields today. Counter "
        "{counter} serves the fields of the office file again: {fields}."
    ),
    "assignment-gone": N_(
        "Counter {counter} was given field {field} today, which is no longer in the office file. Counter "
        "{counter} serves now: {fields}."
    ),
    "priority-gone": N_(
        "Priority class {priority} is no longer in the office file, and numbers of it are still open: "
        "{numbers}. They are still called as priority. Please write the class into the file again."
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something of the running day that the plan has no place for; `values` are those of its sentence."""

    name: str
    values: tuple[tuple[str, object], ...]

    def sentence(self, words: Words, language: str) -> str:
        """What is so and what to do, in the `language` of `words`."""
        values = {
            key: value.worded(language) if isinstance(value, Name) else value for key, value in self.values
        }
        return words(SENTENCES[self.name], **values)


def plan_findings(office: Office) -> tuple[Finding, ...]:
    """Everything that the plan has no place for, what `fit_to_plan` puts right by itself first."""
    return (*_assignment_findings(office), *_counter_findings(office), *open_findings(office))


def open_findings(office: Office) -> tuple[Finding, ...]:
    """What only people put right: tickets of fields and priority classes that are gone."""
    known = {field.code for field in office.plan.fields}
    classes = {None, *(group.code for group in office.plan.priority_classes)}
    fields: dict[str, list[Ticket]] = {}
    lost: dict[str, list[Ticket]] = {}
    for ticket in office.tickets.values():
        if (ticket.field in known and ticket.priority in classes) or ticket.state not in OPEN_STATES:
            continue
        if ticket.field not in known:
            fields.setdefault(ticket.field, []).append(ticket)
        if ticket.priority is not None and ticket.priority not in classes:
            lost.setdefault(ticket.priority, []).append(ticket)
    return (
        *(_finding("field-gone", field=code, numbers=_told(tickets)) for code, tickets in fields.items()),
        *(_finding("priority-gone", priority=code, numbers=_told(tickets)) for code, tickets in lost.items()),
    )


def lasting_findings(office: Office) -> tuple[Finding, ...]:
    """What staff are shown while it lasts: what is open, and counters that are gone and have somebody."""
    serving = (finding for finding in _counter_findings(office) if finding.name == "counter-gone")
    return (*serving, *open_findings(office))


def fit_to_plan(office: Office, now: datetime, words: Words) -> Events:
    """What puts the running day right under another plan, so that nobody is stranded; told in `words`.

    An assignment that names fields which are gone, or leaves a field without an open counter, falls. Counters
    that are gone serve no field; they are closed once they are empty.
    """
    told = tuple(
        e.NoticePosted(
            at=now,
            notice=office.notice_count + place,
            kind="message",
            counter=None,
            text=finding.sentence(words, office.plan.language),
            to_counter=number,
        )
        for place, (number, finding) in enumerate(_told_to(office), 1)
    )
    assigned = tuple(
        e.FieldsAssigned(now, number, fields) for number, (fields, _) in _assignments(office).items()
    )
    return (*assigned, *told, *_left(office, now))


def due_closings(office: Office, now: datetime) -> tuple[c.CloseCounter, ...]:
    """The counters that are gone, empty, and past the time in which an act there can be undone."""
    if now.date() != office.day:
        return ()
    undo = timedelta(seconds=office.plan.rules.undo_seconds_max)
    return tuple(
        c.CloseCounter(counter.number, at_desk="")
        for counter in _gone(office)
        if counter.is_open
        and counter.ticket is None
        and (counter.undoable is None or now - counter.undoable.at > undo)
    )


def _finding(name: str, **values: object) -> Finding:
    return Finding(name, tuple(values.items()))


def _named(office: Office, code: str) -> Name | str:
    """A field by its code and name; by its code alone where the plan has lost it."""
    field = office.plan.field(code)
    if field is None:
        return code
    return Name(*(f"{code} ({field.name.worded(language)})" for language in ("vi", "en")))


def _told(tickets: Iterable[Ticket]) -> str:
    """Numbers in order of their turns, the first few of many."""
    numbers = [ticket.number for ticket in sorted(tickets, key=lambda ticket: ticket.turn)]
    return ", ".join([*numbers[:NUMBERS_TOLD_MAX], *(["…"] if len(numbers) > NUMBERS_TOLD_MAX else [])])


def _gone(office: Office) -> list[Counter]:
    return [counter for counter in office.counters.values() if not office.has_counter(counter.number)]


def _reserved(office: Office, counter: Counter) -> list[Ticket]:
    waiting = office.with_state(TicketState.WAITING)
    return [ticket for ticket in waiting if ticket.reserved_for == counter.number]


def _counter_findings(office: Office) -> tuple[Finding, ...]:
    found: list[Finding] = []
    for counter in _gone(office):
        if counter.ticket is not None:
            found.append(_finding("counter-gone", counter=counter.number, number=counter.ticket))
        elif counter.is_open:
            found.append(_finding("counter-gone-open", counter=counter.number))
        if reserved := _reserved(office, counter):
            found.append(_finding("reserved-gone", counter=counter.number, numbers=_told(reserved)))
    return tuple(found)


def _left(office: Office, now: datetime) -> Events:
    """Nobody waits for a counter that is gone, and it is closed if nobody is there."""
    events: list[e.Event] = []
    for counter in _gone(office):
        number = counter.number
        events += [
            e.TicketTransferred(now, ticket.number, ticket.field, None, number, ticket.note)
            for ticket in _reserved(office, counter)
        ]
        if counter.fields:
            events.append(e.FieldsAssigned(now, number, ()))
        if counter.is_open and counter.ticket is None:
            events.append(e.CounterClosed(now, number))
    return tuple(events)


def _assignment_findings(office: Office) -> tuple[Finding, ...]:
    return tuple(finding for _, finding in _told_to(office))


def _told_to(office: Office) -> tuple[tuple[int, Finding], ...]:
    """The counters that get other fields, each with the sentence that says why."""
    return tuple(
        (number, _finding(name, field=_named(office, field), counter=number, fields=", ".join(fields)))
        for number, (fields, (name, field)) in _assignments(office).items()
    )


_Assignment = tuple[tuple[str, ...], tuple[str, str]]
"""The fields of a counter from now on, and why: the finding's name and its field."""


def _assignments(office: Office) -> dict[int, _Assignment]:
    """The counters that get other fields than they have; every field has a counter afterwards.

    A counter that falls back to the plan may leave a field without any that it had been given, so it is asked
    again until all is well: each falls at most once, and the plan serves every field.
    """
    known = {field.code for field in office.plan.fields}
    planned = {counter.number: counter.fields for counter in office.plan.counters}
    serving = {number: office.counter(number).fields for number in planned}
    why: dict[int, tuple[str, str]] = {}
    for number, fields in serving.items():
        if lost := [code for code in fields if code not in known]:
            serving[number] = tuple(code for code in fields if code in known) or planned[number]
            why[number] = ("assignment-gone", lost[0])
    while falling := _falling(office, serving, planned):
        number, field = falling
        serving[number], why[number] = planned[number], ("field-unreached", field)
    return {number: (serving[number], cause) for number, cause in why.items()}


def _falling(
    office: Office, serving: dict[int, tuple[str, ...]], planned: dict[int, tuple[str, ...]]
) -> tuple[int, str] | None:
    """A counter whose assignment falls next, and the field that would have no open counter else.

    While no counter is open at all, a closed one is as good.
    """
    is_open = {number for number in planned if office.counter(number).is_open}
    for code in (field.code for field in office.plan.fields):
        serves = {number for number, fields in serving.items() if code in fields}
        if serves & is_open or (serves and not is_open):
            continue
        away = [number for number in planned if code in planned[number] and number not in serves]
        candidates = [number for number in away if number in is_open or not serves]
        if candidates:
            return min(candidates, key=lambda number: number not in is_open), code
    return None
