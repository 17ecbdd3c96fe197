"""The wait log as CSV and as a table."""

import csv
import io
import itertools
import re
import unicodedata
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path

import pytest

from server.reports.sheets import BYTE_ORDER_MARK, to_csv, to_stay_table, to_table
from tests.ticketing.plans import MONDAY_MORNING
from ticketing.visits import Stay, Visit
from wording import load

SERVED = Visit(
    day=MONDAY_MORNING.date(),
    number="1001",
    field="1",
    priority=None,
    state="served",
    counter=3,
    clerk="Hòa",
    issued_at=MONDAY_MORNING,
    printed_at=None,
    called_at=MONDAY_MORNING + timedelta(minutes=4),
    recalled_at=None,
    started_at=MONDAY_MORNING + timedelta(minutes=4, seconds=30),
    finished_at=MONDAY_MORNING + timedelta(minutes=6, seconds=30),
    wait_seconds=240,
    walk_seconds=30,
    service_seconds=120,
    recalls=0,
    outcome="đủ hồ sơ, đã nhận",
    print_state="issued",
)
WAITING = replace(
    SERVED,
    number="1002",
    priority="elderly",
    state="waiting",
    counter=None,
    clerk="",
    called_at=None,
    recalled_at=None,
    started_at=None,
    finished_at=None,
    wait_seconds=None,
    walk_seconds=None,
    service_seconds=None,
    outcome="",
)


def written(*visits: Visit) -> str:
    file = io.StringIO(newline="")
    to_csv(visits, file)
    return file.getvalue()


def test_a_spreadsheet_program_reads_the_csv() -> None:
    """The file begins with a byte order mark; commas in texts are quoted, moments have their offset."""
    text = written(SERVED, WAITING)
    assert text.startswith(f"{BYTE_ORDER_MARK}day,number,field,priority,state,counter,")
    served, waiting = csv.DictReader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline=""))
    assert served["issued_at"] == "2026-11-23T08:00:00+07:00"
    assert served["outcome"] == "đủ hồ sơ, đã nhận"
    assert served["wait_seconds"] == "240"
    assert waiting["called_at"] == waiting["counter"] == ""


STAY = Stay(
    day=MONDAY_MORNING.date(),
    number="1001",
    stay=2,
    field="1",
    priority=None,
    counter=3,
    clerk="Hòa",
    called_at=MONDAY_MORNING + timedelta(minutes=4),
    started_at=None,
    ended_at=MONDAY_MORNING + timedelta(minutes=6),
    ending="next-matter",
    outcome="accepted",
    recalls=0,
    wait_seconds=60,
    walk_seconds=None,
    service_seconds=300,
    park_seconds=None,
    started_by_rule=True,
    clock_set=False,
)


def test_stays_have_a_sheet_and_a_table_of_their_own() -> None:
    """Marks are 0 and 1 in the sheet; the table says in words what ended a stay and what it led to."""
    file = io.StringIO(newline="")
    to_csv([STAY], file, Stay)
    (row,) = csv.DictReader(io.StringIO(file.getvalue().removeprefix(BYTE_ORDER_MARK), newline=""))
    assert (row["stay"], row["ending"], row["service_seconds"]) == ("2", "next-matter", "300")
    assert (row["started_by_rule"], row["clock_set"], row["walk_seconds"]) == ("1", "0", "")
    table = to_stay_table([STAY], load("vi"))
    assert "thủ tục khác" in table
    assert "Đã tiếp nhận hồ sơ" in table
    assert table.endswith("Số lần phục vụ: 1\n")


@pytest.mark.parametrize("kind", [Visit, Stay])
def test_every_column_is_explained(kind: type[Visit | Stay]) -> None:
    """The operations page has each column of the two sheets in its tables, and no other."""
    page = (Path(__file__).parents[3] / "docs" / "operations.md").read_text(encoding="utf-8")
    _, table = page.split(f"| column of `{kind.__name__.lower()}s` |", 1)
    rows = itertools.takewhile(lambda line: line.startswith("|"), table.splitlines()[2:])
    named = [name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])]
    assert sorted(named) == sorted(field.name for field in fields(kind))


def test_a_text_is_never_a_formula() -> None:
    """A text that begins like a formula gets an apostrophe before it."""
    for sign in "=+-@\t":
        text = written(replace(SERVED, outcome=f'{sign}HYPERLINK("x")', clerk=f"{sign}1"))
        (row,) = csv.DictReader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline=""))
        assert row["outcome"].startswith(f"'{sign}")
        assert row["clerk"] == f"'{sign}1"


def test_the_table_is_aligned_and_worded() -> None:
    """Columns stand under their headings in the language of the words; durations are minutes and seconds."""
    table = to_table([SERVED, WAITING], load("vi"))
    heading, rule, served, waiting, _, count, _ = table.split("\n")
    assert heading.split("  ")[0].strip() == "Số"
    assert served.endswith("4:00      0:30     2:00")
    assert served.index("08:00:00") == waiting.index("08:00:00") == heading.index("Lấy số")
    assert set(rule) == {"-", " "}
    assert count == "Số lượt: 2"
    assert unicodedata.is_normalized("NFC", table)


def test_an_empty_day_has_headings_and_a_count() -> None:
    """A day without visits is a table without rows, and a CSV with its line of names."""
    assert to_table([], load("en")).endswith("\n\nVisits: 0\n")
    assert written().count("\r\n") == 1
