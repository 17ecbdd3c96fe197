"""Who is next, and why; calls, recalls and no-shows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from ticketing import commands as c
from ticketing import events as e
from ticketing.events import Events, Reason, Rule
from ticketing.office import CALLS_SHOWN_MAX, Call, Counter, Office, emptied, with_ticket
from ticketing.open_time import open_seconds, open_time, waited_seconds
from ticketing.refusals import Refusal
from ticketing.rules.checks import (
    absent_ticket,
    calling_counter,
    check_here,
    check_may,
    check_no_ticket,
    known_ticket,
    open_counter,
    ticket_at,
)
from ticketing.rules.serving import is_due_to_start, not_started
from ticketing.rules.stays import MISSED, at_counter, left, parked_until, waited
from ticketing.rules.tables import Decisions, Folds
from ticketing.rules.undo import Done, acted
from ticketing.sentences import N_, Words
from ticketing.tickets import Ticket, TicketState
from ticketing.values import replace

BY_RATIO = (Rule.RATIO_PRIORITY, Rule.RATIO_ORDINARY)
BY_MINUTES = (Rule.HEAD_START, Rule.NO_HEAD_START, Rule.WAITED_LONG)
FIRST, UNTOLD = "-first", "-untold"
REASON_SENTENCES: dict[str, str] = {
    Rule.FIRST_COME: N_("ordinary, first of those waiting"),
    Rule.ONLY_PRIORITY: N_("priority, nobody ordinary is waiting"),
    Rule.STRICT: N_("priority goes first"),
    Rule.RATIO_PRIORITY: N_(
        "priority, by the ratio of {ratio} ordinary to 1 priority; called: {ordinary} ordinary"
    ),
    f"{Rule.RATIO_PRIORITY}{UNTOLD}": N_("priority, its turn after {ordinary} ordinary"),
    Rule.RATIO_ORDINARY: N_(
        "ordinary, by the ratio of {ratio} ordinary to 1 priority; called: {ordinary} ordinary"
    ),
    f"{Rule.RATIO_ORDINARY}{FIRST}": N_("ordinary, the first by the ratio of {ratio} ordinary to 1 priority"),
    f"{Rule.RATIO_ORDINARY}{UNTOLD}": N_("ordinary, its turn by the ratio"),
    Rule.HEAD_START: N_("priority, ahead with its head start of {limit} min"),
    f"{Rule.HEAD_START}{UNTOLD}": N_("priority, ahead with its head start"),
    Rule.NO_HEAD_START: N_("ordinary, taken over {limit} min before the waiting priority"),
    f"{Rule.NO_HEAD_START}{UNTOLD}": N_("ordinary, here long before the waiting priority"),
    Rule.WAITED_LONG: N_("waited beyond the limit of {limit} min, so it goes first"),
    f"{Rule.WAITED_LONG}{UNTOLD}": N_("waited beyond the limit, so it goes first"),
    Rule.PICKED: N_("picked by the clerk"),
}
WAITED = N_("waited {minutes} min")
WAITED_BRIEFLY = N_("waited under 1 min")
PRIORITY_SINCE = N_("{count} priority called since")


@dataclass(frozen=True, slots=True)
class Choice:
    """The ticket to call next and the reason for it."""

    ticket: Ticket
    why: Reason


def next_ticket(office: Office, counter: Counter, now: datetime) -> Choice | None:
    """Who this counter calls next at `now`, or None if nobody waits for it.

    Whoever has waited beyond the office's limit goes first; otherwise the office's policy mixes the earliest
    ordinary ticket with the first priority ticket. Inside a class it is first come, first served. Tickets of
    fields that the plan has lost come when nobody else waits for the counter.
    """
    heads = [office.tickets[numbers[0]] for numbers in _queues(office, counter)]
    if not heads:
        return None
    ticket, rule = _choose(office, counter, heads, now)
    return Choice(ticket, reason(office, counter, ticket, rule, now))


def reason(office: Office, counter: Counter, ticket: Ticket, rule: Rule, now: datetime) -> Reason:
    """The reason in figures, kept in the journal and worded by `explain`."""
    policy = office.plan.policy
    limit = policy.wait_minutes_max if rule is Rule.WAITED_LONG else policy.head_start_minutes
    called_since = office.priority_called.get(ticket.field, 0) - ticket.priority_called_before
    return Reason(
        rule=rule,
        is_priority=ticket.priority is not None,
        waited_seconds=waited_seconds(office, ticket, now),
        priority_called_since=max(0, called_since),  # a call undone after the ticket's issue counts below 0
        ordinary_called_before=counter.ordinary_since_priority,
        ordinary_per_priority=policy.ordinary_per_priority if rule in BY_RATIO else 0,
        policy_minutes=limit if rule in BY_MINUTES else 0,
    )


def explain(why: Reason, words: Words) -> str:
    """The reason as a sentence for clerks and `explain`: the rule, the wait, and who went before."""
    ordinary, ratio, minutes = why.ordinary_called_before, why.ordinary_per_priority, why.waited_seconds // 60
    parts = [
        words(REASON_SENTENCES[reason_key(why)], ordinary=ordinary, ratio=ratio, limit=why.policy_minutes),
        words(WAITED, minutes=minutes) if minutes else words(WAITED_BRIEFLY),
    ]
    if not why.is_priority and why.priority_called_since:
        parts.append(words(PRIORITY_SINCE, count=why.priority_called_since))
    return "; ".join(parts)


def reason_key(why: Reason) -> str:
    """The name of the reason's sentence: that of its rule, and what is known of the policy's figures."""
    if why.rule in BY_MINUTES:
        return why.rule if why.policy_minutes else f"{why.rule}{UNTOLD}"
    if why.rule not in BY_RATIO:
        return why.rule
    if not why.ordinary_per_priority:
        return f"{why.rule}{UNTOLD}"
    is_first = why.rule is Rule.RATIO_ORDINARY and not why.ordinary_called_before
    return f"{why.rule}{FIRST}" if is_first else why.rule


def _queues(office: Office, counter: Counter) -> list[tuple[str, ...]]:
    """The queues that this counter may call from and in which somebody waits."""
    mine = office.queues_of(counter)
    return [numbers for (queue, _), numbers in office.queues.items() if numbers and queue in mine]


def _beyond_limit(office: Office, counter: Counter, now: datetime) -> Ticket | None:
    """The earliest of those who have waited beyond the office's limit.

    Nobody waits longer than since the number was taken, which ends the search in each queue: behind somebody
    who was away and has waited little, others may have waited beyond it.
    """
    limit, time = office.plan.policy.wait_minutes_max * 60, open_time(office, now)
    found = []
    for numbers in _queues(office, counter):
        for number in numbers:
            ticket = office.tickets[number]
            if time.since(ticket.issued_at) < limit:
                break
            if time.waited(ticket) >= limit:
                found.append(ticket)
                break
    return min(found, key=lambda ticket: ticket.turn, default=None)


def _choose(office: Office, counter: Counter, heads: list[Ticket], now: datetime) -> tuple[Ticket, Rule]:
    beyond = _beyond_limit(office, counter, now)
    if beyond is not None:
        return beyond, Rule.WAITED_LONG
    heads = [t for t in heads if t.reserved_for or office.plan.field(t.field)] or heads
    ordinary = min((t for t in heads if t.priority is None), key=lambda t: t.turn, default=None)
    priority = min(
        (t for t in heads if t.priority is not None),
        key=lambda t: (office.plan.rank(t.priority), t.turn),
        default=None,
    )
    if priority is None:
        return min(heads, key=lambda ticket: ticket.turn), Rule.FIRST_COME
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
    earlier = open_seconds(office, ordinary.issued_at, priority.issued_at)
    if earlier <= policy.head_start_minutes * 60:
        return priority, Rule.HEAD_START
    return ordinary, Rule.NO_HEAD_START


def _call_next(office: Office, command: c.CallNext, now: datetime) -> Events:
    counter = calling_counter(office, command.counter)
    choice = next_ticket(office, counter, now)
    if choice is None:
        raise Refusal("nobody-waiting")
    ended = _ended_before(office, counter, now, missed=command.missed)
    return (*ended, called_at(office, counter, choice.ticket, choice.why, now))


def _call_ticket(office: Office, command: c.CallTicket, now: datetime) -> Events:
    counter = calling_counter(office, command.counter)
    ticket = known_ticket(office, command.number)
    check_here(ticket)
    check_may(ticket, e.TicketCalled, "not-waiting")
    ended = _ended_before(office, counter, now, missed=command.missed)
    why = reason(office, counter, ticket, e.Rule.PICKED, now)
    return (*ended, called_at(office, counter, ticket, why, now))


def _ended_before(office: Office, counter: Counter, now: datetime, *, missed: bool) -> Events:
    """What a call does first to the ticket that is still at the counter.

    Nobody who was called and may be on the way is written off unasked: only a clerk knows that they missed
    it. Whom the office's rule takes to have come by now is begun by it, be it not on record yet.
    """
    if counter.ticket is None:
        return ()
    if missed:
        absent = absent_ticket(office, counter)
        return (e.TicketMissed(now, absent.number, absent.field, counter.number, absent.recalls),)
    if not office.plan.rules.next_finishes:
        check_no_ticket(counter)
    begun: Events = ()
    if office.tickets[counter.ticket].state is TicketState.CALLED:
        _check_due_to_start(office, counter, now)
        begun = (e.ServiceStarted(now, counter.ticket, counter.number, by_rule=True),)
    if office.plan.rules.outcome_needed:
        raise Refusal("outcome-needed", number=counter.ticket)
    return (*begun, e.TicketServed(now, counter.ticket, counter.number, ""))


def _check_due_to_start(office: Office, counter: Counter, now: datetime) -> None:
    """Refuse to leave a called citizen whom no rule takes to have come yet."""
    if is_due_to_start(office, counter, now):
        return
    ticket = ticket_at(office, counter)
    called_at = ticket.last_called_at or now
    after = office.plan.rules.start_after_seconds
    raise Refusal(
        "called-not-started",
        number=ticket.number,
        seconds=max(0, int((now - called_at).total_seconds())),
        starts_at=(called_at + timedelta(seconds=after)).isoformat() if after is not None else None,
    )


def called_at(office: Office, counter: Counter, ticket: Ticket, why: e.Reason, now: datetime) -> e.Event:
    """The call of a ticket at a counter."""
    chained = counter.ticket is not None
    call = office.call_count + 1
    return e.TicketCalled(now, ticket.number, ticket.field, counter.number, call, why, chained)


def _recall(office: Office, command: c.Recall, now: datetime) -> Events:
    counter = open_counter(office, command.counter)
    ticket = absent_ticket(office, counter)
    _check_gap(office, ticket, now)
    if ticket.recalls >= office.plan.rules.recalls_max:
        return (e.TicketMissed(now, ticket.number, ticket.field, counter.number, ticket.recalls),)
    why = counter.why or reason(office, counter, ticket, e.Rule.PICKED, now)
    call, recall = office.call_count + 1, ticket.recalls + 1
    return (e.TicketRecalled(now, ticket.number, ticket.field, counter.number, call, recall, why),)


def _check_gap(office: Office, ticket: Ticket, now: datetime) -> None:
    """Refuse to call somebody again who can't have come yet."""
    since = (now - ticket.last_called_at).total_seconds() if ticket.last_called_at else 0
    left = ceil(office.plan.rules.recall_gap_seconds - since)
    if left > 0:
        raise Refusal("recall-too-soon", number=ticket.number, seconds=left)


def _no_show(office: Office, command: c.MarkNoShow, now: datetime) -> Events:
    counter = open_counter(office, command.counter)
    ticket = absent_ticket(office, counter)
    return (e.TicketMissed(now, ticket.number, ticket.field, counter.number, ticket.recalls),)


def _called(office: Office, event: e.TicketCalled) -> Office:
    ticket, counter = office.tickets[event.number], office.counter(event.counter)
    called = _come_to(office, ticket, counter, event.at)
    called = replace(
        called,
        state=TicketState.CALLED,
        counter=event.counter,
        clerk=counter.clerk,
        called_at=ticket.called_at or event.at,
        last_called_at=event.at,
        recalls=0,
        started_by_rule=False,
        reserved_for=None,
        first_wait_seconds=ticket.first_wait_seconds if ticket.called_at else called.wait_seconds,
    )
    tally, priority_called = counter.ordinary_since_priority, office.priority_called
    if event.why.rule is not e.Rule.PICKED:
        tally = 0 if event.why.is_priority else tally + 1
    if event.why.is_priority:
        priority_called = {**priority_called, event.field: priority_called.get(event.field, 0) + 1}
    call = Call(event.call, event.number, event.field, event.counter, event.at)
    office = replace(
        office,
        queues=office.queues_without(ticket),
        priority_called=priority_called,
        calls=_with(call, office.calls),
        call_count=call.call,
    )
    now_at = replace(counter, ticket=event.number, why=event.why, ordinary_since_priority=tally)
    return acted(office, now_at, called, Done(event.at, "call", event.chained))


def _come_to(office: Office, ticket: Ticket, counter: Counter, at: datetime) -> Ticket:
    """The ticket in its stay at the counter that calls it, which holds the wait for this call."""
    ticket = at_counter(parked_until(office, ticket, at), counter)
    ticket = waited(office, ticket, at)
    return replace(ticket, stay=replace(ticket.stay, called_at=ticket.stay.called_at or at))


def _recalled(office: Office, event: e.TicketRecalled) -> Office:
    ticket = not_started(office.tickets[event.number])
    ticket = replace(
        ticket,
        stay=replace(ticket.stay, recalls=ticket.stay.recalls + 1),
        state=TicketState.CALLED,
        recalls=event.recall,
        last_called_at=event.at,
        recalled_at=event.at,
    )
    call = Call(event.call, event.number, event.field, event.counter, event.at, event.recall)
    office = with_ticket(office, ticket)
    return replace(office, calls=_with(call, office.calls), call_count=call.call)


def _missed(office: Office, event: e.TicketMissed) -> Office:
    ticket = left(not_started(office.tickets[event.number]), event.at, MISSED)
    ticket = replace(ticket, state=TicketState.NO_SHOW, recalls=event.recalls)
    return acted(office, emptied(office, event.counter), ticket, Done(event.at, "no-show"))


def _with(call: Call, calls: tuple[Call, ...]) -> tuple[Call, ...]:
    return (call, *calls)[:CALLS_SHOWN_MAX]


DECISIONS: Decisions = {
    c.CallNext: _call_next,
    c.CallTicket: _call_ticket,
    c.Recall: _recall,
    c.MarkNoShow: _no_show,
}
FOLDS: Folds = {e.TicketCalled: _called, e.TicketRecalled: _recalled, e.TicketMissed: _missed}
