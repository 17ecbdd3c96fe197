"""Who is next, and why: one pure function over the heads of the lines that a counter may call from."""

from dataclasses import dataclass
from datetime import datetime

from ticketing.counters import Counter
from ticketing.events import Reason, Rule
from ticketing.office import Office
from ticketing.sentences import N_, Words
from ticketing.tickets import Ticket, TicketState, own_line

REASON_SENTENCES: dict[Rule, str] = {
    Rule.FIRST_COME: N_("ordinary, first of those waiting"),
    Rule.ONLY_PRIORITY: N_("priority, nobody ordinary is waiting"),
    Rule.STRICT: N_("priority goes first"),
    Rule.RATIO_PRIORITY: N_("priority, its turn after {ordinary} ordinary"),
    Rule.RATIO_ORDINARY: N_("ordinary, its turn by the ratio"),
    Rule.HEAD_START: N_("priority, ahead with its head start"),
    Rule.NO_HEAD_START: N_("ordinary, here long before the waiting priority"),
    Rule.WAITED_LONG: N_("waited beyond the limit, so it goes first"),
    Rule.PICKED: N_("picked by the clerk"),
}
WAITED = N_("waited {minutes} min")
PRIORITY_SINCE = N_("{count} priority called since")


@dataclass(frozen=True, slots=True)
class Choice:
    """The ticket to call next and the reason for it."""

    ticket: Ticket
    why: Reason


def next_ticket(office: Office, counter: Counter, now: datetime) -> Choice | None:
    """Who this counter calls next at `now`, or None if nobody waits for it.

    Whoever has waited beyond the office's limit goes first; otherwise the office's policy mixes the earliest
    ordinary ticket with the first priority ticket. Inside a class it is first come, first served.
    """
    heads = _heads(office, counter)
    if not heads:
        return None
    ticket, rule = _choose(office, counter, heads, now)
    return Choice(ticket, reason(office, counter, ticket, rule, now))


def reason(office: Office, counter: Counter, ticket: Ticket, rule: Rule, now: datetime) -> Reason:
    """The reason in figures, kept in the journal and worded by `explain`."""
    called_since = office.priority_called.get(ticket.field, 0) - ticket.priority_called_before
    return Reason(
        rule=rule,
        is_priority=ticket.priority is not None,
        waited_seconds=max(0, int((now - ticket.issued_at).total_seconds())),
        priority_called_since=max(0, called_since),  # a call undone after the ticket's issue counts below 0
        ordinary_called_before=counter.ordinary_since_priority,
    )


def explain(why: Reason, words: Words) -> str:
    """The reason as a sentence for the clerk: the rule, the wait, and who went before."""
    parts = [
        words(REASON_SENTENCES[why.rule], ordinary=why.ordinary_called_before),
        words(WAITED, minutes=why.waited_seconds // 60),
    ]
    if not why.is_priority and why.priority_called_since:
        parts.append(words(PRIORITY_SINCE, count=why.priority_called_since))
    return "; ".join(parts)


def ahead_of(office: Office, field: str, priority: str | None) -> int:
    """How many of this field's waiting tickets come before one that is issued now.

    An ordinary ticket counts everybody, a priority ticket those of its own rank or a better one; the mixing
    of classes makes this an upper bound for ordinary and a lower bound for priority tickets.
    """
    if priority is None:
        return office.waiting_in(field)
    waiting = ((group, len(numbers)) for (line, group), numbers in office.lines.items() if line == field)
    return sum(count for group, count in waiting if _goes_before(office, group, priority))


def ahead_of_waiting(office: Office, ticket: Ticket) -> int | None:
    """How many took their numbers earlier and still wait in the same line; None for one that does not wait.

    A priority ticket counts only those of its own rank or a better one. Priority tickets issued later are
    left out, so that the count rises before a citizen's eyes only when a kiosk comes back that was offline.
    """
    if ticket.state is not TicketState.WAITING:
        return None
    line, _ = ticket.line
    counted = [
        numbers
        for (name, group), numbers in office.lines.items()
        if name == line and (ticket.priority is None or _goes_before(office, group, ticket.priority))
    ]
    return sum(office.tickets[number].turn < ticket.turn for numbers in counted for number in numbers)


def _heads(office: Office, counter: Counter) -> list[Ticket]:
    """The first ticket of each line that this counter may call from."""
    mine = {*counter.fields, own_line(counter.number)}
    return [
        office.tickets[numbers[0]] for (line, _), numbers in office.lines.items() if numbers and line in mine
    ]


def _choose(office: Office, counter: Counter, heads: list[Ticket], now: datetime) -> tuple[Ticket, Rule]:
    policy = office.plan.policy
    earliest = min(heads, key=lambda ticket: ticket.turn)
    if (now - earliest.issued_at).total_seconds() >= policy.wait_minutes_max * 60:
        return earliest, Rule.WAITED_LONG
    ordinary = min((t for t in heads if t.priority is None), key=lambda t: t.turn, default=None)
    priority = min(
        (t for t in heads if t.priority is not None),
        key=lambda t: (_rank(office, t.priority), t.turn),
        default=None,
    )
    if priority is None:
        return earliest, Rule.FIRST_COME
    if ordinary is None:
        return priority, Rule.ONLY_PRIORITY
    return _mix(office, counter, ordinary, priority)


def _mix(office: Office, counter: Counter, ordinary: Ticket, priority: Ticket) -> tuple[Ticket, Rule]:
    policy = office.plan.policy
    if policy.kind == "strict":
        return priority, Rule.STRICT
    if policy.kind == "ratio":
        if counter.ordinary_since_priority >= policy.ordinary_per_priority:
            return priority, Rule.RATIO_PRIORITY
        return ordinary, Rule.RATIO_ORDINARY
    earlier = (priority.issued_at - ordinary.issued_at).total_seconds()
    if earlier <= policy.head_start_minutes * 60:
        return priority, Rule.HEAD_START
    return ordinary, Rule.NO_HEAD_START


def _goes_before(office: Office, group: str | None, priority: str) -> bool:
    """Whether a class is a priority class of the same rank as `priority`, or of a better one."""
    return group is not None and _rank(office, group) <= _rank(office, priority)


def _rank(office: Office, priority: str | None) -> int:
    group = office.plan.priority_class(priority) if priority else None
    return group.rank if group else 0
