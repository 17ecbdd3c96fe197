"""From when on a number that is taken can most likely not be served today any more: a simple bound."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ticketing.office import Counter, Office
from ticketing.plan import Field
from ticketing.rules.expectation import SERVICE_TIMES_NEEDED

SERVICE_SECONDS_USUAL = 300.0
"""How long a matter takes where fewer than SERVICE_TIMES_NEEDED citizens have been served today."""


@dataclass(frozen=True, slots=True)
class Unlikely:
    """Whether an ordinary number of a field, and one with priority, most likely comes to nobody today."""

    ordinary: bool = False
    priority: bool = False


LIKELY = Unlikely()


def unlikely_today(office: Office, now: datetime) -> Mapping[str, Unlikely]:
    """The fields whose waiting numbers take their counters longer than they are open today.

    It is a lower bound, so that nobody is warned off for nothing: what is being served counts as done, all
    of a field's counters count while none of them is open, and before a priority number go those of its
    own kind and who the ratio lets by.
    """
    if office.plan.always_open:
        return {}
    everybody, priority = _work_seconds(office)
    share = 1
    if office.plan.policy.kind == "ratio":
        share += office.plan.policy.ordinary_per_priority
    serving = {field.code: _serving(office, field) for field in office.plan.fields}
    found: dict[str, Unlikely] = {}
    for field in office.plan.fields:
        left = _seconds_left(office, field, now)
        if not left or not serving[field.code]:
            continue
        ahead = _shared(everybody, field, serving)
        classed = min(ahead, _shared(priority, field, serving) * share)
        if ahead > left:
            found[field.code] = Unlikely(ordinary=True, priority=classed > left)
    return found


def _work_seconds(office: Office) -> tuple[dict[str, float], dict[str, float]]:
    """For how long all who wait are likely to keep a counter, by fields, and those with priority alone."""
    known = [seconds for times in office.service_times.values() for seconds in times]
    usual = sum(known) / len(known) if len(known) >= SERVICE_TIMES_NEEDED else SERVICE_SECONDS_USUAL
    means = {
        field: sum(times) / len(times)
        for field, times in office.service_times.items()
        if len(times) >= SERVICE_TIMES_NEEDED
    }
    everybody: dict[str, float] = {}
    priority: dict[str, float] = {}
    for (_, group), numbers in office.queues.items():
        for number in numbers:
            field = office.tickets[number].field
            seconds = means.get(field, usual)
            everybody[field] = everybody.get(field, 0.0) + seconds
            if group is not None:
                priority[field] = priority.get(field, 0.0) + seconds
    return everybody, priority


def _serving(office: Office, field: Field) -> list[Counter]:
    """The open counters of a field, or all of them while none is open."""
    counters = [counter for counter in office.counters.values() if field.code in counter.fields]
    return [counter for counter in counters if counter.is_open] or counters


def _shared(work: Mapping[str, float], field: Field, serving: Mapping[str, list[Counter]]) -> float:
    """The seconds until this field's counters have done what waits for them, shared out evenly."""
    here = {counter.number for counter in serving[field.code]}
    seconds = 0.0
    for code, counters in serving.items():
        if counters and code in work:
            part = sum(counter.number in here for counter in counters) / len(counters)
            seconds += work[code] * part
    return seconds / len(here)


def _seconds_left(office: Office, field: Field, now: datetime) -> float:
    """How long the field is still open today; 0 while it is closed, when no number is given anyway."""
    if office.plan.session_at(now, field) is None:
        return 0.0
    day, zone = now.date(), now.tzinfo
    seconds = 0.0
    for session in office.plan.sessions_on(day, field):
        left = session.ends_on(day, zone) - max(now, session.begins_on(day, zone))
        seconds += max(0.0, left.total_seconds())
    return seconds
