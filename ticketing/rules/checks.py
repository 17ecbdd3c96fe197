"""What rules ask of the office first: the ticket, counter or field that was named, or else the refusal."""

from ticketing import events as e
from ticketing.office import Counter, Office
from ticketing.plan import Field, OfficePlan
from ticketing.refusals import Refusal
from ticketing.tickets import FINAL, Ticket, TicketState, may


def known_ticket(office: Office, number: str) -> Ticket:
    """The ticket with this number; refuses a number that was not given out today."""
    ticket = office.tickets.get(number)
    if ticket is None:
        raise Refusal("unknown-ticket", number=number)
    return ticket


def known_field(office: Office, code: str) -> Field:
    """The field with this code; refuses one that the office does not have."""
    field = office.plan.field(code)
    if field is None:
        raise Refusal("unknown-field", field=code)
    return field


def check_priority(office: Office, code: str | None) -> None:
    """Refuse a priority class that the office does not have; None is an ordinary ticket's."""
    if code is not None and office.plan.priority_class(code) is None:
        raise Refusal("unknown-priority", priority=code)


def check_procedure(plan: OfficePlan, code: str, field: str) -> None:
    """Refuse a procedure that the catalogue does not have, or has for another field."""
    procedure = plan.procedure(code)
    if procedure is None:
        raise Refusal("unknown-procedure", procedure=code)
    if procedure.field != field:
        raise Refusal("procedure-elsewhere", procedure=code, field=procedure.field)


def procedure_of_field(plan: OfficePlan, code: str, field: str) -> str:
    """The code, or "" where the catalogue of the field does not have it: no number fails for that."""
    procedure = plan.procedure(code) if code else None
    return code if procedure and procedure.field == field else ""


def known_counter(office: Office, number: int) -> Counter:
    counter = office.counters.get(number)
    if counter is None:
        raise Refusal("unknown-counter", counter=number)
    return counter


def open_counter(office: Office, number: int) -> Counter:
    counter = known_counter(office, number)
    if not counter.is_open:
        raise Refusal("counter-closed", counter=number)
    return counter


def check_planned(office: Office, number: int) -> None:
    """Refuse a counter that the plan has lost: what is there is finished, and nothing new begins."""
    if not office.has_counter(number):
        raise Refusal("counter-gone", counter=number)


def calling_counter(office: Office, number: int) -> Counter:
    counter = open_counter(office, number)
    check_planned(office, number)
    if counter.is_paused:
        raise Refusal("counter-paused", counter=number)
    return counter


def ticket_at(office: Office, counter: Counter) -> Ticket:
    if counter.ticket is None:
        raise Refusal("no-ticket-at-counter", counter=counter.number)
    return office.tickets[counter.ticket]


def check_no_ticket(counter: Counter) -> None:
    if counter.ticket is not None:
        raise Refusal("counter-busy", number=counter.ticket, counter=counter.number)


def called_ticket(office: Office, counter: Counter) -> Ticket:
    ticket = ticket_at(office, counter)
    if ticket.state is not TicketState.CALLED:
        raise Refusal("not-being-called", number=ticket.number, state=ticket.state.value)
    return ticket


def absent_ticket(office: Office, counter: Counter) -> Ticket:
    """The ticket whose citizen is not there, even if a rule had taken them to be; the clerk knows better."""
    ticket = ticket_at(office, counter)
    return ticket if ticket.started_by_rule else called_ticket(office, counter)


def check_may(ticket: Ticket, event: type[e.Event], refusal: str) -> None:
    if not may(ticket.state, event):
        raise Refusal(refusal, number=ticket.number, state=ticket.state.value)


def check_here(ticket: Ticket, counter: int | None = None) -> None:
    """Refuse a ticket that is being called or served, unless it is at this counter."""
    if ticket.state in (TicketState.CALLED, TicketState.SERVING) and ticket.counter != counter:
        raise Refusal("called-elsewhere", number=ticket.number, counter=ticket.counter)


def check_alone(office: Office, ticket: Ticket) -> None:
    """Refuse the number that gave way to the one on its citizen's paper, and one beside it that lives."""
    if ticket.track not in office.late_tracks:
        return
    paper = office.tracked(ticket.track)
    of_visit = (each for each in office.tickets.values() if each.track == ticket.track)
    for other in of_visit:
        if other.number != ticket.number and (other == paper or other.state not in FINAL):
            raise Refusal("replaced-by-offline", number=ticket.number, other=other.number)
