"""The layout: pictures of slips for all papers."""

from base64 import b64encode
from dataclasses import asdict, fields, replace
from typing import Any
from unicodedata import normalize

import pytest
import segno
import zxingcpp
from PIL import Image, ImageChops, ImageOps

from kiosk.printing.paper import FONT_DOTS_MIN, PAPERS, Paper
from kiosk.printing.slip import PAPER_LINES_MAX, Slip, draw_slip, forget_parts
from kiosk.slip_texts import Letterhead, ticket_slip
from offices import load_office
from tests.kiosk.front_door import MONDAY
from tests.kiosk.printing.samples import LISTED, LONG_FIELDS, TRACK, drawn_logo, full_slip, slip
from ticketing.answers import TicketAnswer
from ticketing.procedures import Catalogue
from ticketing.wire.messages import office_card
from wording import load

PARTS = (
    *("number", "field_name", "priority_mark", "copy_mark", "procedure", "where_line", "late_line"),
    *("wait_line", "time_line", "papers_note", "missed_line", "help_line", "extra_lines"),
)
SLANT_DOTS = 2  # by which the ink of a letter may stand out of its own width


@pytest.fixture(params=list(PAPERS.values()), ids=list(PAPERS))
def paper(request: pytest.FixtureRequest) -> Paper:
    assert isinstance(request.param, Paper)
    return request.param


def ink_box(picture: Image.Image) -> tuple[int, int, int, int]:
    box = ImageOps.invert(picture.convert("L")).getbbox()
    assert box is not None
    return box


def test_no_text_is_smaller_than_can_be_read(paper: Paper) -> None:
    """Every size in the layout's font table is at least FONT_DOTS_MIN, which is 18 dots."""
    assert FONT_DOTS_MIN == 18
    assert min(asdict(paper.fonts).values()) >= FONT_DOTS_MIN


def test_a_slip_is_as_wide_as_its_paper_and_has_two_colours(paper: Paper) -> None:
    """The picture is 1-bit and exactly as wide as the printer's dots."""
    picture = draw_slip(slip(), paper)
    assert (picture.mode, picture.width) == ("1", paper.width)


@pytest.mark.parametrize("field_name", LONG_FIELDS)
def test_long_names_stay_inside_the_margins(paper: Paper, field_name: str) -> None:
    """Field and office names of over 80 letters wrap and leave the margins white."""
    assert len(field_name) > 80
    crowded = replace(
        slip(field_name=field_name, marked=True), office_lines=(field_name,), time_line=f"Giờ: {field_name}"
    )
    left, _, right, _ = ink_box(draw_slip(crowded, paper))
    assert left >= paper.margin - SLANT_DOTS
    assert right <= paper.width - paper.margin + SLANT_DOTS


@pytest.mark.parametrize("number", ["1001", "1999", "11000", "A1000", "A-025", "4888", "W88888"])
def test_the_number_fills_the_width(paper: Paper, number: str) -> None:
    """A number of four letters or more takes at least four fifths of the paper between the margins."""
    left, _, right, _ = ink_box(draw_slip(Slip(number=number, field_name=""), paper))
    room = paper.width - 2 * paper.margin
    assert 0.8 * room <= right - left <= room + 2 * SLANT_DOTS


MILLIMETRES_MAX = 100.0
INCH_MILLIMETRES = 25.4


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_slip_of_the_shipped_office_is_at_most_100_millimetres_long(paper: Paper, language: str) -> None:
    """Of every field, with its code, before any papers and marks: measured in the dots of the printer."""
    plan = load_office("moc-chau")
    head = Letterhead(office_card(plan), "http://192.168.1.10:8700", None, Catalogue())
    for field in plan.fields:
        ticket = TicketAnswer(
            f"{field.prefix}888", field.code, None, 12, MONDAY, MONDAY.date(), "7K3MGQ2H0B1C", 25
        )
        texts = ticket_slip(ticket, head, load(language))
        picture = draw_slip(replace(texts, help_line="Hỗ trợ: 0212 3866 111"), paper)
        assert 70 <= picture.height / paper.dots_per_inch * INCH_MILLIMETRES <= MILLIMETRES_MAX, field.code


def test_papers_take_six_lines_at_most_and_the_rest_is_said_to_be_elsewhere(paper: Paper) -> None:
    """Only whole papers are there: what has no room on its lines stands where the slip says."""
    few = replace(full_slip(), papers=LISTED[:2])
    assert draw_slip(few, paper).tobytes() == draw_slip(replace(few, papers_more=""), paper).tobytes()
    many = draw_slip(replace(few, papers=LISTED * 3), paper)
    assert many.tobytes() != draw_slip(replace(few, papers=LISTED * 3, papers_more=""), paper).tobytes()
    without = draw_slip(replace(few, papers=()), paper)
    lines = PAPER_LINES_MAX + len(["title", "more", "note"])
    assert many.height - without.height <= (lines + 2) * 2 * paper.fonts.foot


def test_the_code_on_the_slip_is_read(paper: Paper) -> None:
    """zxing reads the followed address from the picture."""
    codes = zxingcpp.read_barcodes(draw_slip(slip(marked=True), paper))
    assert [code.text for code in codes] == [TRACK]


def test_a_module_of_the_code_has_four_dots_at_least(paper: Paper) -> None:
    """A longer address makes the code larger, never finer than printers and phones can show and read."""
    address = TRACK + "7K3MGQ2H" * 12
    plain = replace(slip(), qr_text=address)
    codes = zxingcpp.read_barcodes(draw_slip(plain, paper))
    assert [code.text for code in codes] == [address]
    modules = segno.make(address, error="m", micro=False).symbol_size(border=0)[0]
    corners = codes[0].position
    assert corners.top_right.x - corners.top_left.x >= 4 * modules - 2


def test_an_address_too_long_for_the_paper_is_refused(paper: Paper) -> None:
    """The layout says so rather than draw a code that nobody can read."""
    with pytest.raises(ValueError, match="shorten the address"):
        draw_slip(replace(slip(), qr_text="x" * 2000), paper)


@pytest.mark.parametrize("field_name", ["Nghị quyết lập hộ", *LONG_FIELDS])
def test_no_part_of_a_slip_touches_the_next(paper: Paper, field_name: str) -> None:
    """Under-dots and descenders end in white: the row above the first ink of every part is blank."""
    marked = full_slip(field_name=field_name, marked=True)
    whole = draw_slip(marked, paper).convert("L")
    for name in PARTS:
        nothing: Any = () if isinstance(getattr(marked, name), tuple) else ""
        without = draw_slip(replace(marked, **{name: nothing}), paper).convert("L")
        first = first_row_that_differs(whole, without)
        assert first > 0
        assert set(whole.crop((0, first - 1, paper.width, first)).tobytes()) == {255}, name


def first_row_that_differs(one: Image.Image, other: Image.Image) -> int:
    """The row where a part begins that is missing in the other; the end of the other where it comes last."""
    height = min(one.height, other.height)
    box = (0, 0, one.width, height)
    differs = ImageChops.difference(one.crop(box), other.crop(box)).getbbox()
    return differs[1] if differs else height


def test_decomposed_text_draws_the_same_slip(paper: Paper) -> None:
    """NFD input gives the picture of NFC input, dot by dot."""
    composed = full_slip(field_name=LONG_FIELDS[0], marked=True)
    texts: dict[str, Any] = asdict(composed)
    for name, text in texts.items():
        if isinstance(text, tuple):
            texts[name] = tuple(normalize("NFD", line) for line in text)
        elif isinstance(text, str):
            texts[name] = normalize("NFD", text)
    assert Slip(**texts) == composed
    is_same = draw_slip(Slip(**texts), paper).tobytes() == draw_slip(composed, paper).tobytes()
    assert is_same


@pytest.mark.parametrize("part", [part.name for part in fields(Slip) if part.name != "copies"])
def test_each_part_shows_on_the_paper(part: str) -> None:
    """No text is lost: leaving any one out changes the picture."""
    whole, paper = full_slip(marked=True), PAPERS["58mm-384"]
    nothing: Any = () if isinstance(getattr(whole, part), tuple) else ""
    without = draw_slip(replace(whole, **{part: nothing}), paper)
    shows = without.tobytes() != draw_slip(whole, paper).tobytes()
    assert shows


@pytest.mark.parametrize(
    "logo", ["!", b64encode(b"no picture").decode(), drawn_logo(380, 60), drawn_logo(120, 900)]
)
def test_a_logo_that_cannot_be_printed_is_left_out(logo: str) -> None:
    """Whatever comes over the wire as a logo, the slip is printed."""
    paper = PAPERS["58mm-384"]
    is_same = draw_slip(replace(full_slip(), logo=logo), paper).tobytes() == (
        draw_slip(replace(full_slip(), logo=""), paper).tobytes()
    )
    assert is_same


def test_a_slip_is_drawn_the_same_warm_and_cold(paper: Paper) -> None:
    """Parts that are kept from the slip before do not change what is drawn."""
    whole = full_slip(marked=True)
    warm = [draw_slip(each, paper) for each in (whole, full_slip("Chứng thực"), slip("11000"), whole)]
    forget_parts()
    is_same = draw_slip(whole, paper).tobytes() == warm[0].tobytes() == warm[-1].tobytes()
    assert is_same
