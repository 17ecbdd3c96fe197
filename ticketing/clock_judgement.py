"""What an office makes of its computer's clock: it is believed, followed where it jumps, or doubted."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum, auto

from ticketing.office import ClockDoubt, DayLeft, Office
from ticketing.plan import OfficePlan

STEP_SECONDS = 2
"""What a clock may be off without anybody being told: services that keep it right move it so much."""
DOUBTED_SECONDS = 3_600
"""A jump ahead of so much within a day is doubted at first."""
PROVEN_SECONDS = 300
"""A doubted clock that has gone on evenly for so long is believed where that can harm nobody."""
AWAY_DAYS_MAX = 4
"""So many days an office without hours may be off before its clock is doubted."""
RELEASED = date(2026, 11, 1)
"""No clock is right that says an earlier day than this program has."""


class Judgement(Enum):
    """What an office makes of the computer's clock."""

    BELIEVED = auto()
    FOLLOWED = auto()
    DOUBTED = auto()


@dataclass(frozen=True, slots=True)
class Reading:
    """The computer's clock says `wall`, and by the time gone by it is `steady`.

    `stood_seconds`: for how long the clock has gone on evenly since it jumped.
    """

    wall: datetime
    steady: datetime
    stood_seconds: float = 0

    @property
    def ahead_seconds(self) -> float:
        """How far the clock is ahead of the time gone by; negative where it was set back."""
        return (self.wall - self.steady).total_seconds()

    @property
    def jump(self) -> timedelta:
        """The same as a duration."""
        return self.wall - self.steady

    @property
    def has_jumped(self) -> bool:
        """Whether the difference is more than what keeping a clock right makes."""
        return abs(self.ahead_seconds) > STEP_SECONDS


@dataclass(frozen=True, slots=True)
class ClockChange:
    """It is `wall` now, and was `was` until now by the clock that is left; None where nobody knows."""

    wall: datetime
    was: datetime | None = None

    @property
    def by(self) -> timedelta | None:
        """How far the clock is set, if that is known."""
        return self.wall - self.was if self.was else None


def judged(office: Office, reading: Reading, earlier: date | None) -> Judgement:
    """What the office makes of a reading while it runs; `earlier` is the service day before, if one is known.

    A clock that was set back within the day is followed at once, since every duration is counted by the time
    gone by. One that jumps ahead by DOUBTED_SECONDS or to another day might end the day of people who wait:
    it is followed at once where no number was given out today or today can't be right, where it takes back
    how it was set last, or once staff have confirmed it; after PROVEN_SECONDS where it neither closes the
    office nor ends its day.
    """
    if not reading.has_jumped:
        return Judgement.BELIEVED
    is_confirmed = office.doubt and office.doubt.is_confirmed and is_about(office.doubt, reading)
    cant_be = was_before_release(office.day, reading.wall.date())
    if is_confirmed or cant_be or takes_back(office, reading.jump):
        return Judgement.FOLLOWED
    if reading.wall.date() == office.day:
        is_followed = _is_harmless(office, reading)
    else:
        is_followed = _is_day_proven(office, reading, earlier)
    return Judgement.FOLLOWED if is_followed else Judgement.DOUBTED


def is_about(doubt: ClockDoubt, reading: Reading) -> bool:
    """Whether the clock is still as far off as when this doubt arose."""
    return abs((doubt.wall - doubt.at).total_seconds() - reading.ahead_seconds) <= STEP_SECONDS


def _is_harmless(office: Office, reading: Reading) -> bool:
    if reading.ahead_seconds < DOUBTED_SECONDS:
        return True
    closes = is_within_hours(office.plan, reading.steady) and not is_within_hours(office.plan, reading.wall)
    return reading.stood_seconds >= PROVEN_SECONDS and not closes


def _is_day_proven(office: Office, reading: Reading, earlier: date | None) -> bool:
    if not office.ticket_count:
        return True
    day = reading.wall.date()
    is_back = day < office.day and reading.stood_seconds >= PROVEN_SECONDS
    return is_back and _may_be_today(day, earlier)


def _may_be_today(day: date, earlier: date | None) -> bool:
    """Whether a day before the running one contradicts nothing that is on record."""
    return day >= (earlier or RELEASED)


def judged_at_start(
    office: Office, latest: datetime, wall: datetime, earlier: date | None, left: DayLeft | None = None
) -> Judgement:
    """The same at a start, for the service day of the last entry, which is of the moment `latest`.

    How long the computer was off nobody knows. A day after a night, a weekend or Tết is no doubt: any until
    the next opening by the office's calendar. A day before the running one is followed if it contradicts
    nothing on record, and the day of `wall` after it if that was `left` for the running one by mistake, or if
    the clock is where it was set back from by days.
    """
    day = wall.date()
    if day == office.day:
        behind = (latest - wall).total_seconds()
        return Judgement.FOLLOWED if behind > STEP_SECONDS else Judgement.BELIEVED
    if not office.ticket_count:
        return Judgement.BELIEVED
    if was_before_release(office.day, day):
        return Judgement.FOLLOWED
    if left and was_left_for(left, office.day, wall - latest):
        is_soon = wall - latest - left.by < timedelta(seconds=DOUBTED_SECONDS)
        return Judgement.FOLLOWED if is_soon else Judgement.DOUBTED
    if told_without_days_back(office, latest, wall):
        return Judgement.FOLLOWED
    if day > office.day:
        is_next = day <= _next_opening(office.plan, office.day, wall)
        return Judgement.BELIEVED if is_next else Judgement.DOUBTED
    return Judgement.FOLLOWED if _may_be_today(day, earlier) else Judgement.DOUBTED


def was_before_release(day: date, now: date) -> bool:
    """Whether what happened on `day` can't have been then, and may have been `now`."""
    return day < RELEASED <= now


def was_left_for(left: DayLeft | None, day: date, gone_by: timedelta | None) -> bool:
    """Whether a later day was left for `day`, and is told again by a clock that has gone on since then.

    A day that was left since the clock was ahead is told again, too, once it comes: after fewer hours than
    the clock was set back by, unless people were at work on the day before for a short time only. A clock
    that was ahead by less than DOUBTED_SECONDS as the day was left comes back by as much less. Without
    `gone_by` that has been looked at.
    """
    if left is None or left.day != day or left.by <= timedelta():
        return False
    return gone_by is None or gone_by > left.by - timedelta(seconds=DOUBTED_SECONDS)


def _next_opening(plan: OfficePlan, day: date, wall: datetime) -> date:
    """The next day after `day` on which the office is open by its calendar."""
    if plan.always_open:
        return day + timedelta(days=AWAY_DAYS_MAX)
    opens = plan.opens_next(datetime.combine(day, time.max, wall.tzinfo))
    return opens.date() if opens else date.max


def is_within_hours(plan: OfficePlan, moment: datetime) -> bool:
    """Whether the office is open at a local time by its hours."""
    return plan.always_open or plan.session_at(moment) is not None


def takes_back(office: Office, by: timedelta) -> bool:
    """Whether a jump takes back how the clock was set last: one of the two was wrong."""
    set_by = office.clock_set_by
    return set_by is not None and abs((by + set_by).total_seconds()) <= STEP_SECONDS


def told_without_days_back(office: Office, latest: datetime, wall: datetime) -> datetime | None:
    """What the clock, set back by days, would tell at a start at which it is where it was before that.

    That is so where the start comes soon after the last entry, as the clock that is left counts.
    """
    by = office.clock_set_by
    if by is None or by > -timedelta(days=1):
        return None
    is_soon = -timedelta(seconds=STEP_SECONDS) <= wall + by - latest < timedelta(seconds=DOUBTED_SECONDS)
    return wall + by if is_soon and (wall + by).date() == office.day else None
