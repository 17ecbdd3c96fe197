"""The wait log on paper: as CSV for a spreadsheet program, and as a plain table for a terminal."""

import csv
from collections.abc import Container, Sequence
from dataclasses import astuple, fields
from datetime import date, datetime
from typing import TextIO

from server.reports.story.desk_telling import outcome_words
from ticketing.refusals import STATE_WORDS
from ticketing.rules.stays import CANCELLED, LAPSED, MISSED, NEXT_MATTER, PARKED, SERVED, TRANSFERRED
from ticketing.sentences import N_, Words
from ticketing.visits import Stay, Visit

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
_STAY_HEADINGS = (
    N_("Number"),
    N_("Stay"),
    N_("Field"),
    N_("Counter"),
    N_("Clerk"),
    N_("Called"),
    N_("Started"),
    N_("Ended"),
    N_("Ending"),
    N_("Outcome"),
    N_("Wait"),
    N_("Walk"),
    N_("Service"),
    N_("On hold"),
)
_STAY_RIGHT_ALIGNED = frozenset({1, 3, 10, 11, 12, 13})
ENDING_WORDS = {
    NEXT_MATTER: N_("next matter"),
    TRANSFERRED: N_("transferred"),
    MISSED: STATE_WORDS["no-show"],
    **{ending: STATE_WORDS[ending] for ending in (SERVED, PARKED, CANCELLED, LAPSED)},
}


def to_csv(rows: Sequence[Visit] | Sequence[Stay], file: TextIO, kind: type[Visit | Stay] = Visit) -> None:
    """Write one line a visit or a stay under a line of column names, which docs/operations.md explains.

    Begins with a byte order mark, without which Excel takes Vietnamese for another encoding. A text that a
    spreadsheet program would take for a formula gets an apostrophe before it. Open `file` with newline="".
    """
    file.write(BYTE_ORDER_MARK)
    writer = csv.writer(file)
    writer.writerow(field.name for field in fields(kind))
    writer.writerows([_cell(value) for value in astuple(row)] for row in rows)


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, str) and value.startswith(FORMULA_SIGNS):
        return f"'{value}"
    return value


def to_table(visits: Sequence[Visit], words: Words) -> str:
    """An aligned table with headings, and below it how many visits it shows; durations as minutes:seconds."""
    rows = [[words(heading) for heading in _HEADINGS], *(_row(visit, words) for visit in visits)]
    return "\n".join(
        [*_aligned(rows, _RIGHT_ALIGNED), "", words(N_("Visits: {count}"), count=len(visits)), ""]
    )


def to_stay_table(stays: Sequence[Stay], words: Words) -> str:
    """The same of stays."""
    rows = [[words(heading) for heading in _STAY_HEADINGS], *(_stay_row(stay, words) for stay in stays)]
    return "\n".join(
        [*_aligned(rows, _STAY_RIGHT_ALIGNED), "", words(N_("Stays: {count}"), count=len(stays)), ""]
    )


def _aligned(rows: list[list[str]], right: Container[int]) -> list[str]:
    """The lines of a table whose first row are its headings."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    ruled = [rows[0], ["-" * width for width in widths], *rows[1:]]
    return ["  ".join(_padded(row, widths, right)).rstrip() for row in ruled]


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


def _stay_row(stay: Stay, words: Words) -> list[str]:
    seconds = (stay.wait_seconds, stay.walk_seconds, stay.service_seconds, stay.park_seconds)
    return [
        stay.number,
        str(stay.stay),
        stay.field,
        "" if stay.counter is None else str(stay.counter),
        stay.clerk,
        *(_clock(at) for at in (stay.called_at, stay.started_at, stay.ended_at)),
        words(ENDING_WORDS[stay.ending]) if stay.ending else "",
        outcome_words(stay.outcome, words),
        *(_duration(each) for each in seconds),
    ]


def _padded(row: list[str], widths: list[int], right: Container[int]) -> list[str]:
    return [
        cell.rjust(width) if column in right else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]


def _clock(at: datetime | None) -> str:
    return f"{at:%H:%M:%S}" if at else ""


def _duration(seconds: int | None) -> str:
    return "" if seconds is None else f"{seconds // 60}:{seconds % 60:02d}"
