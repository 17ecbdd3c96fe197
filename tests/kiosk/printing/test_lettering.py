"""Rows of text: where they break and how far apart they stand."""

from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageOps

from fonts import Weight
from fonts.faces import face
from kiosk.printing.lettering import (
    LINES_MAX,
    PITCH,
    FontMissingError,
    Run,
    place_rows,
    refuse_missing_fonts,
    set_rows,
    text_width,
    wrap,
)
from offices import load_office
from tests.kiosk.printing.samples import LONG_FIELDS, MARKS

WEIGHTS: tuple[Weight, ...] = ("Medium", "Bold", "Black")
WIDTH = 340


def drawn_alone(row: list[Run], baseline: int, height: int) -> tuple[int, int]:
    """The first and the last row of dots that the text inks, drawn on a sheet of its own."""
    sheet = Image.new("L", (WIDTH + 60, height + 60), 255)
    for run in row:
        ImageDraw.Draw(sheet).text((run.x + 30, baseline + 30), run.text, font=run.face, fill=0, anchor="ls")
    box = ImageOps.invert(sheet).getbbox()
    assert box is not None
    return box[1] - 30, box[3] - 30


@pytest.mark.parametrize("size", [18, 20, 27, 38])
@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_ink_of_two_lines_never_meets(weight: Weight, size: int) -> None:
    """Dots below and descenders end above the highest mark of the next line, whatever they are."""
    font = face(weight, size)
    rows = [[Run(line, font, 0)] for text in (MARKS, *LONG_FIELDS) for line in wrap(text, font, WIDTH)]
    baselines, height = place_rows(rows, PITCH)
    extents = [drawn_alone(row, at, height) for row, at in zip(rows, baselines, strict=True)]
    assert extents[0][0] >= 0
    assert extents[-1][1] <= height
    assert all(below[0] > above[1] for above, below in pairwise(extents))


@pytest.mark.parametrize("text", LONG_FIELDS)
def test_lines_hold_all_words_and_fit(text: str) -> None:
    """Nothing is lost, no line is wider than asked, and only a word wider than the paper is broken."""
    font = face("Bold", 30)
    lines = wrap(text, font, WIDTH)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(text_width(line, font) <= WIDTH for line in lines)
    whole = [word for word in text.split() if text_width(word, font) <= WIDTH]
    assert [word for line in lines for word in line.split() if word in whole] == whole


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Giáo dục, văn hoá, lĩnh vực khác", 400, ["Giáo dục, văn hoá,", "lĩnh vực khác"]),
        ("Giáo dục, văn hoá, lĩnh vực khác", 270, ["Giáo dục,", "văn hoá,", "lĩnh vực khác"]),
        ("Xây dựng, kinh doanh", 250, ["Xây dựng,", "kinh doanh"]),
        ("Bảo trợ xã hội, người có công", 340, ["Bảo trợ xã hội,", "người có công"]),
        ("Gọi lại 3 lần, chờ 25 phút", 230, ["Gọi lại 3 lần,", "chờ 25 phút"]),
        ("Chờ trước: 12 người · khoảng 25 phút", 330, ["Chờ trước: 12 người", "khoảng 25 phút"]),
        ("Trung tâm Mộc\N{NO-BREAK SPACE}Châu", 260, ["Trung tâm", "Mộc Châu"]),
        ("văn hoá", 90, ["văn", "hoá"]),
    ],
)
def test_no_line_parts_a_compound(text: str, width: int, lines: list[str]) -> None:
    """Lines end after commas where they can; only a compound wider than the paper is parted."""
    assert wrap(text, face("Bold", 30), width) == lines


def test_no_field_of_the_shipped_office_is_broken_inside_a_word() -> None:
    """However narrow the paper, its names stay in words of the list or single ones."""
    plan = load_office("moc-chau")
    for field in plan.fields:
        for width in range(250, 540, 10):
            lines = wrap(field.name.vi, face("Bold", 30), width)
            broken = [f"{a.split()[-1]} {b.split()[0]}".casefold() for a, b in pairwise(lines)]
            assert not {"văn hoá", "kinh doanh", "xã hội", "kiến nghị", "lĩnh vực"} & set(broken)


def test_endless_text_ends_in_an_ellipsis() -> None:
    """A paragraph has LINES_MAX lines at most, also when it is one endless word."""
    font = face("Medium", 20)
    for text in ("dài " * 500, "d" * 50_000):
        lines = wrap(text, font, WIDTH)
        assert len(lines) == LINES_MAX
        assert lines[-1].endswith("…")
        assert text_width(lines[-1], font) <= WIDTH


def test_nothing_to_say_takes_no_paper() -> None:
    """Empty and blank text gives no rows and a picture without height."""
    assert wrap("  ", face("Medium", 20), WIDTH) == []
    assert set_rows([], WIDTH).height == 0


def test_a_missing_font_is_told_before_the_first_citizen(tmp_path: Path) -> None:
    """The kiosk's start names the file, whether it is gone or is no font; with all fonts there it goes on."""
    refuse_missing_fonts()
    with pytest.raises(FontMissingError, match="Medium"):
        refuse_missing_fonts(lambda weight: tmp_path / f"{weight}.ttf")
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    with pytest.raises(FontMissingError, match="broken"):
        refuse_missing_fonts(lambda _: tmp_path / "broken.ttf")
