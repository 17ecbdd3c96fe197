"""Entries and visits as rows of the journal's file; a chain of hashes binds each entry to all before."""

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import fields
from datetime import date, datetime
from operator import attrgetter
from typing import Any

import aiosqlite

from server.journal.chain import chained, columns_of
from server.journal.contract import START, Entry, JournalRefused
from ticketing.office import Dossier
from ticketing.sentences import N_
from ticketing.visits import Stay, Visit
from ticketing.wire.codec import WireError, decode_dossier, decode_events, encode_value

DAMAGED = N_(
    "The journal's entry {position} was changed or is damaged. The file was left as it is: put the "
    "last backup in its place, or move it away to begin a new journal, and keep it for repair."
)
DOSSIER_DAMAGED = N_(
    "The row of a dossier is damaged ({problem}). Make it anew with motcua visits --rebuild."
)
ENTRIES = (
    "SELECT entry.*, before.chain FROM journal AS entry"
    " LEFT JOIN journal AS before ON before.position = entry.position - 1"
)
DAY_ENTRIES = f"{ENTRIES} WHERE entry.day = ? ORDER BY entry.position"
VISIT_COLUMNS = tuple(field.name for field in fields(Visit))
STAY_COLUMNS = tuple(field.name for field in fields(Stay))


def _dates_in(columns: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(at for at, name in enumerate(columns) if name == "day" or name.endswith("_at"))


_VISIT_DATES, _STAY_DATES = _dates_in(VISIT_COLUMNS), _dates_in(STAY_COLUMNS)
_visit_values, _stay_values = attrgetter(*VISIT_COLUMNS), attrgetter(*STAY_COLUMNS)

EntryRow = tuple[int, str, str, str, str, str, str, bytes]


def row_of(entry: Entry) -> EntryRow:
    """The row of a sealed entry."""
    return *columns_of(entry, entry.body), entry.chain


def entry_of(row: Iterable[Any]) -> Entry:
    """The entry of a row and its predecessor's chain. Raises JournalRefused if they don't match."""
    *columns, chain, before = row
    position, day, at, request_id, fingerprint, made_by, body = columns
    if chain != chained(START.chain if position == 1 else before, columns):
        raise JournalRefused(DAMAGED, position=position)
    try:
        happened = decode_events(body)
    except WireError as error:
        raise JournalRefused(DAMAGED, position=position) from error
    return Entry(
        position,
        date.fromisoformat(day),
        datetime.fromisoformat(at),
        request_id,
        fingerprint,
        made_by,
        happened,
        chain,
        body,
    )


async def entries_in(
    connection: aiosqlite.Connection, query: str, values: Sequence[object] = ()
) -> AsyncIterator[Entry]:
    """The entries that a query beginning with ENTRIES finds. Raises JournalRefused where one is damaged."""
    async with connection.execute(query, values) as found:
        async for row in found:
            yield entry_of(row)


def visit_row(visit: Visit) -> tuple[Any, ...]:
    """The row of the wait log; the table's columns are the fields of Visit in their order."""
    return _row(_visit_values(visit), _VISIT_DATES)


def stay_row(stay: Stay) -> tuple[Any, ...]:
    """The row of a stay; the table's columns are the fields of Stay in their order."""
    return _row(_stay_values(stay), _STAY_DATES)


def _row(values: Sequence[Any], dates: tuple[int, ...]) -> tuple[Any, ...]:
    row = list(values)
    for column in dates:
        if row[column] is not None:
            row[column] = row[column].isoformat()
    return tuple(row)


def dossier_values(dossier: Dossier, changed_on: date) -> tuple[Any, ...]:
    """The row of a dossier: its code, the day of its last change, whether it is open, and all of it."""
    return dossier.code, changed_on.isoformat(), dossier.is_open, bytes(encode_value(dossier)).decode()


def dossier_of(body: str) -> Dossier:
    """The dossier in a row. Raises JournalRefused."""
    try:
        return decode_dossier(body)
    except WireError as error:
        raise JournalRefused(DOSSIER_DAMAGED, problem=error) from error
