"""In which minutes of a day the office is open, and how long somebody has waited in them."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Protocol

from ticketing.office import Office
from ticketing.tickets import Ticket
from ticketing.values import replace

LEFT_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class OpenStretch:
    """The office was open from `opens_at` to `closes_at`.

    `closes_at` is the end of the session, or the last press after it. While counters go on calling after the
    session, and so up to `late_until`, the office is open until any moment that comes.
    """

    opens_at: datetime
    closes_at: datetime
    late_until: datetime

    def seconds_in(self, since: datetime, at: datetime) -> float:
        """How many seconds between two moments lie in this stretch, as it is known at the second one."""
        closes = at if at <= self.late_until else self.closes_at
        return max(0.0, (min(at, closes) - max(since, self.opens_at)).total_seconds())


def open_stretches(office: Office, zone: tzinfo | None) -> tuple[OpenStretch, ...]:
    """The stretches of the service day in their order, each session with what was worked after it.

    After a session the office is open until the last counter has closed or paused. Counters at which nothing
    was pressed for LEFT_AFTER, or until the next session, have been left without a word, so that a lunch
    which nobody told the desk of is none of the office's time.
    """
    sessions = sorted(office.plan.sessions_on(office.day), key=lambda session: session.opens)
    bounds = [(s.begins_on(office.day, zone), s.ends_on(office.day, zone)) for s in sessions]
    stretches = []
    for at, (opens, closes) in enumerate(bounds):
        begins_next = bounds[at + 1][0] if at + 1 < len(bounds) else None
        after = (moment for moment in office.worked_at if not begins_next or moment < begins_next)
        reached = max((closes, *after))
        until = reached
        if office.calling_since is not None and office.calling_since <= reached:
            until = reached + LEFT_AFTER if begins_next is None else min(reached + LEFT_AFTER, begins_next)
        stretches.append(OpenStretch(opens, reached, until))
    return tuple(stretches)


def stretches_of(office: Office, waiting: Sequence[Ticket]) -> tuple[OpenStretch, ...] | None:
    """What of the day counts as waiting, for whoever waits; None where any hour does."""
    if office.plan.always_open:
        return None
    return open_stretches(office, waiting[0].issued_at.tzinfo) if waiting else ()


class Waiter(Protocol):
    """A ticket, or what a desk is shown of it."""

    @property
    def wait_seconds(self) -> int | None:
        """The waits that have ended."""

    @property
    def waiting_since(self) -> datetime | None:
        """When the wait that lasts began, if one does."""


@dataclass(frozen=True, slots=True)
class OpenTime:
    """The time until `now` as far as the office was open; without `stretches` it is at any hour."""

    now: datetime
    stretches: tuple[OpenStretch, ...] | None

    def since(self, moment: datetime) -> int:
        """How many whole seconds since a moment of the service day the office was open."""
        if self.now <= moment:
            return 0
        if self.stretches is None:
            return int((self.now - moment).total_seconds())
        return int(sum(stretch.seconds_in(moment, self.now) for stretch in self.stretches))

    def waited(self, ticket: Waiter) -> int:
        """All waits of a ticket in seconds, the one that lasts included.

        Who was missed, has been parked or is at a counter does not wait.
        """
        waited = ticket.wait_seconds or 0
        return waited if ticket.waiting_since is None else waited + self.since(ticket.waiting_since)


def open_time(office: Office, now: datetime) -> OpenTime:
    """What counts of the time until `now`, for whoever looks at many tickets."""
    return OpenTime(now, None if office.plan.always_open else open_stretches(office, now.tzinfo))


def open_seconds(office: Office, since: datetime, at: datetime) -> int:
    """How many whole seconds between two moments of the service day the office was open."""
    return open_time(office, at).since(since)


def waited_seconds(office: Office, ticket: Ticket, now: datetime) -> int:
    """All waits of a ticket until `now`: the one number that reasons, limits, desks and reports tell."""
    return open_time(office, now).waited(ticket)


def worked(office: Office, at: datetime) -> Office:
    """The office that knows of a press at one of its counters, which may have come after a session's end."""
    if office.calling_since is None or office.plan.always_open or office.plan.session_at(at):
        return office
    for stretch in reversed(open_stretches(office, at.tzinfo)):
        if stretch.closes_at < at <= stretch.late_until:
            kept = bisect(office.worked_at, stretch.opens_at)
            return replace(office, worked_at=(*office.worked_at[:kept], at))
    return office
