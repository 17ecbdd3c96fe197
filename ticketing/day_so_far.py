"""The day so far in figures, as the guidance desk and managers see it beside the counters."""

from collections import Counter as Tally
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as default
from datetime import datetime

from ticketing.office import Office
from ticketing.open_time import open_time
from ticketing.outcomes import SEPARATOR
from ticketing.stay_counts import is_unstarted
from ticketing.tickets import Ticket, TicketState

_SERVED = TicketState.SERVED


@dataclass(frozen=True, slots=True)
class DayCounts:
    """Numbers of today by how they stand; they change only when something happens.

    `served` holds `unstarted`, whose service no hand began and no outcome followed. `mean_wait_seconds` is
    that of the numbers that were called and do not wait again. `outcomes` count matters by their codes.
    """

    given: int = 0
    served: int = 0
    unstarted: int = 0
    missed: int = 0
    parked: int = 0
    cancelled: int = 0
    mean_wait_seconds: int | None = None
    outcomes: Mapping[str, int] = default(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LongestWait:
    """Who has waited longest in a field, in whole minutes, so that it changes once a minute."""

    number: str
    minutes: int


@dataclass(frozen=True, slots=True)
class DaySoFar:
    """What has come of today's numbers, and how long people wait now, by field."""

    counts: DayCounts = DayCounts()
    waiting: int = 0
    longest: Mapping[str, LongestWait] = default(default_factory=dict)


NOTHING_YET = DaySoFar()


def day_counts(
    given: int, parked: Collection[Ticket], ended: Collection[Ticket], others: Collection[Ticket]
) -> DayCounts:
    """The counts of a day; `ended` were served or missed, `others` stand at counters or were given up."""
    served = [ticket for ticket in ended if ticket.state is _SERVED]
    begun = (*parked, *ended, *others)
    waits = [t.wait_seconds for t in begun if t.called_at and t.wait_is_known and t.wait_seconds is not None]
    return DayCounts(
        given=given,
        served=len(served),
        unstarted=len([ticket for ticket in served if is_unstarted(ticket)]),
        missed=len(ended) - len(served),
        parked=len(parked),
        cancelled=sum(ticket.state is TicketState.CANCELLED for ticket in others),
        mean_wait_seconds=mean_seconds(waits),
        outcomes=outcome_counts(begun),
    )


def mean_seconds(seconds: Sequence[int]) -> int | None:
    """The mean in whole seconds; None where nothing is known."""
    return round(sum(seconds) / len(seconds)) if seconds else None


def outcome_counts(tickets: Iterable[Ticket]) -> dict[str, int]:
    """How many matters of these tickets led to what."""
    counts: Tally[str] = Tally()
    for outcomes, count in Tally([ticket.outcome for ticket in tickets if ticket.outcome]).items():
        for outcome in outcomes.split(SEPARATOR):
            counts[outcome] += count
    return dict(counts)


def longest_waits(office: Office, waiting: Iterable[Ticket], now: datetime) -> dict[str, LongestWait]:
    """Who has waited longest at `now` in each field in which somebody waits."""
    time = open_time(office, now)
    longest: dict[str, tuple[int, str]] = {}
    for ticket in waiting:
        waited = time.waited(ticket)
        if ticket.field not in longest or waited > longest[ticket.field][0]:
            longest[ticket.field] = waited, ticket.number
    return {field: LongestWait(number, seconds // 60) for field, (seconds, number) in longest.items()}
