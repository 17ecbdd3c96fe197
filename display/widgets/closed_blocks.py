"""Why no number can be taken and when one can again, as rows of the stage."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from display.widgets.rows import centred, fitted
from display.widgets.stage_content import StageClosed
from terminal.large_text import large_text
from terminal.steady_number import steady_number

WORDS_SIZE_MIN = 10
TIME_SHARE = 0.42  # of the height
WHY_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class ClosedStyles:
    """The colours of the next opening, and of what is said of it."""

    time: str
    text: str


def closed_rows(closed: StageClosed, columns: int, rows: int, styles: ClosedStyles) -> list[Content]:
    """All of it in the middle; where room is short, the hours go first, then the other language."""
    inner = max(1, columns - 4)
    again = [fitted(closed.again, inner, f"bold {styles.text}")]
    day = [fitted(closed.day, inner, f"bold {styles.time}")] if closed.day else []
    core = len(again) + len(day)
    why = _why(closed.why, inner, max(1, int(rows * WHY_SHARE)), styles)
    time = _time(closed.time, inner, max(1, min(rows - core - len(why), int(rows * TIME_SHARE))), styles)
    blocks = [why, again, time, day]
    for block in (
        _wrapped(closed.second, inner, styles),
        _wrapped(closed.note, inner, styles),
        _hours(closed.hours, inner, styles),
    ):
        if block and sum(map(len, (*blocks, block))) + 1 <= rows:
            blocks.append(block)
    return _spread(blocks, columns, rows)


def _why(why: str, columns: int, rows: int, styles: ClosedStyles) -> list[Content]:
    large = large_text(why, "Bold", columns, rows, WORDS_SIZE_MIN)
    if large:
        return [Content.styled(row, styles.text) for row in large]
    lines = Content(why).wrap(columns)[:2]
    return [line.rstrip().stylize(f"bold {styles.text}") for line in lines]


def _time(time: str, columns: int, rows: int, styles: ClosedStyles) -> list[Content]:
    if not time:
        return []
    large = steady_number(time, columns, rows)
    return [Content.styled(row, f"bold {styles.time}") for row in large] or [
        fitted(time, columns, f"bold {styles.time}")
    ]


def _wrapped(text: str, columns: int, styles: ClosedStyles) -> list[Content]:
    return [line.rstrip().stylize(styles.text) for line in Content(text).wrap(columns)] if text else []


def _hours(hours: Sequence[tuple[str, str]], columns: int, styles: ClosedStyles) -> list[Content]:
    """Days and their sessions beside each other, or under each other where that is too wide."""
    widest = max((len(days) for days, _ in hours), default=0)
    lines = [f"{days:<{widest}}  {times}" for days, times in hours]
    if max(map(len, lines), default=0) > columns:
        lines = [line for pair in hours for line in pair]
    width = max(map(len, lines), default=0)
    return [fitted(f"{line:<{width}}", columns, styles.text) for line in lines]


def _spread(blocks: Sequence[Sequence[Content]], columns: int, rows: int) -> list[Content]:
    """The blocks with equal room between them, as much as there is, up to two rows."""
    shown = [block for block in blocks if block]
    free = max(0, rows - sum(map(len, shown)))
    gap = min(2, free // (len(shown) + 1))
    lines: list[Content] = []
    for block in shown:
        lines += [Content("")] * (gap if lines else 0)
        lines += [centred(row, columns) for row in block]
    return [*[Content("")] * ((rows - len(lines)) // 2), *lines][:rows]
