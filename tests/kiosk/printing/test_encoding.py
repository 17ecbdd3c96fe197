"""The bytes of a job, judged by a decoder that is none of ours."""

from dataclasses import replace
from itertools import pairwise

import pytest
import zxingcpp
from PIL import Image

from kiosk.printing.encoding import (
    FEED,
    FEED_ROWS_MAX,
    JUSTIFY,
    PART_CUT,
    RASTER,
    START,
    STRIP_ROWS,
    TEAR_FEED,
    UNITS,
    JobStyle,
    encode,
    tallest_piece,
)
from kiosk.printing.paper import PAPERS, Paper
from kiosk.printing.settings import open_printer
from kiosk.printing.slip import Slip, draw_slip
from tests.kiosk.printing.conftest import Judge
from tests.kiosk.printing.fake_printers import network_printer
from tests.kiosk.printing.samples import LONG_FIELDS, TRACK, full_slip, slip

SHORT = {START: 0, UNITS: 1, JUSTIFY: 1, TEAR_FEED: 0, PART_CUT: 0}
"""The other commands of a job, and how many bytes of values each has."""
WHOLE = JobStyle(feeds=False)
SHARE_MAX = 0.5
SLIPS = {
    "full": full_slip(),
    "marked": full_slip(field_name=LONG_FIELDS[1], marked=True),
    "without a logo": replace(full_slip(), logo=""),
    "without a code": replace(full_slip(), qr_text=None, qr_caption=""),
    "bare": Slip(number="A-025", field_name="Hộ tịch"),
}


@pytest.mark.slow
@pytest.mark.parametrize("options", ["", "&feed=no"], ids=["in strips", "whole"])
@pytest.mark.parametrize("paper", PAPERS.values(), ids=list(PAPERS))
async def test_what_arrives_at_the_printer_is_the_picture(paper: Paper, options: str, judge: Judge) -> None:
    """Sent over TCP and decoded by npos, every dot is where it was drawn, and zxing reads the code."""
    picture = draw_slip(SLIPS["marked"], paper)
    async with network_printer() as (fake, port):
        printer = open_printer(f"network:127.0.0.1:{port}?paper={paper.name}{options}")
        report = await printer.print(picture, "1001")
    assert report.outcome == "printed"
    judged = judge(fake.job, paper)
    assert judged.picture.size == picture.size
    assert judged.picture.tobytes() == picture.convert("L").tobytes()
    assert [code.text for code in zxingcpp.read_barcodes(judged.picture)] == [TRACK]


@pytest.mark.slow
@pytest.mark.parametrize("paper", PAPERS.values(), ids=list(PAPERS))
def test_every_layout_comes_out_dot_by_dot(paper: Paper, judge: Judge) -> None:
    """Whatever stands on a slip or is missing from it, feeds and strips print the picture that was drawn."""
    for layout in SLIPS.values():
        picture = draw_slip(layout, paper)
        judged = judge(encode(picture, paper, JobStyle()), paper)
        is_same = judged.picture.tobytes() == picture.convert("L").tobytes()
        assert is_same, layout.number


@pytest.mark.slow
@pytest.mark.parametrize(
    "inked",
    [
        (),
        ((0, 0),),
        ((575, 0), (575, 1)),
        ((0, 999), (575, 999)),
        ((300, FEED_ROWS_MAX), (300, 2 * FEED_ROWS_MAX + 1)),
        tuple((287, row) for row in range(STRIP_ROWS + 10)),
        tuple((row % 576, row) for row in range(1200)),
    ],
    ids=["nothing", "first dot", "right edge", "last row", "long gaps", "a tall line", "a slope"],
)
def test_single_dots_come_out_where_they_are(inked: tuple[tuple[int, int], ...], judge: Judge) -> None:
    """Edges, gaps longer than a feed and pictures taller than a raster lose and move nothing."""
    paper = PAPERS["80mm-576"]
    picture = Image.new("1", (paper.width, 1200), 1)
    for place in inked:
        picture.putpixel(place, 0)
    judged = judge(encode(picture, paper, JobStyle()), paper)
    assert judged.picture.tobytes() == picture.convert("L").tobytes()


@pytest.mark.parametrize("paper", PAPERS.values(), ids=list(PAPERS))
@pytest.mark.parametrize("field_name", ["Hộ tịch", LONG_FIELDS[0]], ids=["short", "long"])
def test_strips_take_half_the_bytes(paper: Paper, field_name: str) -> None:
    """Skipping blank rows and edges takes at most half of what one raster of everything does."""
    picture = draw_slip(replace(full_slip(), field_name=field_name), paper)
    assert len(encode(picture, paper, JobStyle())) <= SHARE_MAX * len(encode(picture, paper, WHOLE))


def rasters_of(job: bytes) -> list[tuple[int, int]]:
    """The first row of each raster of a job, and the one after its last; the feeds between them count."""
    found, row, at = [], 0, 0
    while at < len(job):
        if job[at:].startswith(RASTER):
            width, rows = (int.from_bytes(job[at + 4 + part : at + 6 + part], "little") for part in (0, 2))
            found.append((row, row + rows))
            row, at = row + rows, at + 8 + width * rows
        elif job[at:].startswith(FEED):
            row, at = row + job[at + 2], at + 3
        else:
            at += next(len(known) + more for known, more in SHORT.items() if job[at:].startswith(known))
    return found


@pytest.mark.parametrize("paper", PAPERS.values(), ids=list(PAPERS))
@pytest.mark.parametrize("feeds", [True, False], ids=["in strips", "whole"])
def test_rasters_meet_in_blank_rows_only(paper: Paper, feeds: bool) -> None:
    """Above and below each is a row without ink, so that no number, letter or code is cut, on any slip."""
    for number in ("1001", "8888", "A-025", "11000"):
        for layout in SLIPS.values():
            picture = draw_slip(replace(layout, number=number), paper)
            rows = picture.tobytes()
            width = paper.width // 8
            blank = [set(rows[at * width : (at + 1) * width]) == {0xFF} for at in range(picture.height)]
            rasters = rasters_of(encode(picture, paper, JobStyle(feeds=feeds)))
            for (_, end), (begin, _) in pairwise(rasters):
                assert blank[end - 1] or begin > end or blank[begin], number
                assert all(blank[end:begin])
            assert all(bottom - top <= STRIP_ROWS for top, bottom in rasters)


@pytest.mark.parametrize("feeds", [True, False], ids=["in strips", "whole"])
def test_strips_are_as_low_as_the_setting_says_and_a_cut_is_told(
    feeds: bool, caplog: pytest.LogCaptureFixture
) -> None:
    """A number that is taller than a strip may be is cut, which staff can read in the log."""
    paper = PAPERS["80mm-576"]
    picture = draw_slip(slip(), paper)
    assert 100 < tallest_piece(picture) <= STRIP_ROWS
    rasters = rasters_of(encode(picture, paper, JobStyle(feeds=feeds, strip_rows=100)))
    assert max(bottom - top for top, bottom in rasters) == 100
    assert "100" in caplog.text
    caplog.clear()
    encode(picture, paper, JobStyle(feeds=feeds, strip_rows=tallest_piece(picture)))
    assert not caplog.text


@pytest.mark.slow
@pytest.mark.parametrize(("cut", "last"), [(True, ["ESC d", "GS V"]), (False, ["ESC d"])])
def test_a_job_starts_afresh_and_ends_with_a_feed_and_a_cut(cut: bool, last: list[str], judge: Judge) -> None:
    """The printer is reset, prints rasters and feeds only, and cuts where the setting says so."""
    paper = PAPERS["80mm-576"]
    picture = draw_slip(slip(), paper)
    commands = judge(encode(picture, paper, JobStyle(cut, feeds=False)), paper).commands
    assert (commands[0], commands[-len(last) :]) == ("ESC @", last)
    assert set(commands[1 : -len(last)]) == {"GS v0"}
    commands = judge(encode(picture, paper, JobStyle(cut)), paper).commands
    assert (commands[:2], commands[-len(last) :]) == (["ESC @", "GS P"], last)
    assert set(commands[2 : -len(last)]) == {"ESC J", "ESC a", "GS v0"}


def test_a_picture_for_another_paper_is_refused() -> None:
    """A slip laid out for 80 mm is not sent to a printer of 58 mm, which would lose its right half."""
    picture = draw_slip(slip(), PAPERS["80mm-576"])
    with pytest.raises(ValueError, match="576 dots wide and the paper 58mm-384 has 384"):
        encode(picture, PAPERS["58mm-384"], JobStyle())
