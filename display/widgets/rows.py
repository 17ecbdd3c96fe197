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


def in_rows(parts: Iterable[Content], columns: int) -> list[Content]:
    """The parts side by side with equal room between them, in as few rows as they take."""
    rows: list[list[Content]] = []
    for part in parts:
        row = rows[-1] if rows else []
        if row and sum(other.cell_length + 1 for other in row) + part.cell_length <= columns:
            row.append(part)
        else:
            rows.append([part])
    return [_apart(row, columns) for row in rows]


def _apart(row: list[Content], columns: int) -> Content:
    line = row[0]
    for at, part in enumerate(row[1:], 1):
        room = columns - line.cell_length - sum(other.cell_length for other in row[at:])
        line = Content.assemble(line, " " * max(1, room // (len(row) - at)), part)
    return line


def centred(row: Content, columns: int) -> Content:
    """The row in the middle of its place."""
    return row.pad_left(max(0, (columns - row.cell_length) // 2))


def stacked(rows: Iterable[Content]) -> Content:
    """One row under the other."""
    return Content("\n").join(rows)
