"""When the result of a dossier is due: days counted by the office's own calendar, which is never guessed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Literal
from unicodedata import normalize

from ticketing.plan import OfficePlan, Procedure
from ticketing.refusals import Refusal

LIMIT_DAYS_MAX = 365
COUNTED_DAYS_MAX = 8 * LIMIT_DAYS_MAX  # reaches the longest limit of an office that opens once a week
DAYS_BACK_MAX = 60

SAME_DAY = "trong ngày"
LIMIT = re.compile(r"(?P<days>[0-9]{1,4})(?: ngày (?P<kind>làm việc|lịch))?")

TET_SEASON = ((1, 19), (2, 26))
"""Between these (month, day) the holidays of Tết fall in any year; which they are only the office knows."""


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """So many days after the day of acceptance; no working days are that day itself."""

    days: int
    kind: Literal["working", "calendar"] = "working"


def read_time_limit(text: str) -> TimeLimit | None:
    """The limit in a text such as `3`, `3 ngày làm việc`, `30 ngày lịch`, `trong ngày`; None in any other."""
    limit = " ".join(normalize("NFC", text).casefold().split())
    if limit == SAME_DAY:
        return TimeLimit(0)
    found = LIMIT.fullmatch(limit)
    if not found or not 1 <= int(found["days"]) <= LIMIT_DAYS_MAX:
        return None
    return TimeLimit(int(found["days"]), "calendar" if found["kind"] == "lịch" else "working")


def is_working_day(plan: OfficePlan, day: date) -> bool:
    """Whether the office has sessions on a local date; a Saturday morning is a working day too."""
    return bool(plan.sessions_on(day))


def time_limit_on(plan: OfficePlan, procedure: Procedure, day: date) -> str:
    """The text of the limit for what counts as accepted on `day`.

    What the office has set for the weekday comes first: for the procedure itself, then for its field.
    """
    of_the_weekday = [limit for limit in plan.weekday_limits if limit.weekday == day.weekday()]
    of_the_procedure = (one.time_limit for one in of_the_weekday if procedure.code in one.procedures)
    of_the_field = (one.time_limit for one in of_the_weekday if procedure.field in one.fields)
    return next(of_the_procedure, None) or next(of_the_field, procedure.time_limit)


def due_date(plan: OfficePlan, procedure: Procedure, accepted_at: datetime) -> date:
    """The day on which the result is due, for a dossier that was accepted at the office's local time.

    What is accepted on a day off, or from the rules' `same_day_until` on, counts as accepted on the next
    working day. Refused as `calendar-empty` if a year that is counted through has no holidays entered (none
    around Tết, where that is counted through), and as `time-limit-unknown` if the limit can't be counted.
    """
    days = _working_days(plan, accepted_at.date())
    accepted = next(days)
    if accepted == accepted_at.date() and _is_late(plan, accepted_at):
        accepted = next(days)
    limit = read_time_limit(time_limit_on(plan, procedure, accepted))
    if limit is None:
        raise Refusal("time-limit-unknown", procedure=procedure.code)
    if limit.days == 0:
        return accepted
    if limit.kind == "calendar":
        earliest = accepted + timedelta(days=limit.days)
        return next(day for day in days if day >= earliest)
    return next(islice(days, limit.days - 1, None))


def apology_day(plan: OfficePlan, due: date) -> date:
    """The last working day before `due`, on which an apology must be out at the latest.

    Goes by what has been entered and refuses nothing, so that views may ask it; where no day within
    DAYS_BACK_MAX is a working day, it is the day before.
    """
    last = due.toordinal() - 1
    for ordinal in range(last, max(last - DAYS_BACK_MAX, 0), -1):
        day = date.fromordinal(ordinal)
        if is_working_day(plan, day):
            return day
    return date.fromordinal(max(last, 1))


def _is_late(plan: OfficePlan, accepted_at: datetime) -> bool:
    until = plan.rules.same_day_until
    return until is not None and accepted_at.time() >= until


def _working_days(plan: OfficePlan, first: date) -> Iterator[date]:
    """The working days from `first` on; refused at the first day of which nobody has entered the calendar."""
    years = {day.year for day in plan.holidays}
    years_with_tet = {day.year for day in plan.holidays if _is_in_tet_season(day)}
    last = min(first.toordinal() + COUNTED_DAYS_MAX, date.max.toordinal())
    for ordinal in range(first.toordinal(), last + 1):
        day = date.fromordinal(ordinal)
        if day.year not in (years_with_tet if _is_in_tet_season(day) else years):
            raise Refusal("calendar-empty", year=day.year)
        if is_working_day(plan, day):
            yield day
    raise Refusal("calendar-empty", year=date.fromordinal(last).year)


def _is_in_tet_season(day: date) -> bool:
    begins, ends = TET_SEASON
    return begins <= (day.month, day.day) <= ends
