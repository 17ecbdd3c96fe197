"""Whether numbers can be taken now, why not, and from when on: one rule for boards, kiosks and pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby
from typing import Literal

from ticketing.office import Office
from ticketing.plan import END_OF_DAY, Field, Name, OfficePlan
from ticketing.rules.issuing import left_today
from ticketing.tickets import TicketState

CALLING_ON = timedelta(minutes=10)
"""So long after the last call a hall that takes no numbers any more may still be about to call."""

HallMode = Literal["open", "break", "closed", "holiday", "full"]


@dataclass(frozen=True, slots=True)
class HallState:
    """Whether numbers can be taken.

    `break` is a gap of the day, such as lunch; `full` a day whose numbers are all taken; `opens_at` the next
    moment at which some field has a number, where one is known. Those who have one may still be called
    (`is_calling_on`). `is_night` in the office's night hours, while nobody has business here.
    """

    state: HallMode
    holiday: Name | None = None
    opens_at: datetime | None = None
    is_morning: bool = True
    is_calling_on: bool = False
    is_night: bool = False

    def is_shut(self, waiting: int, *, is_quiet: bool) -> bool:
        """Whether a screen shows that nothing can be taken, and no call any more.

        While something is said or waits to be, or those who wait are still called, it shows calls; in a hall
        that is only full, as long as anybody waits.
        """
        if self.state == "open" or self.is_calling_on or not is_quiet:
            return False
        return self.state != "full" or waiting == 0


TAKING = HallState("open")
"""What holds as long as nothing else is known."""


@dataclass(frozen=True, slots=True)
class HoursRun:
    """Weekdays in a row (0 is Monday) with the same hours, each session as an office file writes it."""

    first: int
    last: int
    sessions: tuple[str, ...]


def hall_state(office: Office, now: datetime) -> HallState:
    """The state of the waiting room at the local time `now`."""
    plan, session = office.plan, office.plan.session_at(now)
    left = {field.code: left_today(office, field) for field in plan.fields}
    is_morning = session.is_morning if session else now.hour < 12
    if any(left[field.code] != 0 and office.is_open_at(now, field) for field in plan.fields):
        return HallState("open", is_morning=is_morning)
    used_up = frozenset(code for code, count in left.items() if count == 0)
    opens_at = _has_numbers_next(plan, used_up, now)
    mode = _mode(plan, now, opens_at, some_used_up=bool(used_up))
    is_calling_on = _is_calling_on(office, now)
    is_night = plan.board.night is not None and plan.board.night.holds(now.time())
    return HallState(
        state=mode,
        holiday=plan.holiday_on(now.date()) if mode == "holiday" else None,
        opens_at=opens_at,
        is_morning=is_morning,
        is_calling_on=is_calling_on,
        is_night=is_night and mode != "full" and not is_calling_on,
    )


def _has_numbers_next(plan: OfficePlan, used_up: frozenset[str], now: datetime) -> datetime | None:
    """When the first field gives out numbers again; one that is used up does so on another day."""
    end_of_today = datetime.combine(now.date(), END_OF_DAY, now.tzinfo)
    if plan.always_open:
        return datetime.combine(now.date() + timedelta(days=1), time.min, now.tzinfo)

    def next_of(field: Field) -> datetime | None:
        return plan.opens_next(end_of_today if field.code in used_up else now, field)

    return min(filter(None, map(next_of, plan.fields)), default=None)


def _mode(plan: OfficePlan, now: datetime, opens_at: datetime | None, *, some_used_up: bool) -> HallMode:
    """Why nothing can be taken."""
    today = plan.sessions_on(now.date())
    if plan.always_open:
        return "full"
    if not today:
        return "holiday" if plan.holiday_on(now.date()) else "closed"
    if opens_at is not None and opens_at.date() == now.date():
        return "break" if today[0].opens <= now.time() else "closed"
    is_over = not any(session.holds(now.time()) or session.opens > now.time() for session in today)
    return "full" if some_used_up and not is_over else "closed"


def _is_calling_on(office: Office, now: datetime) -> bool:
    """Whether somebody is on the way to a counter, or a counter has others to call after the last one."""
    if not office.calls or now - office.calls[0].called_at > CALLING_ON:
        return False
    at_counters = (counter for counter in office.counters.values() if counter.ticket)
    if any(office.tickets[counter.ticket or ""].state is TicketState.CALLED for counter in at_counters):
        return True
    calling = [counter for counter in office.counters.values() if counter.is_calling]
    waiting = frozenset(queue for (queue, _), numbers in office.queues.items() if numbers)
    return any(office.queues_of(counter) & waiting for counter in calling)


def week_runs(plan: OfficePlan) -> tuple[HoursRun, ...]:
    """The hours of the week, days in a row that are alike told once; none where it is always open."""
    if plan.always_open:
        return ()
    days: Iterable[tuple[int, tuple[str, ...]]] = (
        (weekday, tuple(map(str, sessions))) for weekday, sessions in enumerate(plan.hours)
    )
    runs = ((hours, [day for day, _ in alike]) for hours, alike in groupby(days, key=lambda told: told[1]))
    return tuple(HoursRun(alike[0], alike[-1], hours) for hours, alike in runs)
