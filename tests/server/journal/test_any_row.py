"""Whatever is changed in a row of the journal's file, it is refused at its position or stands as it was."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.journal.contract import START, Entry, JournalRefused
from server.journal.sqlite import SqliteJournal
from tests.rings import RING
from tests.server.journal.test_contract import entries

COUNT = 5
COLUMNS = ("position", "day", "at", "request_id", "fingerprint", "made_by", "events", "chain")
VALUES: st.SearchStrategy[Any] = st.one_of(
    st.text(max_size=12),
    st.integers(-2, 9),
    st.binary(max_size=40),
    st.sampled_from(["2026-11-23", "2026-11-24", "2026-11-23T08:00:00+07:00", "[]", "[{}]", "kiosk"]),
)


@pytest.fixture(scope="module")
def journal_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal with a few entries."""
    path = tmp_path_factory.mktemp("journal") / "journal.sqlite"

    async def fill() -> None:
        journal = await SqliteJournal.open(path, "thu")
        await journal.append(START, entries(1, COUNT))
        await journal.close()

    asyncio.run(fill())
    return path


def read_back(path: Path) -> list[Entry]:
    """What an engine makes of the file, asked for all entries and for those of the day."""

    async def read() -> list[Entry]:
        journal = await SqliteJournal.open(path, "thu")
        try:
            await journal.read(0)
            return await journal.read_day(entries(1, 1)[0].day)
        finally:
            await journal.close()

    return asyncio.run(read())


@pytest.mark.slow
@given(position=st.integers(1, COUNT), column=st.sampled_from(COLUMNS), value=VALUES)
@settings(max_examples=RING.examples_of(0.5), deadline=None)
def test_a_changed_row_is_refused_or_as_it_was(
    position: int, column: str, value: Any, journal_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Any value in any column: the entry is named, the column takes no such value, or nothing changed."""
    path = tmp_path_factory.mktemp("row") / "journal.sqlite"
    path.write_bytes(journal_file.read_bytes())
    with closing(sqlite3.connect(path)) as hand, hand:
        try:
            hand.execute(f"UPDATE journal SET {column} = ? WHERE position = ?", (value, position))  # noqa: S608 - our own columns
        except sqlite3.IntegrityError:
            return
    try:
        found = read_back(path)
    except JournalRefused as refusal:
        assert "was changed or is damaged" in str(refusal)  # noqa: PT017 - most changes are refused, and each is looked at
    else:
        assert found == entries(1, COUNT)
