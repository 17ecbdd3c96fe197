"""What is true of an office whatever has happened in it."""

from datetime import datetime

from tests.ticketing.history import changed_tickets
from ticketing.office import Office
from ticketing.tickets import TicketState
from ticketing.visits import stays_of, visit_of

AT_COUNTER = (TicketState.CALLED, TicketState.SERVING)


def a_counter_and_its_ticket_name_each_other(office: Office) -> None:
    """Who is called or served is at one open counter, which names no other."""
    at_counters = [counter.ticket for counter in office.counters.values() if counter.ticket]
    assert len(at_counters) == len(set(at_counters))
    assert {ticket.number for ticket in office.with_state(*AT_COUNTER)} == set(at_counters)
    for counter in office.counters.values():
        if counter.ticket:
            assert office.tickets[counter.ticket].counter == counter.number
            assert counter.is_open


def the_lines_hold_whoever_waits_in_order(office: Office) -> None:
    """Each queue has those who wait for it, and nobody waits for a counter that is closed."""
    lines: dict[tuple[str, str | None], list[str]] = {}
    for ticket in office.with_state(TicketState.WAITING):
        lines.setdefault(ticket.queue, []).append(ticket.number)
    assert {line: list(standing) for line, standing in office.queues.items() if standing} == lines
    reserved = [ticket.reserved_for for ticket in office.with_state(TicketState.WAITING)]
    assert all(office.counter(number).is_open for number in reserved if number is not None)


def no_duration_is_negative(office: Office) -> None:
    """No visit has waited, walked or been served for less than no time."""
    for ticket in office.tickets.values():
        visit = visit_of(ticket, office.day)
        assert all(
            seconds is None or seconds >= 0
            for seconds in (visit.wait_seconds, visit.walk_seconds, visit.service_seconds)
        )


def the_stays_of_a_visit_are_its_times(before: Office, office: Office, now: datetime) -> None:
    """Waits, walks and services of the stays add up to the visit's, and to no more than has gone by."""
    for number in changed_tickets(before, office):
        ticket = office.tickets[number]
        stays = (*ticket.past_stays, ticket.stay)
        for name in ("wait_seconds", "walk_seconds", "service_seconds"):
            assert sum(getattr(stay, name) or 0 for stay in stays) == (getattr(ticket, name) or 0), ticket
        spent = sum(
            (stay.wait_seconds or 0)
            + (stay.walk_seconds or 0)
            + (stay.service_seconds or 0)
            + (stay.park_seconds or 0)
            for stay in stays
        )
        assert spent <= (now - ticket.issued_at).total_seconds(), ticket
        assert all(stay.ending for stay in ticket.past_stays), ticket
        assert stays_of(ticket, office.day) or ticket.state is TicketState.WAITING, ticket
