"""What a row of results says in the room that it has."""

from kiosk.actions import ReadProcedure
from kiosk.widgets.result_list import Row, row_texts, told_apart

LINKED = "Liên thông thủ tục hành chính về đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế"
OTHER = "Liên thông các thủ tục hành chính về đăng ký khai sinh, cấp thẻ bảo hiểm y tế cho trẻ em"
COPY_FEE = "2000/trang; từ trang thứ 3: 1000/trang; tối đa 200000/bản"


def row(title: str, line: str) -> Row:
    """A row of a procedure."""
    return Row(ReadProcedure("1"), title, line)


def test_two_long_titles_are_told_apart() -> None:
    """The middle is left out of a title whose own words would not be seen; a short one stays as it is."""
    assert told_apart(LINKED, [LINKED, OTHER], 54, 1).startswith("Liên thông … đăng ký thường trú")
    assert told_apart(OTHER, [LINKED, OTHER], 54, 1) == OTHER
    assert told_apart("Liên thông hai", ["Liên thông hai", "Liên thông ba"], 54, 1) == "Liên thông hai"


def test_the_fee_is_said_whole() -> None:
    """A long fee has a second line, and the title one less; facts behind it that do not fit are left out."""
    ((title, facts),) = row_texts([row(LINKED, f"{COPY_FEE} · Chứng thực")], 54, 3)
    assert "\n" not in title
    assert COPY_FEE in facts.replace("\n", " ")
    ((title, facts),) = row_texts(
        [row(LINKED, "10000/trường hợp · trả kết quả trong ngày · Chứng thực")], 44, 3
    )
    assert title.count("\n") == 1
    assert facts == "10000/trường hợp · trả kết quả trong ngày"


def test_a_low_row_has_a_line_of_each() -> None:
    """With two lines only, title and facts are cut to one."""
    ((title, facts),) = row_texts([row(LINKED, f"{COPY_FEE} · Chứng thực")], 40, 2)
    assert "\n" not in title + facts
    assert title.endswith("…")
    assert facts.endswith("…")
