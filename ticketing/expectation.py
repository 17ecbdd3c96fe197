"""How long a citizen who takes a number now is likely to wait, from the day's own service times."""

from math import ceil

from ticketing.counters import Counter
from ticketing.office import Office

SERVICE_TIMES_NEEDED = 3
STEP_MINUTES = 5


def expected_minutes(office: Office, field: str) -> int | None:
    """The likely wait in this field, rounded up to whole steps of STEP_MINUTES; None where it is not known.

    All work that waits for the counters of the field is shared out evenly among them. It is not known while
    no counter of the field is open, or before SERVICE_TIMES_NEEDED citizens have been served today.
    """
    overall = _mean([seconds for times in office.service_times.values() for seconds in times])
    counters = _calling(office, field) if overall is not None else []
    if not counters or overall is None:
        return None
    work_seconds = sum(
        office.waiting_in(other.code)
        * _mean_of(office, other.code, overall)
        * _share(office, other.code, counters)
        for other in office.plan.fields
    )
    return ceil(work_seconds / len(counters) / 60 / STEP_MINUTES) * STEP_MINUTES


def _calling(office: Office, field: str) -> list[Counter]:
    return [c for c in office.counters.values() if c.is_open and not c.is_paused and field in c.fields]


def _share(office: Office, field: str, counters: list[Counter]) -> float:
    """Which part of a field's work falls to these counters."""
    serving = _calling(office, field)
    return sum(counter in counters for counter in serving) / len(serving) if serving else 0.0


def _mean_of(office: Office, field: str, overall: float) -> float:
    mean = _mean(office.service_times.get(field, ()))
    return overall if mean is None else mean


def _mean(times: list[int] | tuple[int, ...]) -> float | None:
    return sum(times) / len(times) if len(times) >= SERVICE_TIMES_NEEDED else None
