"""Rows of text that fit their place, whatever stands in them."""

from collections.abc import Iterable

from textual.content import Content


def fitted(text: str, columns: int, style: str = "") -> Content:
    """The text on one row as text and nothing else, with an ellipsis where it is too long."""
    return Content.styled(" ".join(text.split()), style).truncate(max(0, columns), ellipsis=True)


def spread(left: Content, right: Content, columns: int) -> Content:
    """Both in one row, at its two edges; where there is too little room the left one is cut."""
    room = max(0, columns - right.cell_length - 1)
    left = left.truncate(room, ellipsis=True)
    gap = max(0, columns - left.cell_length - right.cell_length)
    return Content.assemble(left, " " * gap, right)


def centred(row: Content, columns: int) -> Content:
    """The row in the middle of its place."""
    return row.pad_left(max(0, (columns - row.cell_length) // 2))


def stacked(rows: Iterable[Content]) -> Content:
    """One row under the other."""
    return Content("\n").join(rows)
