"""The wait log on paper: as CSV for a spreadsheet program, and as a plain table for a terminal."""

import csv
from collections.abc import Sequence
from dataclasses import astuple, fields
from datetime import date, datetime
from typing import TextIO

from ticketing.refusals import STATE_WORDS
from ticketing.sentences import N_, Words
from ticketing.visits import Visit

BYTE_ORDER_MARK = "\ufeff"
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")

_HEADINGS = (
    N_("Number"),
    N_("Field"),
    N_("Priority"),
    N_("State"),
    N_("Counter"),
    N_("Issued"),
    N_("Called"),
    N_("Started"),
    N_("Finished"),
    N_("Wait"),
    N_("Walk"),
    N_("Service"),
)
_RIGHT_ALIGNED = frozenset({4, 9, 10, 11})


def to_csv(visits: Sequence[Visit], file: TextIO) -> None:
    """Write one line a visit under a line of column names.

    Begins with a byte order mark, without which Excel takes Vietnamese for another encoding. A text that a
    spreadsheet program would take for a formula gets an apostrophe before it. Open `file` with newline="".
    """
    file.write(BYTE_ORDER_MARK)
    writer = csv.writer(file)
    writer.writerow(field.name for field in fields(Visit))
    writer.writerows([_cell(value) for value in astuple(visit)] for visit in visits)


def _cell(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, str) and value.startswith(FORMULA_SIGNS):
        return f"'{value}"
    return value


def to_table(visits: Sequence[Visit], words: Words) -> str:
    """An aligned table with headings, and below it how many visits it shows; durations as minutes:seconds."""
    rows = [[words(heading) for heading in _HEADINGS], *(_row(visit, words) for visit in visits)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    rows.insert(1, ["-" * width for width in widths])
    lines = ["  ".join(_padded(row, widths)).rstrip() for row in rows]
    return "\n".join([*lines, "", words(N_("Visits: {count}"), count=len(visits)), ""])


def _row(visit: Visit, words: Words) -> list[str]:
    return [
        visit.number,
        visit.field,
        visit.priority or "",
        words(STATE_WORDS[visit.state]),
        "" if visit.counter is None else str(visit.counter),
        *(_clock(at) for at in (visit.issued_at, visit.called_at, visit.started_at, visit.finished_at)),
        *(_duration(seconds) for seconds in (visit.wait_seconds, visit.walk_seconds, visit.service_seconds)),
    ]


def _padded(row: list[str], widths: list[int]) -> list[str]:
    return [
        cell.rjust(width) if column in _RIGHT_ALIGNED else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]


def _clock(at: datetime | None) -> str:
    return f"{at:%H:%M:%S}" if at else ""


def _duration(seconds: int | None) -> str:
    return "" if seconds is None else f"{seconds // 60}:{seconds % 60:02d}"
