"""A title in letters as large as its room allows, with perhaps a line of ordinary ones below it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from textwrap import wrap as plain_lines

from rich.cells import cell_len
from textual.containers import Grid
from textual.content import Content
from textual.dom import DOMNode
from textual.widget import Widget
from textual.widgets import Static

from fonts.faces import face
from kiosk.printing.lettering import Run, at_the_foot, set_rows, text_width, wrap
from terminal.half_blocks import HalfBlockPicture, Tint
from terminal.quarter_blocks import quarter_blocks

LARGE = "-large"
ONE_SIZE = "one-size"
DRAWN_SIZE = 48
PITCH = 1.12
LETTER_DOTS_MIN = 8.5  # below this the marks of Vietnamese letters melt together; plain letters are clearer
LETTER_DOTS_MAX, LARGE_LETTER_DOTS_MAX = 13.0, 18.0
CLEAR_DOTS = 1  # above the letters, where they are not the smallest
NARROWED = 0.7  # letters may be made narrower by so much, where that makes them higher
LINES_MAX = 5
DRAWINGS_KEPT_MAX = 256


class LargeLabel(Static):
    """Where an ancestor has the class `-large` the letters may be one step larger than else.

    The titles of one grid or list have letters of one size, so that none looks more important than others. A
    short title stands in large letters where the whole one has no room for them.
    """

    def __init__(self, title: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's
        super().__init__(Content.styled(title, "bold"), id=id, classes="label", markup=False)
        self._title = self._short = title
        self._lines = ("", "")
        self._shown = Content("")

    def say(self, title: str, line: str = "", short: str = "", short_line: str = "") -> None:
        """Puts texts from outside on the button as they are, the short ones where the others have no room."""
        if (title, short or title, (line, short_line)) == (self._title, self._short, self._lines):
            return
        self._title, self._short, self._lines = title, short or title, (line, short_line)
        self._put()
        self._draw_all_anew()

    def on_resize(self) -> None:
        """Other texts may fit now, here and in labels of the same size."""
        if not self._plain().is_same(self._shown):
            self._put()
        self._draw_all_anew()

    def _draw_all_anew(self) -> None:
        for label in self._of_one_size():
            label.refresh()

    def _of_one_size(self) -> "list[LargeLabel]":
        """The labels that are shown and have letters as large as this one's."""
        among = next((each for each in self.ancestors if _has_one_size(each)), None)
        return [each for each in among.query(LargeLabel) if each.is_shown] if among else [self]

    def _put(self) -> None:
        self._shown = self._plain()
        self.update(self._shown)

    @property
    def _line(self) -> str:
        return fitting_line(*self._lines, self.content_size.width)

    @property
    def is_shown(self) -> bool:
        """Whether this label has a place on the screen."""
        return self.content_size.area > 0

    def fitting_dots(self, *, is_short: bool) -> float:
        """How large the letters of the title, or of the short one, may be here, 0 where not large enough."""
        columns, rows = self._room()
        is_large = any(ancestor.has_class(LARGE) for ancestor in self.ancestors)
        dots_max = LARGE_LETTER_DOTS_MAX if is_large else LETTER_DOTS_MAX
        return letter_dots(self._short if is_short else self._title, columns, rows, dots_max)

    def render(self) -> Content:
        """The title in half blocks with the second line below, or both as plain text."""
        dots, is_short = common_dots(self._of_one_size())
        if not dots or not self.is_shown:
            return self._plain()
        columns, rows = self._room()
        _, _, background, color = self.colors
        tint = Tint(ink=color.hex6, paper=background.hex6)
        large = _drawn(self._short if is_short else self._title, (columns, rows), dots, tint)
        if large is None:
            return self._plain()
        return Content.assemble(large, f"\n{self._line}" if self._line else "")

    def _plain(self) -> Content:
        """Ordinary letters; a short title where the whole one would push the line off the button."""
        rows = self.parent.content_size.height if isinstance(self.parent, Widget) else 0
        columns, line = self.content_size.width, self._line
        title = fitting_title(self._title, self._short, columns, rows - 1) if line and rows else self._title
        return Content.assemble((title, "bold"), f"\n{line}" if line else "")

    def _room(self) -> tuple[int, int]:
        """The columns and rows that the title has to itself."""
        columns, rows = self.content_size
        lines = plain_lines(self._line, columns) if self._line and columns else ()
        return columns, rows - len(lines)


def fitting_line(line: str, short: str, columns: int) -> str:
    """The line where it fits on one row, else the short one, which is never cut in mid-word then."""
    return short if short and 0 < columns < cell_len(line) else line


def fitting_title(title: str, short: str, columns: int, rows: int) -> str:
    """The title where it leaves the row below it free, else the short one."""
    return short if columns and len(plain_lines(title, columns)) > rows else title


def _has_one_size(ancestor: DOMNode) -> bool:
    return isinstance(ancestor, Grid) or ancestor.has_class(ONE_SIZE)


def common_dots(labels: Iterable[LargeLabel]) -> tuple[float, bool]:
    """The size of letters that all of these have room for, and whether it takes their short titles."""
    shown = tuple(labels)
    for is_short in (False, True):
        dots = min((label.fitting_dots(is_short=is_short) for label in shown), default=0.0)
        if dots:
            return dots, is_short
    return 0.0, False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A text in large letters, and the cells that it takes."""

    picture: HalfBlockPicture
    columns: int
    rows: int


@lru_cache(maxsize=DRAWINGS_KEPT_MAX)
def letter_dots(text: str, columns: int, rows: int, dots_max: float) -> float:
    """The size in half blocks of the largest letters of a text in so many cells; 0 if too small to read."""
    for clear, largest in ((CLEAR_DOTS, dots_max), (0, LETTER_DOTS_MIN)):
        sizes = (_dots(lines, columns, rows, clear) for lines in _wrapped(text))
        dots = min(largest, max(sizes, default=0.0))
        if dots >= LETTER_DOTS_MIN:
            return dots
    return 0.0


@lru_cache(maxsize=DRAWINGS_KEPT_MAX)
def drawn_text(text: str, columns: int, rows: int, dots: float) -> Drawing | None:
    """The text in as few lines as letters of this size allow in so many cells; None where they don't fit."""
    for lines in _wrapped(text):
        if _dots(lines, columns, rows) < dots:
            continue
        (width, height), scale = _picture(lines).size, dots / DRAWN_SIZE
        cells = ceil(height * scale / 2)
        picture = _picture(lines, round(2 * cells / scale))
        return Drawing(picture, min(columns, ceil(width * scale)), min(rows, cells))
    return None


@lru_cache(maxsize=DRAWINGS_KEPT_MAX)
def _drawn(text: str, room: tuple[int, int], dots: float, tint: Tint) -> Content | None:
    """The text in letters of this size, kept for the page that comes again after the next citizen."""
    drawn = drawn_text(text, *room, dots)
    return quarter_blocks(drawn.picture, drawn.columns, drawn.rows, tint) if drawn else None


@lru_cache(maxsize=DRAWINGS_KEPT_MAX)
def _wrapped(text: str) -> tuple[tuple[str, ...], ...]:
    """The text in one line, in two and so on, broken between words only."""
    font = face("Bold", DRAWN_SIZE)
    whole = text_width(text, font)
    longest = max((text_width(word, font) for word in text.split()), default=0)
    found = (wrap(text, font, max(whole // count + DRAWN_SIZE, longest)) for count in range(1, LINES_MAX + 1))
    return tuple(dict.fromkeys(tuple(lines) for lines in found if lines))


@lru_cache(maxsize=DRAWINGS_KEPT_MAX)
def _picture(lines: tuple[str, ...], height: int = 0) -> HalfBlockPicture:
    """The lines as a picture, at the foot of one of this height if that is more."""
    font = face("Bold", DRAWN_SIZE)
    width = max(text_width(line, font) for line in lines)
    picture = set_rows([[Run(line, font, 0)] for line in lines], width, PITCH)
    return at_the_foot(picture, height) if height > picture.height else picture


def _dots(lines: tuple[str, ...], columns: int, rows: int, clear: int = 0) -> float:
    """The size of letters at which these lines fill so many cells but for so many clear dots."""
    width, height = _picture(lines).size
    return DRAWN_SIZE * min(columns / (width * NARROWED), (2 * rows - clear) / max(1, height))
