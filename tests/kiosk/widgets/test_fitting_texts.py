"""What stands on a narrow button is never cut: shorter words say the same."""

import pytest

from kiosk.widgets.large_label import fitting_line, fitting_title


@pytest.mark.parametrize(
    ("columns", "shown"),
    [
        (0, "Đang chờ: 5 người · khoảng 15 phút"),
        (34, "Đang chờ: 5 người · khoảng 15 phút"),
        (33, "5 người · 15 phút"),
    ],
)
def test_a_line_that_does_not_fit_gives_way_to_a_shorter_one(columns: int, shown: str) -> None:
    """Before it has a place, and where there is no shorter one, it stands as it is."""
    line = "Đang chờ: 5 người · khoảng 15 phút"
    assert fitting_line(line, "5 người · 15 phút", columns) == shown
    assert fitting_line(line, "", 10) == line


def test_a_title_leaves_the_line_below_it_its_row() -> None:
    """On a button of two rows the short name stands in the place of a name of two rows."""
    title, short = "Hướng dẫn, phản ánh kiến nghị", "Hướng dẫn, phản ánh"
    assert fitting_title(title, short, 23, 1) == short
    assert fitting_title(title, short, 23, 2) == title
    assert fitting_title(title, short, 40, 1) == title
