"""The list of papers is a picture as wide as the paper, with every line on it."""

import pytest

from kiosk.printing.paper import PAPERS, Paper
from kiosk.printing.papers_list import PapersList, draw_papers

LISTED = PapersList(
    title="GIẤY TỜ CẦN MANG THEO",
    procedure="Đăng ký khai sinh",
    papers=("Giấy thứ nhất", "Giấy thứ hai " * 12),
    office_lines=("UBND phường Mộc Châu",),
    foot_lines=("Đây không phải là số thứ tự", "Danh mục minh hoạ"),
)


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS.keys())
def test_the_list_fits_the_paper(paper: Paper) -> None:
    """Black and white dots, exactly as wide, with white at both edges."""
    picture = draw_papers(LISTED, paper)
    assert (picture.mode, picture.width) == ("1", paper.width)
    for column in (0, paper.width - 1):
        assert picture.crop((column, 0, column + 1, picture.height)).getcolors() == [(picture.height, 255)]


def test_more_papers_are_a_longer_list() -> None:
    """Nothing is left out, however much there is."""
    paper = next(iter(PAPERS.values()))
    heights = [draw_papers(PapersList("T", "P", ("Giấy",) * count), paper).height for count in (1, 5, 9)]
    assert heights == sorted(set(heights))


def test_texts_are_nfc() -> None:
    """Decomposed letters from outside are composed before they are drawn."""
    assert PapersList("T", "Giấy", ("tờ",)).papers == ("tờ",)
