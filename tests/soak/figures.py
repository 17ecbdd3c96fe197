"""What a soak measures each day, and what of it may not grow."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

MEMORY_GROWTH_MAX = 1.1
WAL_MEBIBYTES_MAX = 8.0
OFFICES_MAX = 6
TIME_GROWTH_MAX = 1.5
SETTLED_AFTER_DAYS = 2
LAST_DAYS = 2
# SQLite keeps the handle of a connection that was closed while another one of the process had a lock on the
# same file, for the next that is opened: as many as have ever been open at once.
FILES_KEPT_MAX = 3
DAYS_TO_COMPARE = 4
"""Times are compared where a run has at least so many days on each side, by their medians."""


@dataclass(frozen=True)
class DayFigures:
    """The state of the server at the end of a day, and how its presses went.

    A look is at the server's health, which takes no longer the more there is on record: with it, and with the
    processor time of the screens, the times of a busy machine and an idle one can be compared.
    """

    day: int
    presses: int
    refused: int
    memory: float
    screens_memory: float
    files: int
    threads: int
    tasks: int
    offices: int
    wal: float
    journal: float
    median_milliseconds: float
    slow_milliseconds: float
    processor_milliseconds: float
    look_milliseconds: float
    screens_milliseconds: float
    start_milliseconds: float | None = None


COLUMNS = (
    ("day", "day", "{}"),
    ("presses", "presses", "{}"),
    ("refused", "refused", "{}"),
    ("server MiB", "memory", "{:.1f}"),
    ("screens MiB", "screens_memory", "{:.1f}"),
    ("files", "files", "{}"),
    ("threads", "threads", "{}"),
    ("tasks", "tasks", "{}"),
    ("offices", "offices", "{}"),
    ("WAL MiB", "wal", "{:.2f}"),
    ("journal MiB", "journal", "{:.2f}"),
    ("p50 ms", "median_milliseconds", "{:.1f}"),
    ("p99 ms", "slow_milliseconds", "{:.1f}"),
    ("look p99 ms", "look_milliseconds", "{:.1f}"),
    ("cpu ms", "processor_milliseconds", "{:.2f}"),
    ("screens' cpu ms", "screens_milliseconds", "{:.2f}"),
    ("start ms", "start_milliseconds", "{:.0f}"),
)
HEADINGS = "  ".join(heading for heading, *_ in COLUMNS)


def row(of: DayFigures) -> str:
    """A line of the table."""
    cells = []
    for heading, name, form in COLUMNS:
        value = getattr(of, name)
        cells.append(("" if value is None else form.format(value)).rjust(len(heading)))
    return "  ".join(cells)


def grown(days: Sequence[DayFigures]) -> list[str]:
    """Sentences on what has grown though it may not; none where all is well.

    What one evening happens to hold, and the one before did not, has not grown.
    """
    settled, last = days[:SETTLED_AFTER_DAYS], days[-LAST_DAYS:]
    found = []
    for what, name in (("The server's memory", "memory"), ("The screens' memory", "screens_memory")):
        before, now = max(values(name, settled)), min(values(name, last))
        if now > before * MEMORY_GROWTH_MAX:
            found.append(f"{what} grew from {before:.1f} to {now:.1f} MiB.")
    for name in ("files", "threads", "tasks"):
        before, now = max(values(name, settled)), min(values(name, last))
        if now > before + (FILES_KEPT_MAX if name == "files" else 0):
            found.append(f"The server has {now} open {name} at the end of the day, {before} before.")
    if (offices := max(day.offices for day in days)) > OFFICES_MAX:
        found.append(f"{offices} offices were alive at the end of a day.")
    if (wal := max(day.wal for day in days)) > WAL_MEBIBYTES_MAX:
        found.append(f"The write-ahead log had {wal:.1f} MiB.")
    return found + slower(days[SETTLED_AFTER_DAYS:])


def values(name: str, days: Sequence[DayFigures]) -> list[float]:
    """One figure of each of these days."""
    return [getattr(day, name) for day in days]


def slower(days: Sequence[DayFigures]) -> list[str]:
    """Sentences on what takes longer in the last days than in the first ones, on a machine at any work."""
    third = len(days) // 3
    if third < DAYS_TO_COMPARE:
        return []
    found = []
    starts = [day for day in days if day.start_milliseconds]
    for what, times in (
        ("The slowest of a hundred presses", [day.slow_milliseconds / day.look_milliseconds for day in days]),
        ("A press", [day.processor_milliseconds / day.screens_milliseconds for day in days]),
        ("A start", [(day.start_milliseconds or 0.0) / day.screens_milliseconds for day in starts]),
    ):
        few = min(third, len(times) // 2)
        if few and (ratio := median(times[-few:]) / median(times[:few])) > TIME_GROWTH_MAX:
            found.append(f"{what} took {ratio:.1f} times as long in the last days as in the first ones.")
    return found
