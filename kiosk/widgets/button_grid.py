"""Buttons in a grid that share whatever room there is, over several parts where letters are large."""

from collections.abc import Sequence
from math import ceil

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Grid, Vertical

from kiosk.actions import ShowMore
from kiosk.widgets.large_label import LARGE
from kiosk.widgets.touch_button import LastingButton, TouchButton

COLUMN_CELLS_MIN = 24
COLUMN_CELLS_WISHED = 36
ROW_CELLS_MIN = 5  # the gap to the next one included
COLUMNS_MAX = 3


class TouchGrid(Grid):
    """Wide buttons where there is room, more columns where there is not; or `fixed_columns`."""

    fixed_columns = 0

    def on_resize(self, event: events.Resize) -> None:
        shown = sum(bool(child.display) for child in self.children)
        self.styles.grid_size_columns = self.fixed_columns or grid_columns(shown, *event.size)


def grid_columns(count: int, width: int, height: int) -> int:
    """How many columns suit `count` buttons in so many cells: wide ones, unless the rows get too low."""
    wished = min(COLUMNS_MAX, max(1, width // COLUMN_CELLS_WISHED))
    most = min(COLUMNS_MAX, max(1, width // COLUMN_CELLS_MIN))
    fitting = (n for n in range(wished, most) if ceil(count / n) * ROW_CELLS_MIN <= height)
    return next(fitting, most)


LARGE_ROWS_MAX = 3
LARGE_ROW_CELLS = 11
TWO_COLUMNS_CELLS_MIN = 70
MORE_KEY = "/"


class ButtonPager(Vertical):
    """All buttons on one leaf, or with large letters a few on each and one more button to turn it."""

    def __init__(self, buttons: Sequence[TouchButton], more: str, *, id: str) -> None:  # noqa: A002 - Textual's
        super().__init__(id=id)
        self._buttons = tuple(buttons)
        self._more = LastingButton(ShowMore(), more, key=MORE_KEY)
        self._grid = TouchGrid(*self._buttons)
        self._part = 0

    def compose(self) -> ComposeResult:
        yield self._grid
        yield self._more

    def on_resize(self, event: events.Resize) -> None:
        self._lay_out(event.size.width, event.size.height)

    @on(TouchButton.Pressed)
    def turn(self, event: TouchButton.Pressed) -> None:
        """Shows the next leaf, and the first after the last; other touches are not for this widget."""
        if event.action == ShowMore():
            event.stop()
            self._part += 1
            self._lay_out(*self.size)

    def _lay_out(self, width: int, height: int) -> None:
        is_large = any(ancestor.has_class(LARGE) for ancestor in self.ancestors)
        columns, count = large_part(width, height) if is_large else (0, len(self._buttons))
        has_more = count < len(self._buttons)
        first = self._part * count if self._part * count < len(self._buttons) else 0
        self._part = first // max(1, count)
        for place, button in enumerate(self._buttons):
            button.display = first <= place < first + count
        self._more.display = has_more
        self._grid.fixed_columns = columns
        self._grid.styles.grid_size_columns = columns or grid_columns(len(self._buttons), width, height)


def large_part(width: int, height: int) -> tuple[int, int]:
    """How many columns, and how many buttons in all, a leaf of large letters has in so many cells."""
    columns = 2 if width >= TWO_COLUMNS_CELLS_MIN else 1
    rows = max(2, min(LARGE_ROWS_MAX, height // LARGE_ROW_CELLS))
    return columns, columns * min(rows, 2) if columns == 2 else rows
