"""The life of one ticket, and every call that went before it although its number was issued later."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from dataclasses import field as default
from datetime import datetime

from server.reports.story.steps import DayStep, Happening
from ticketing import events as e
from ticketing.office import Office
from ticketing.tickets import Ticket, TicketState, own_queue


@dataclass(frozen=True, slots=True)
class Passing:
    """A call of a later number while this one waited; `called` is the later ticket as it stood before.

    `ranks_before`: both have priority, and the class of the later one goes first. `is_unknown`: this number
    stood on the paper of a kiosk that was offline, and the office had not heard of it. `undone_at`: the
    counter took the call back then.
    """

    happening: Happening
    event: e.TicketCalled
    called: Ticket
    ranks_before: bool
    is_unknown: bool
    undone_at: datetime | None = None


@dataclass(frozen=True)
class Life:
    """A ticket as it stands at last in `office`, what happened to it and what passed it, in order of time.

    `in_turn` counts the numbers taken earlier that were called meanwhile.
    """

    ticket: Ticket
    office: Office
    chapters: tuple[Happening | Passing, ...]
    in_turn: int

    @property
    def passings(self) -> tuple[Passing, ...]:
        """The calls that passed it and were not taken back."""
        return tuple(c for c in self.chapters if isinstance(c, Passing) and c.undone_at is None)


def life_of(steps: Sequence[DayStep], number: str) -> Life | None:
    """The life of a number on the day of these steps; None where it was not given out."""
    happenings = [happening for step in steps for happening in step.happenings]
    first = next((h.after.tickets[number] for h in happenings if number in h.after.tickets), None)
    if first is None:
        return None
    follower = _Follower(first)
    for happening in happenings:
        follower.see(happening)
    office = happenings[-1].after
    return Life(office.tickets[number], office, tuple(follower.chapters), len(follower.in_turn))


def is_about(event: e.Event, number: str) -> bool:
    """Whether this happened to the ticket with this number."""
    if isinstance(event, e.ActUndone):
        return number in event.numbers
    return getattr(event, "number", None) == number


def may_call(office: Office, counter: int, waiting: Ticket) -> bool:
    """Whether a waiting ticket stands in a queue that this counter may call from."""
    queue, _ = waiting.queue
    return queue in {*office.counter(counter).fields, own_queue(counter)}


def passes(office: Office, call: e.TicketCalled, waiting: Ticket) -> bool:
    """Whether this call, made in `office`, goes before a waiting ticket that was taken earlier.

    It does if the counter could have called the waiting one, or if both stood in the queue of one field, from
    which a clerk of another field has picked by hand.
    """
    called = office.tickets[call.number]
    if called.turn <= waiting.turn:
        return False
    shared = called.state is TicketState.WAITING and called.queue[0] == waiting.queue[0]
    return shared or may_call(office, call.counter, waiting)


def undone_call(office: Office, undone: e.ActUndone) -> str | None:
    """The number whose call this takes back in `office`; None where it takes back another act."""
    if undone.act not in ("", "call"):
        return None
    standing = office.counter(undone.counter).ticket
    return standing if standing in undone.numbers else None


@dataclass
class _Follower:
    """Goes through a day and keeps what concerns one ticket; `first` is how it came on record."""

    first: Ticket
    chapters: list[Happening | Passing] = default(default_factory=list)
    in_turn: set[str] = default(default_factory=set)

    def see(self, happening: Happening) -> None:
        """Keep this happening, if it concerns the ticket."""
        event = happening.event
        if is_about(event, self.first.number):
            self.chapters.append(happening)
        elif isinstance(event, e.TicketCalled):
            self._see_call(happening, event)
        elif isinstance(event, e.ActUndone) and (number := undone_call(happening.before, event)):
            self.in_turn.discard(number)
            self._take_back(number, event)

    def _see_call(self, happening: Happening, event: e.TicketCalled) -> None:
        known = happening.before.tickets.get(self.first.number)
        waiting = known or self.first
        called = happening.before.tickets[event.number]
        if waiting.state is not TicketState.WAITING:
            return
        if passes(happening.before, event, waiting):
            ranks = _ranks_before(happening.before, called, waiting)
            self.chapters.append(Passing(happening, event, called, ranks, known is None))
        elif known and may_call(happening.before, event.counter, known):
            self.in_turn.add(event.number)

    def _take_back(self, number: str, event: e.ActUndone) -> None:
        for at, chapter in enumerate(self.chapters):
            if isinstance(chapter, Passing) and (chapter.event.counter, chapter.event.number) == (
                event.counter,
                number,
            ):
                self.chapters[at] = replace(chapter, undone_at=chapter.undone_at or event.at)


def _ranks_before(office: Office, called: Ticket, waiting: Ticket) -> bool:
    """Whether both have priority and the class of the one that was called goes first."""
    if called.priority is None or waiting.priority is None:
        return False
    group, other = office.plan.priority_class(called.priority), office.plan.priority_class(waiting.priority)
    return group is not None and other is not None and group.rank < other.rank
