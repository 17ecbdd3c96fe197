"""The bytes of a job, judged by a decoder that is none of ours."""

from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image

from kiosk.printing.encoding import FEED_ROWS_MAX, RASTER_ROWS_MAX, JobStyle, encode
from kiosk.printing.paper import PAPERS, Paper
from kiosk.printing.settings import open_printer
from kiosk.printing.slip import Slip, draw_slip
from tests.kiosk.printing.conftest import Judge
from tests.kiosk.printing.fake_printers import network_printer
from tests.kiosk.printing.samples import LONG_FIELDS, TRACK, full_slip, slip

WHOLE = JobStyle(feeds=False)
SHARE_MAX = 0.5
SLIPS = {
    "full": full_slip(),
    "marked": full_slip(field_name=LONG_FIELDS[1], marked=True),
    "without a logo": replace(full_slip(), logo=""),
    "without a code": replace(full_slip(), qr_text=None, qr_caption=""),
    "bare": Slip(title="PHIẾU SỐ THỨ TỰ", number="A-025", field_name="Hộ tịch"),
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
        tuple((287, row) for row in range(RASTER_ROWS_MAX + 10)),
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


@pytest.mark.slow
@pytest.mark.parametrize(("cut", "last"), [(True, ["ESC d", "GS V"]), (False, ["ESC d"])])
def test_a_job_starts_afresh_and_ends_with_a_feed_and_a_cut(cut: bool, last: list[str], judge: Judge) -> None:
    """The printer is reset, prints rasters and feeds only, and cuts where the setting says so."""
    paper = PAPERS["80mm-576"]
    picture = draw_slip(slip(), paper)
    commands = judge(encode(picture, paper, JobStyle(cut, feeds=False)), paper).commands
    assert commands == ["ESC @", "GS v0", *last]
    commands = judge(encode(picture, paper, JobStyle(cut)), paper).commands
    assert (commands[:2], commands[-len(last) :]) == (["ESC @", "GS P"], last)
    assert set(commands[2 : -len(last)]) == {"ESC J", "ESC a", "GS v0"}


def test_a_picture_for_another_paper_is_refused() -> None:
    """A slip laid out for 80 mm is not sent to a printer of 58 mm, which would lose its right half."""
    picture = draw_slip(slip(), PAPERS["80mm-576"])
    with pytest.raises(ValueError, match="576 dots wide and the paper 58mm-384 has 384"):
        encode(picture, PAPERS["58mm-384"], JobStyle())
