"""The stage fits any place, digits keep theirs, and the fields share what is below."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from display.colours import FADED, HEADING, NUMBER
from display.widgets.call_blocks import CallStyles, call_rows, turn_rows
from display.widgets.called import MissedNumbers, missed_rows
from display.widgets.caption import caption_lines
from display.widgets.closed_blocks import ClosedStyles, closed_rows
from display.widgets.stage_content import CalledBeside, FieldMark, StageClosed, WordedCall
from display.widgets.waiting_panel import FieldWaiting, across_at, field_cells, fields_shown
from wording import load

FIELD = FieldMark("Hộ tịch", "#005580")
WORDED = WordedCall("MỜI CÔNG DÂN CÓ SỐ", "1001", "ĐẾN QUẦY SỐ", "3", FIELD, sign_length=2)
STYLES = CallStyles(NUMBER, HEADING)
WORDS = load("vi")
BESIDE = tuple(CalledBeside(f"200{n}", f"Quầy {n}") for n in range(1, 4))
STAGES = [(53, 13), (66, 18), (80, 24), (107, 34), (136, 44)]


def place_of(text: str, lines: list[Content]) -> tuple[int, int] | None:
    """The row and column where a text stands."""
    found = ((row, str(line).find(text)) for row, line in enumerate(lines))
    return next((place for place in found if place[1] >= 0), None)


def large_rows(lines: list[Content]) -> list[int]:
    """The rows in which half blocks stand."""
    return [row for row, line in enumerate(lines) if any(block in str(line) for block in "█▀▄")]


@pytest.mark.slow
@given(
    st.integers(1, 220),
    st.integers(1, 70),
    st.sampled_from(["", "NHẮC LẠI LẦN 2"]),
    st.sampled_from(["7", "1001", "HT0012", "Ậ1"]),
    st.integers(0, 3),
)
def test_a_call_fits_its_place(columns: int, rows: int, repeated: str, number: str, beside: int) -> None:
    """Nothing is cut off at the bottom, and nothing reaches over the edge."""
    worded = WordedCall(
        WORDED.heading, number, WORDED.to_place, "12", FIELD, repeated, beside=BESIDE[:beside], more=7
    )
    lines = turn_rows(worded, columns, rows, STYLES)
    assert len(lines) <= rows
    if columns >= 24:
        assert max(line.cell_length for line in lines) <= columns


@pytest.mark.parametrize(("columns", "rows"), STAGES)
def test_digits_keep_their_size_and_place_from_call_to_call(columns: int, rows: int) -> None:
    """1111 fills the same rows as 8888, with a recall or without, at counter 1 or 12; 51510 is one longer."""
    seen = set()
    for number, sign, repeated in (("1111", "1", ""), ("8888", "12", ""), ("4072", "7", "NHẮC LẠI LẦN 2")):
        worded = WordedCall("MỜI", number, "ĐẾN QUẦY SỐ", sign, FIELD, repeated, sign_length=2)
        lines = turn_rows(worded, columns, rows, STYLES)
        seen.add((len(lines), *large_rows(lines)[:4]))
        assert place_of("Hộ tịch", lines) is not None
    assert len(seen) == 1


@pytest.mark.parametrize(("columns", "rows"), STAGES)
def test_at_a_rush_the_call_stays_larger_than_what_comes_next(columns: int, rows: int) -> None:
    """The number has more rows than those beside it, and those are told in any room."""
    alone = turn_rows(WORDED, columns, rows, STYLES)
    worded = WordedCall(
        "MỜI", "1001", "ĐẾN QUẦY SỐ", "3", FIELD, beside=BESIDE, next_word="Tiếp theo", more=2
    )
    lines = turn_rows(worded, columns, rows, STYLES)
    assert len(large_rows(lines)) >= 5
    assert len(alone) == len(lines) == rows
    assert "2001" in "".join(map(str, lines)) or place_of("Quầy 1", lines)


@pytest.mark.parametrize("rows", [1, 2, 3, 5, 7])
def test_the_lowest_stage_still_has_number_and_place(rows: int) -> None:
    """As in a demo's small room: beside each other, and never the heading alone."""
    lines = turn_rows(WORDED, 90, rows, STYLES)
    text = "\n".join(map(str, lines))
    assert len(lines) <= rows
    assert "1001" in text or "█" in text
    assert "ĐẾN QUẦY SỐ 3" in text


def test_what_is_old_has_neither_red_nor_a_fields_colour() -> None:
    """Every number and mark is grey."""
    old = turn_rows(WORDED, 80, 20, CallStyles(FADED, FADED, is_old=True))
    styles = {str(span.style) for line in old for span in line.spans}
    assert not any(NUMBER in style or FIELD.colour in style for style in styles)


def test_several_zones_share_the_stage() -> None:
    """Each has its name, its number and its place, all of them within the rows."""
    calls = [WordedCall("MỜI", f"{n}001", "ĐẾN QUẦY SỐ", "3", zone=f"Tầng {n}") for n in (1, 2, 3)]
    lines = call_rows(calls, 80, 30, STYLES)
    assert len(lines) == 30
    rows = [place_of(f"Tầng {n}", lines) for n in (1, 2, 3)]
    assert [row[0] for row in rows if row] == [0, 10, 20]


@pytest.mark.parametrize(("columns", "rows"), [(30, 6), (44, 20), (76, 18), (116, 30), (196, 50)])
def test_a_closed_stage_says_why_and_when_in_any_room(columns: int, rows: int) -> None:
    """The reason, the moment and the day always stand there, the hours of the week where there is room."""
    closed = StageClosed(
        "Đang nghỉ trưa",
        "Tiếp nhận trở lại lúc",
        "13:30",
        "Chiều nay, thứ Hai 23/11",
        "Lunch break. We open again at 13:30 this afternoon, Monday 23/11.",
        (("Thứ Hai – thứ Sáu", "07:30-11:30, 13:30-17:00"), ("Thứ Bảy, Chủ nhật", "nghỉ")),
    )
    lines = closed_rows(closed, columns, rows, ClosedStyles(HEADING, HEADING))
    text = "\n".join(map(str, lines))
    assert len(lines) <= rows
    assert "Tiếp nhận trở lại lúc" in text
    assert "Chiều nay, thứ Hai" in text
    assert "13:30" in text or "█" in text
    assert ("07:30-11:30, 13:30-17:00" in text) == (rows >= 18)


def fields(*waiting: int) -> tuple[FieldWaiting, ...]:
    return tuple(FieldWaiting(f"Lĩnh vực {n}", people) for n, people in enumerate(waiting, 1))


def test_all_fields_are_shown_where_there_is_room() -> None:
    """They stand in the office's order, those without citizens too."""
    assert fields_shown(fields(0, 3, 1), 80, 3, WORDS) == fields(0, 3, 1)


def test_fields_without_room_are_counted_together() -> None:
    """The fields in which most wait are named, in the office's order, and nobody who waits goes uncounted."""
    shown = fields_shown(fields(1, 9, 2, 8, 3), 22, 3, WORDS)
    assert shown == (fields(1, 9)[1], fields(0, 0, 0, 8)[3], FieldWaiting("Lĩnh vực khác", 6))


def test_fields_stand_in_fewer_columns_rather_than_with_cut_names() -> None:
    """Where the wall is high enough; the short name counts where there is one."""
    named = [FieldWaiting("Hướng dẫn, phản ánh kiến nghị", 1, short="Hướng dẫn, phản ánh")] * 9
    assert across_at(46, named, 11) == 1
    assert across_at(46, named, 5) == 2
    assert across_at(56, named, 11) == 2


def test_a_field_says_how_far_it_is_where_there_is_room_for_it() -> None:
    """First the number reached, then the wait, then the places; all cells of a wall tell the same."""
    told = (
        FieldWaiting("Bảo trợ xã hội, người có công", 4, 15, "Bảo trợ", "5012", "Quầy 1, 2"),
        FieldWaiting("Đất đai", 0, None, "Đất đai", "", "", "hết số"),
    )
    narrow, middle, wide = ([str(cell) for cell in field_cells(told, width, WORDS)] for width in (18, 36, 80))
    assert narrow[0].startswith("Bảo trợ ")
    assert "5012" not in narrow[0]
    assert "tới 5012" in middle[0]
    assert "Quầy" not in middle[0]
    assert "tới 5012  15 phút  Quầy 1, 2" in wide[0]
    assert [cells[1].rstrip()[-6:] for cells in (narrow, middle, wide)] == ["hết số"] * 3


def test_missed_numbers_have_their_title_and_what_to_do() -> None:
    """As many as two rows hold, the newest first; nothing where nobody was missed."""
    missed = MissedNumbers("Đã gọi, chưa đến", tuple(f"10{n:02}" for n in range(12)), "Xin báo bàn hướng dẫn")
    lines = [str(line) for line in missed_rows(missed, 22)]
    assert lines[0] == "Đã gọi, chưa đến"
    assert lines[1].split() == ["1000", "1001", "1002", "1003"]
    assert len(lines) == 4
    assert lines[-1] == "Xin báo bàn hướng dẫn"
    assert missed_rows(MissedNumbers(), 22) == []


def test_a_caption_is_in_both_languages_or_in_one_whole() -> None:
    """What has no room is left out from the end; one sentence that is too long ends in an ellipsis."""
    said = ("Kính mời công dân có số thứ tự 1001 đến quầy số 3.", "Number 1001, please come to counter 3.")
    assert [str(line) for line in caption_lines(said, 76, 3)] == list(said)
    assert [str(line).split()[0] for line in caption_lines(said, 44, 3)] == ["Kính", "số", "Number"]
    assert str(caption_lines(said, 30, 1)[0]).endswith("…")
