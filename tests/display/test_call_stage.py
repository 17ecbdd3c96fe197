"""The stage fits any place, and the fields share theirs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from display.widgets.call_stage import WordedCall, call_blocks, spaced
from display.widgets.waiting_panel import FieldWaiting, fields_shown
from wording import load

WORDED = WordedCall("MỜI CÔNG DÂN CÓ SỐ", "1001", "ĐẾN QUẦY SỐ", "3")
WORDS = load("vi")


@pytest.mark.slow
@given(st.integers(1, 220), st.integers(1, 70), st.booleans(), st.sampled_from(["7", "1001", "HT0012", "Ậ1"]))
def test_a_call_fits_its_place(columns: int, rows: int, is_recall: bool, number: str) -> None:
    """From five rows on nothing is cut off at the bottom, and nothing reaches over the edge."""
    worded = WordedCall(
        WORDED.heading, number, WORDED.to_counter, "12", "NHẮC LẠI LẦN 2" if is_recall else ""
    )
    lines = spaced(call_blocks(worded, columns, rows), columns, rows)
    if rows >= 8:
        assert len(lines) <= rows
    if columns >= 24:
        assert max(line.cell_length for line in lines) <= columns


@pytest.mark.parametrize(
    ("columns", "rows", "share"), [(54, 16, 0.4), (48, 20, 0.3), (80, 28, 0.4), (136, 46, 0.4)]
)
def test_the_number_takes_most_of_the_stage(columns: int, rows: int, share: float) -> None:
    """Number and heading leave the counter its room; the number is the largest of the three."""
    heading, number, counter = call_blocks(WORDED, columns, rows)
    assert len(number) >= rows * share
    assert len(number) >= len(counter) > len(heading) / 2
    assert max(row.cell_length for row in number) >= columns * 0.75


def fields(*waiting: int) -> tuple[FieldWaiting, ...]:
    return tuple(FieldWaiting(f"Lĩnh vực {n}", people) for n, people in enumerate(waiting, 1))


def test_all_fields_are_shown_where_there_is_room() -> None:
    """They stand in the office's order, those without citizens too."""
    assert fields_shown(fields(0, 3, 1), 80, 3, WORDS) == fields(0, 3, 1)


def test_fields_without_room_are_counted_together() -> None:
    """The fields in which most wait are named, in the office's order, and nobody who waits goes uncounted."""
    shown = fields_shown(fields(1, 9, 2, 8, 3), 40, 3, WORDS)
    assert shown == (fields(1, 9)[1], fields(0, 0, 0, 8)[3], FieldWaiting("Lĩnh vực khác", 6))
